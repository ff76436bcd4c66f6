package io.mjrouter.spring;

import io.mjrouter.proxy.MjProxy;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Has Tomcat say its own refusals in JSON where the path is the proxy's, and keep no thread for
 * whoever sends there, or where hosts call back, what nobody reads.
 */
@AutoConfiguration(
    after = {MidjourneyProxyAutoConfiguration.class, MidjourneyWebhookAutoConfiguration.class})
@ConditionalOnClass({ErrorReportValve.class, ConfigurableTomcatWebServerFactory.class})
public final class MidjourneyTomcatAutoConfiguration {

  /** Last, so that the valve stands closer to the application than the one of Spring Boot. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  @ConditionalOnBean(MjProxy.class)
  @ConditionalOnMissingBean(name = "midjourneyJsonErrors")
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> midjourneyJsonErrors() {
    return factory -> JsonErrorValve.addTo(factory, MjProxy::serves);
  }

  @Bean
  @ConditionalOnBean(MjProxy.class)
  @ConditionalOnMissingBean(name = "midjourneyUnreadBodies")
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> midjourneyUnreadBodies() {
    return factory -> UnreadBodyValve.addTo(factory, MjProxy::serves);
  }

  @Bean
  @ConditionalOnBean(MjProxy.class)
  @ConditionalOnMissingBean(name = "midjourneyCutOffs")
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> midjourneyCutOffs() {
    return CutOffValve::addTo;
  }

  @Bean
  @ConditionalOnBean(name = "midjourneyWebhooks")
  @ConditionalOnMissingBean(name = "midjourneyUnreadWebhooks")
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> midjourneyUnreadWebhooks(
      MidjourneyProperties properties) {
    String hooks = properties.webhooks().path() + "/";
    return factory -> UnreadBodyValve.addTo(factory, path -> path.startsWith(hooks));
  }
}
