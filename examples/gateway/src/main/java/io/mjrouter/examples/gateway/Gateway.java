package io.mjrouter.examples.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** Serves the MJ protocol: over the hosts that are configured, else over three simulated ones. */
@SpringBootApplication(
    proxyBeanMethods = false,
    // Errors outside the protocol are told by JsonErrors alone.
    exclude = ErrorMvcAutoConfiguration.class)
class Gateway {

  public static void main(String[] arguments) {
    application().run(arguments);
  }

  static SpringApplication application() {
    SpringApplication application = new SpringApplication(Gateway.class);
    application.addListeners(new SimulatedHosts(), new Greeting());
    return application;
  }
}
