package io.mjrouter.examples.gateway;

import io.mjrouter.spring.JsonErrorValve;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells every error of every path in JSON, at the management port of its own as well. */
@Configuration(proxyBeanMethods = false)
class JsonErrors {

  /** In the place of the starter's, which speaks for the protocol's paths alone. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> midjourneyJsonErrors() {
    return factory -> JsonErrorValve.addTo(factory, path -> true);
  }
}
