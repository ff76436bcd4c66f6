package io.mjrouter.spring;

import io.mjrouter.error.ConfigurationException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** Shows everything that is wrong with the configuration on one page, instead of a stack trace. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException>
    implements Ordered {

  /** Made by Spring Boot. */
  ConfigurationFailureAnalyzer() {}

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
    String lines =
        cause.problems().stream()
            .map(line -> "    " + line)
            .collect(Collectors.joining(System.lineSeparator()));
    String description =
        "mj-router cannot begin with this configuration:"
            + System.lineSeparator()
            + System.lineSeparator()
            + lines;
    return new FailureAnalysis(
        description, "Change what is named above. Each line begins with its property.", cause);
  }
}
