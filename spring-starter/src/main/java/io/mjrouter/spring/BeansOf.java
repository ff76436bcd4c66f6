package io.mjrouter.spring;

import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.event.MjProbe;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderFactory;
import org.springframework.beans.factory.ListableBeanFactory;

/** What an application brings along as beans, handed to the builder. */
final class BeansOf {

  private final ListableBeanFactory beans;

  BeansOf(ListableBeanFactory beans) {
    this.beans = beans;
  }

  void addTo(MidjourneyBuilder builder) {
    beans.getBeanProvider(ProviderFactory.class).orderedStream().forEach(builder::factory);
    beans.getBeanProvider(MjProvider.class).orderedStream().forEach(builder::provider);
    beans.getBeanProvider(MjProbe.class).orderedStream().forEach(builder::probe);
    beans.getBeansOfType(RoutingPolicy.class).forEach(builder::policy);
    beans.getBeanProvider(ImageSink.class).ifUnique(builder::imageSink);
    beans.getBeanProvider(TimeSource.class).ifUnique(builder::time);
  }
}
