package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.Midjourney;
import io.mjrouter.proxy.MjProxy;
import io.mjrouter.testing.ScriptedProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** The proxy before a router that the application makes itself. */
class ProxyBeansTest {

  private final Logs logs = Logs.capture();

  @AfterEach
  void endLogs() {
    logs.close();
  }

  private static WebApplicationContextRunner ownRouter(String... properties) {
    return new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                MidjourneyAutoConfiguration.class, MidjourneyProxyAutoConfiguration.class))
        .withBean(
            Midjourney.class,
            () -> Midjourney.builder().provider(ScriptedProvider.named("own")).build())
        .withPropertyValues("midjourney.proxy.enabled=true")
        .withPropertyValues(properties);
  }

  @Test
  void ownRouter_isServed() {
    ownRouter("midjourney.proxy.clients.web.key=k-1")
        .run(context -> assertThat(context).hasSingleBean(MjProxy.class));
  }

  @Test
  void ownRouter_clientWithoutAKey_doesNotOpenTheProxy() {
    ownRouter("midjourney.proxy.clients.web.max-price=1")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("midjourney.proxy.clients.web.key: missing"));
  }

  @Test
  void ownRouter_capThatItDoesNotKnow_isNamed() {
    ownRouter("midjourney.proxy.clients.web.key=k-1", "midjourney.proxy.clients.web.daily-spend=5")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("midjourney.proxy.clients.web.daily-spend: "));
  }

  private static Midjourney router(String provider) {
    return Midjourney.builder().provider(ScriptedProvider.named(provider)).build();
  }

  private static WebApplicationContextRunner withEverything() {
    return new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                MidjourneyAutoConfiguration.class,
                MidjourneyLifeAutoConfiguration.class,
                MidjourneyActuatorAutoConfiguration.class,
                MidjourneyHealthAutoConfiguration.class,
                MidjourneyWebhookAutoConfiguration.class,
                MidjourneyProxyAutoConfiguration.class,
                MidjourneyTomcatAutoConfiguration.class))
        .withPropertyValues(
            "management.endpoints.web.exposure.include=midjourney",
            "midjourney.proxy.enabled=true",
            "midjourney.webhooks.base-url=https://app.example");
  }

  @Test
  void severalRouters_areLeftToTheApplication() {
    withEverything()
        .withBean("one", Midjourney.class, () -> router("one"))
        .withBean("two", Midjourney.class, () -> router("two"))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(MjProxy.class)
                    .doesNotHaveBean(MidjourneyLifecycle.class));
    assertThat(logs.text()).contains("expected: a provider, one Midjourney or one @Primary");
  }

  @Test
  void severalRoutersWithAPrimary_thatOneIsServed() {
    withEverything()
        .withBean("one", Midjourney.class, () -> router("one"))
        .withBean("two", Midjourney.class, () -> router("two"), two -> two.setPrimary(true))
        .run(
            context ->
                assertThat(context.getBean(MidjourneyEndpoint.class).provider("two")).isNotNull());
  }

  @Test
  void proxyWhereNobodyServes_isWarnedAbout() {
    Contexts.simulated()
        .withPropertyValues("midjourney.proxy.enabled=true")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(logs.text())
        .contains("midjourney.proxy.enabled, and nothing serves the MJ protocol");
  }

  @Test
  void whatIsWarnedAbout_isSaidThoughBeansAreLazy() {
    Contexts.simulated()
        .withInitializer(
            context ->
                context.addBeanFactoryPostProcessor(
                    new LazyInitializationBeanFactoryPostProcessor()))
        .withPropertyValues("midjourney.proxy.enabled=true")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(logs.text()).contains("nothing serves the MJ protocol");
  }

  @Test
  void webhooksWhereNobodyTakesThem_areSaid() {
    Contexts.simulated()
        .withPropertyValues("midjourney.webhooks.base-url=https://app.example")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(logs.text()).contains("nothing here takes what hosts send");
  }

  @Test
  void webhooksAtAPlaceholderThatNothingFillsIn_areReportedWithTheRest() {
    withEverything()
        .withPropertyValues(
            "midjourney.providers.demo.type=simulator",
            "midjourney.routing.attempts=0",
            "midjourney.webhooks.base-url=${NO_SUCH_VARIABLE}")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("${NO_SUCH_VARIABLE} is not set")
                    .hasMessageContaining("midjourney.routing.attempts"));
  }

  @Test
  void webhooksThatAreTaken_areNotSaid() {
    withEverything()
        .withPropertyValues("midjourney.providers.demo.type=simulator")
        .run(context -> assertThat(context).hasBean("midjourneyWebhooks"));
    assertThat(logs.text()).doesNotContain("nothing here takes what hosts send");
  }

  @Test
  void ownRouter_served_isNotWarnedAbout() {
    ownRouter("midjourney.proxy.clients.web.key=k-1")
        .withConfiguration(AutoConfigurations.of(MidjourneyLifeAutoConfiguration.class))
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(logs.text()).doesNotContain("nothing serves the MJ protocol");
  }

  @Test
  void keyThatCanBeGuessed_isWarnedAboutByItsClient() {
    ownRouter(
            "midjourney.proxy.clients.web.key=k-canary-1",
            "midjourney.proxy.clients.app.key=long-enough-0123")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(logs.text())
        .contains("clients [web]: a key of fewer than 16 characters")
        .doesNotContain("k-canary-1");
  }
}
