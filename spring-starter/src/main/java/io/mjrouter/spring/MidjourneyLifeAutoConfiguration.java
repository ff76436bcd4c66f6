package io.mjrouter.spring;

import io.mjrouter.Midjourney;
import io.mjrouter.model.TimeSource;
import io.mjrouter.proxy.MjProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What begins and ends with an application that has a router; or why it has none. */
@AutoConfiguration(
    after = {
      MidjourneyAutoConfiguration.class,
      MidjourneyProxyAutoConfiguration.class,
      MidjourneyWebhookAutoConfiguration.class
    })
public final class MidjourneyLifeAutoConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(MidjourneyLifeAutoConfiguration.class);

  /** With a router. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnSingleCandidate(Midjourney.class)
  static class Life {

    @Bean
    @ConditionalOnMissingBean
    MidjourneyLifecycle midjourneyLifecycle(
        Midjourney midjourney, ObjectProvider<ListenerGate> gate, ApplicationContext context) {
      return new MidjourneyLifecycle(midjourney, gate.getIfAvailable(ListenerGate::new), context);
    }

    /** Spring Boot calls an application ready once its runners have returned. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean(name = "midjourneyReadiness")
    ApplicationRunner midjourneyReadiness(Midjourney midjourney, ObjectProvider<TimeSource> time) {
      TimeSource clocks = time.getIfUnique(TimeSource::system);
      return arguments -> Readiness.awaitRecovered(midjourney, clocks, Duration.ofMinutes(1));
    }
  }

  /** With a proxy that is asked for and not there. */
  @Lazy(false)
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty("midjourney.proxy.enabled")
  @ConditionalOnMissingBean(MjProxy.class)
  static class Unserved {

    Unserved() {
      LOG.warn(
          "midjourney.proxy.enabled, and nothing serves the MJ protocol (expected: a provider, one"
              + " Midjourney or one @Primary, and a servlet application, such as with"
              + " spring-boot-starter-webmvc)");
    }
  }

  /** With hosts that are asked to call back, and nobody here whom they reach. */
  @Lazy(false)
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBean(Midjourney.class)
  @Conditional(OnBaseUrl.class)
  @ConditionalOnMissingBean(name = "midjourneyWebhooks")
  static class Unheard {

    Unheard() {
      LOG.info(
          "midjourney.webhooks.base-url, and nothing here takes what hosts send: in an application"
              + " without servlets a controller of yours hands it to Midjourney.webhook");
    }
  }

  /** With one that the application made, which was not given the methods of its beans. */
  @Lazy(false)
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBean(Midjourney.class)
  @ConditionalOnMissingBean(EventMethods.class)
  static class Untold {

    Untold(ConfigurableListableBeanFactory beans) {
      List<String> methods = new ArrayList<>();
      new EventMethods(beans).find((bean, method) -> methods.add(bean + "." + method.getName()));
      if (!methods.isEmpty()) {
        LOG.warn(
            "@OnMjEvent on {}: nobody calls them, as Midjourney is a bean of the application's"
                + " (expected: MidjourneyBuilder.listener there)",
            methods);
      }
    }
  }

  /** Without one. */
  @Lazy(false)
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(Midjourney.class)
  static class Idle {

    Idle() {
      LOG.info("no Midjourney: midjourney.providers names no provider");
    }
  }
}
