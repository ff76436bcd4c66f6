package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.Midjourney;
import io.mjrouter.testing.ScriptedProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** Asking for a router where no provider is named. */
class NoRouterFailureAnalyzerTest {

  record Pictures(Midjourney midjourney) {}

  record Letters(StringBuilder text) {}

  private static @Nullable FailureAnalysis page(ApplicationContextRunner application) {
    FailureAnalysis[] page = new FailureAnalysis[1];
    application.run(
        context ->
            page[0] =
                new NoRouterFailureAnalyzer(new StandardEnvironment())
                    .analyze(context.getStartupFailure()));
    return page[0];
  }

  @Test
  void noProvider_isSaid_withWhoAsks() {
    FailureAnalysis page = page(Contexts.empty().withBean(Pictures.class));
    assertThat(page).isNotNull();
    assertThat(page.getDescription())
        .startsWith("Parameter 0 of constructor in " + Pictures.class.getName())
        .endsWith("and there is none: midjourney.providers names no provider.");
    assertThat(page.getAction()).contains("midjourney.providers.demo.type=simulator");
  }

  @Test
  void otherTrouble_isLeftToOthers() {
    assertThat(page(Contexts.empty().withBean(Letters.class))).isNull();
    ApplicationContextRunner several =
        new ApplicationContextRunner()
            .withBean("one", Midjourney.class, NoRouterFailureAnalyzerTest::router)
            .withBean("two", Midjourney.class, NoRouterFailureAnalyzerTest::router);
    assertThat(page(several.withBean(Pictures.class))).isNull();
  }

  private static Midjourney router() {
    return Midjourney.builder().provider(ScriptedProvider.named("own")).build();
  }

  @Test
  void analyzer_isMadeBySpringBoot() {
    assertThat(
            SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                    FailureAnalyzer.class,
                    ArgumentResolver.of(Environment.class, new StandardEnvironment()),
                    FailureHandler.handleMessage((message, failure) -> {})))
        .hasAtLeastOneElementOfType(NoRouterFailureAnalyzer.class);
  }
}
