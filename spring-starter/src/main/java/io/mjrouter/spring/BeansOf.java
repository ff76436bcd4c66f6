package io.mjrouter.spring;

import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.event.MjProbe;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderSource;
import org.springframework.beans.factory.ListableBeanFactory;

/** What an application brings along as beans, handed to the builder. */
final class BeansOf {

  private final ListableBeanFactory beans;
  private final MidjourneyProperties properties;

  BeansOf(ListableBeanFactory beans, MidjourneyProperties properties) {
    this.beans = beans;
    this.properties = properties;
  }

  void addTo(MidjourneyBuilder builder) {
    beans.getBeanProvider(ProviderFactory.class).orderedStream().forEach(builder::factory);
    beans.getBeanProvider(MjProvider.class).orderedStream().forEach(builder::provider);
    beans
        .getBeanProvider(ProviderSource.class)
        .ifUnique(source -> builder.providers(source, properties.providerSource().refresh()));
    beans.getBeanProvider(MjProbe.class).orderedStream().forEach(builder::probe);
    beans.getBeansOfType(RoutingPolicy.class).forEach(builder::policy);
    beans.getBeanProvider(ImageSink.class).ifUnique(builder::imageSink);
    beans.getBeanProvider(TimeSource.class).ifUnique(builder::time);
  }
}
