package io.mjrouter.spring;

import io.mjrouter.error.ConfigurationException;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications with the starter, as tests need them. */
final class Contexts {

  private Contexts() {}

  /** With nothing but the starter. */
  static ApplicationContextRunner empty() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                MidjourneyAutoConfiguration.class, MidjourneyLifeAutoConfiguration.class));
  }

  /** With one simulated host, fast enough for a test. */
  static ApplicationContextRunner simulated() {
    return empty()
        .withPropertyValues(
            "midjourney.providers.demo.type=simulator",
            "midjourney.providers.demo.simulator.speed=1000",
            "midjourney.tasks.poll.min=10ms",
            "midjourney.tasks.poll.max=20ms");
  }

  /** What the application could not begin for. */
  static List<String> problems(AssertableApplicationContext context) {
    for (Throwable cause = context.getStartupFailure(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigurationException found) {
        return found.problems();
      }
    }
    throw new AssertionError("no ConfigurationException", context.getStartupFailure());
  }
}
