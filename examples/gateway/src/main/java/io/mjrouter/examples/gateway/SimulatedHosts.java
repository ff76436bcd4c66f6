package io.mjrouter.examples.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;

/**
 * Brings in the simulated hosts of {@code simulated.yml}, all of them or none: they are left out as
 * soon as one provider is configured, wherever that is.
 */
final class SimulatedHosts
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  private static final ConfigurationPropertyName PROVIDERS =
      ConfigurationPropertyName.of("midjourney.providers");

  /** After every file and variable was read. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    ConfigurableEnvironment environment = event.getEnvironment();
    if (namesProvider(environment)) {
      return;
    }
    try {
      new YamlPropertySourceLoader()
          .load("simulated hosts", new ClassPathResource("simulated.yml"))
          .forEach(environment.getPropertySources()::addLast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean namesProvider(ConfigurableEnvironment environment) {
    for (var source : ConfigurationPropertySources.get(environment)) {
      if (source.containsDescendantOf(PROVIDERS) == ConfigurationPropertyState.PRESENT) {
        return true;
      }
    }
    return false;
  }
}
