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

/** Has Tomcat say its own refusals in JSON where the path is the proxy's. */
@AutoConfiguration(after = MidjourneyProxyAutoConfiguration.class)
@ConditionalOnClass({ErrorReportValve.class, ConfigurableTomcatWebServerFactory.class})
@ConditionalOnBean(MjProxy.class)
public final class MidjourneyTomcatAutoConfiguration {

  /** Last, so that the valve stands closer to the application than the one of Spring Boot. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  @ConditionalOnMissingBean(name = "midjourneyJsonErrors")
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> midjourneyJsonErrors() {
    return factory -> JsonErrorValve.addTo(factory, MjProxy::serves);
  }
}
