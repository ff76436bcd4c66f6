package io.mjrouter.spring;

import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.event.MjProbe;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.BeanFactoryUtils;
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
    List<String> problems = new ArrayList<>();
    one(ProviderSource.class, problems)
        .ifPresent(source -> builder.providers(source, properties.providerSource().refresh()));
    beans.getBeanProvider(MjProbe.class).orderedStream().forEach(builder::probe);
    BeanFactoryUtils.beansOfTypeIncludingAncestors(beans, RoutingPolicy.class)
        .forEach(builder::policy);
    one(ImageSink.class, problems).ifPresent(builder::imageSink);
    one(TimeSource.class, problems).ifPresent(builder::time);
    builder.problems(problems);
  }

  /** The bean of a type of which one is used; of several none would be, and nobody would know. */
  private <T> Optional<T> one(Class<T> type, List<String> problems) {
    T bean = beans.getBeanProvider(type).getIfUnique();
    List<String> names =
        List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false));
    if (bean == null && names.size() > 1) {
      problems.add(
          type.getSimpleName() + ": several beans, " + names + " (expected: one, or one @Primary)");
    }
    return Optional.ofNullable(bean);
  }
}
