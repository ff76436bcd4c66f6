package io.mjrouter.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.mjrouter.Midjourney;
import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.event.MjProbe;
import io.mjrouter.metrics.MjMeters;
import io.mjrouter.metrics.MjObservations;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.jdbc.JdbcTaskStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * Makes a {@link Midjourney} of {@code midjourney.*} and of the beans that are there: providers, a
 * source of them, factories, policies, listeners, a store, an image sink, clocks. Whatever it makes
 * can be replaced by a bean of the same type; without a provider it makes nothing.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@Conditional(OnProviders.class)
@ConditionalOnMissingBean(Midjourney.class)
@EnableConfigurationProperties(MidjourneyProperties.class)
public final class MidjourneyAutoConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(MidjourneyAutoConfiguration.class);

  @Bean
  static StrictBinding midjourneyBinding() {
    return new StrictBinding();
  }

  @Bean
  @ConditionalOnMissingBean
  ListenerGate midjourneyListenerGate() {
    return new ListenerGate();
  }

  @Bean
  @ConditionalOnSingleCandidate(MeterRegistry.class)
  @ConditionalOnMissingBean(name = "midjourneyMeters")
  MjProbe midjourneyMeters(MeterRegistry registry) {
    return MjMeters.of(registry);
  }

  @Bean
  @ConditionalOnSingleCandidate(ObservationRegistry.class)
  @ConditionalOnMissingBean(name = "midjourneyObservations")
  MjProbe midjourneyObservations(ObservationRegistry registry) {
    return MjObservations.of(registry);
  }

  @Bean
  EventMethods midjourneyEventMethods(ConfigurableListableBeanFactory beans) {
    return new EventMethods(beans);
  }

  @Bean
  @ConditionalOnMissingBean
  MidjourneyBuilder midjourneyBuilder(
      MidjourneyProperties properties,
      StrictBinding binding,
      EventMethods methods,
      ListenerGate gate,
      ConfigurableListableBeanFactory beans,
      ApplicationEventPublisher publisher) {
    MidjourneyBuilder builder = Midjourney.builder().problems(binding.problems());
    new SettingsOf(properties).addTo(builder, beans);
    new BeansOf(beans, properties).addTo(builder);
    new Listeners(beans, methods, gate, publisher).addTo(builder);
    return builder;
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  @DependsOnDatabaseInitialization
  TaskStore midjourneyStore(
      MidjourneyBuilder builder,
      MidjourneyProperties properties,
      ObjectProvider<TimeSource> time,
      ListableBeanFactory beans,
      Environment environment) {
    // Before anything is opened: what is wrong is reported all at once. Who has the last word may
    // still bring what is missing.
    String[] last =
        BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, MidjourneyCustomizer.class);
    if (last.length == 0) {
      builder.validate();
    }
    TimeSource clocks = time.getIfUnique(TimeSource::system);
    MidjourneyProperties.Store store = properties.store();
    if (store.type() == MidjourneyProperties.Store.Type.JDBC) {
      return JdbcTaskStore.over(DataSources.of(store, beans), store.settings(), clocks);
    }
    MemoryHint.of(environment).ifPresent(LOG::warn);
    return new MemoryTaskStore(clocks, store.retention());
  }

  @Bean(destroyMethod = "close")
  Midjourney midjourney(
      MidjourneyBuilder builder,
      TaskStore store,
      ObjectProvider<MidjourneyCustomizer> customizers) {
    builder.store(store);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }
}
