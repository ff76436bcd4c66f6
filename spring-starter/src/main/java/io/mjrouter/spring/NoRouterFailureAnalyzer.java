package io.mjrouter.spring;

import io.mjrouter.Midjourney;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Says why there is no router for whoever asks for one: no provider was named. Spring Boot would
 * advise to define a bean.
 */
final class NoRouterFailureAnalyzer
    extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> implements Ordered {

  private final Environment environment;

  /** Made by Spring Boot. */
  NoRouterFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, NoSuchBeanDefinitionException cause, @Nullable String description) {
    ResolvableType wanted = cause.getResolvableType();
    if (wanted == null
        || wanted.resolve() != Midjourney.class
        || cause.getNumberOfBeansFound() > 0
        || OnProviders.isConfigured(environment)) {
      return null;
    }
    return new FailureAnalysis(
        (description == null ? "Something" : description)
            + " asks for a Midjourney, and there is none: midjourney.providers names no provider.",
        "Name one, such as midjourney.providers.demo.type=simulator, or bring a bean of your own."
            + " Where one is named, look whether that file or profile is read.",
        cause);
  }
}
