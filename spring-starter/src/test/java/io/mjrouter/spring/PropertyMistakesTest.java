package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.Midjourney;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class PropertyMistakesTest {

  private final Logs logs = Logs.capture();

  @AfterEach
  void endLogs() {
    logs.close();
  }

  private static List<String> problems(String... properties) {
    List<String> found = new ArrayList<>();
    Contexts.simulated()
        .withPropertyValues(properties)
        .run(context -> found.addAll(Contexts.problems(context)));
    return found;
  }

  private static void fine(String... properties) {
    Contexts.simulated()
        .withPropertyValues(properties)
        .run(context -> assertThat(context).hasNotFailed());
  }

  // ---- All at once.

  @Test
  void f84_manyMistakes_areInOneReport() {
    List<String> problems =
        problems(
            // Not of their type.
            "midjourney.routing.attempts=abc",
            "midjourney.tasks.accept=soon",
            "midjourney.routing.modes=relax,slow",
            "midjourney.providers.demo.prices.upscale.warp=1",
            // Unknown.
            "midjourney.routing.daily-spnd=5",
            "midjourney.providers.demo.htpp.auth=bearer",
            // No settings.
            "midjourney.routing.max-price=0.1234567",
            "midjourney.providers.demo.timeouts.read=0s",
            "midjourney.providers.demo.timeouts.submit=0s",
            "midjourney.providers.demo.prices.upscal.fast=1",
            "midjourney.providers.demo.balance.endpoint=toke-usage",
            "midjourney.providers.demo.simulator.speed=fastish",
            "midjourney.providers.Bad_Name.type=simulator",
            "midjourney.providers.yuan.type=simulator",
            "midjourney.providers.yuan.money.currency=CNY",
            "midjourney.store.type=jdbc",
            "midjourney.store.table-prefix=9",
            "midjourney.proxy.enabled=true",
            "midjourney.proxy.clients.web.providers=nobody",
            // What the core and the types of providers know.
            "midjourney.routing.policy=cheepest",
            "midjourney.tasks.poll.min=0s",
            "midjourney.webhooks.secret=short",
            "midjourney.providers.demo.limits.concurrent=0",
            "midjourney.providers.demo.weight=0",
            "midjourney.providers.deer.type=deerapy",
            "midjourney.providers.own.type=compatible",
            "midjourney.providers.own.api-key=sk-1");
    assertThat(problems.stream().map(line -> line.substring(0, line.indexOf(": "))))
        .containsExactlyInAnyOrder(
            "midjourney.routing.attempts",
            "midjourney.tasks.accept",
            "midjourney.routing.modes",
            "midjourney.providers.demo.prices.upscale",
            "midjourney.routing.daily-spnd",
            "midjourney.providers.demo.htpp",
            "midjourney.routing.max-price",
            "midjourney.providers.demo.timeouts.read",
            "midjourney.providers.demo.timeouts.submit",
            "midjourney.providers.demo.prices.upscal",
            "midjourney.providers.demo.balance.endpoint",
            "midjourney.providers.demo.simulator.speed",
            "midjourney.providers.Bad_Name",
            "midjourney.providers.yuan.money.usd",
            "midjourney.store.data-source",
            "midjourney.store.table-prefix",
            "midjourney.proxy.clients.web.key",
            "midjourney.routing.policy",
            "midjourney.tasks.poll.min",
            "midjourney.webhooks.secret",
            "midjourney.providers.demo.limits.concurrent",
            "midjourney.providers.demo.weight",
            "midjourney.providers.deer.type",
            "midjourney.providers.own.base-url");
  }

  @Test
  void failurePage_namesPropertiesAndNoStackTrace() {
    Contexts.simulated()
        .withPropertyValues("midjourney.routing.attempts=0", "midjourney.routing.policy=best")
        .run(
            context -> {
              FailureAnalysis page =
                  new ConfigurationFailureAnalyzer().analyze(context.getStartupFailure());
              assertThat(page.getDescription())
                  .contains("    midjourney.routing.attempts: 0 (expected: 1 or more)")
                  .contains("    midjourney.routing.policy: 'best'")
                  .doesNotContain("Exception");
              assertThat(page.getAction()).isNotBlank();
            });
  }

  // ---- Keys.

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "sk 1", "sk-1\nx", "Bearer sk-1"})
  void f82_keyThatCanBeNone_isNamed(String key) {
    assertThat(
            problems(
                "midjourney.providers.comet.type=cometapi",
                "midjourney.providers.comet.api-key=" + key))
        .singleElement()
        .asString()
        .startsWith("midjourney.providers.comet.api-key: ")
        .doesNotContain("sk");
  }

  @Test
  void f82_keyThatIsMissing_isNamedWithItsVariable() {
    assertThat(problems("midjourney.providers.comet.type=cometapi"))
        .singleElement()
        .asString()
        .startsWith("midjourney.providers.comet.api-key: missing")
        .contains("COMETAPI_KEY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "providers.demo.api-key",
        "providers.demo.balance.access-token",
        "providers.demo.http.headers.X-Token",
        "providers.demo.limits.concurrent",
        "webhooks.secret",
        "webhooks.base-url",
        "routing.deadline",
        "images.keep"
      })
  void f82_placeholderThatNothingFillsIn_isNamedWithItsVariable(String property) {
    assertThat(problems("midjourney." + property + "=${NO_SUCH_VARIABLE}"))
        .first()
        .asString()
        .isEqualToIgnoringCase(
            "midjourney."
                + property
                + ": ${NO_SUCH_VARIABLE} is not set (expected: a variable of the environment, or a"
                + " property, of that name)");
  }

  // ---- Addresses.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com",
        "https://api.example.com/",
        "https://api.example.com/mj",
        "https://api.example.com/mj-fast/mj/"
      })
  void f83_addressesAsPeopleCopyThem_areTaken(String url) {
    fine(
        "midjourney.providers.own.type=compatible",
        "midjourney.providers.own.api-key=sk-1",
        "midjourney.providers.own.base-url=" + url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://u:pw@api.example.com",
        "ftp://api.example.com",
        "https://x.example?key=pw"
      })
  void f83_addressesThatCannotBeMeant_areRefusedWithoutTheirSecrets(String url) {
    assertThat(
            problems(
                "midjourney.providers.own.type=compatible",
                "midjourney.providers.own.api-key=sk-1",
                "midjourney.providers.own.base-url=" + url))
        .singleElement()
        .asString()
        .startsWith("midjourney.providers.own.base-url: ")
        .doesNotContain("pw");
  }

  // ---- Units, and texts that look like numbers.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tasks.timeout=60",
        "providers.demo.timeouts.submit=75",
        "providers.demo.simulator.durations.fast=30",
        "proxy.clients.web.deadline=180"
      })
  void f84_timeWithoutAUnit_isNoMilliseconds(String property) {
    String name = property.substring(0, property.indexOf('='));
    assertThat(problems("midjourney." + property, "midjourney.proxy.clients.web.key=k-1"))
        .containsExactly(
            "midjourney." + name + ": without a unit (expected: a time such as 30s or 5m)");
  }

  @Test
  void f84_timesAsPeopleWriteThem_areTaken() {
    fine(
        "midjourney.tasks.timeout=PT1H",
        "midjourney.tasks.accept=90s",
        "midjourney.tasks.stall=90000ms",
        "midjourney.routing.deadline=");
  }

  @Test
  void f82_keyThatYamlReadsAsANumber_isToldHowToBeWritten() {
    List<String> found = new ArrayList<>();
    Contexts.simulated()
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new MapPropertySource(
                            "yaml", Map.of("midjourney.proxy.clients.web.key", 12_345))))
        .run(context -> found.addAll(Contexts.problems(context)));
    assertThat(found)
        .containsExactly(
            "midjourney.proxy.clients.web.key: not understood"
                + " (expected: a text; one of digits alone in quotes)");
  }

  // ---- Typing mistakes.

  @ParameterizedTest
  @CsvSource({
    "providers.demo.apikey2, providers.demo.apikey2, api-key",
    "providers.demo.prise.default.fast, providers.demo.prise, prices",
    "providers.demo.http.user-agnet, providers.demo.http.user-agnet, user-agent",
    "routing.polcy, routing.polcy, policy",
    "tasks.poll.bach, tasks.poll.bach, batch",
    "store.tpye, store.tpye, type",
    "images.kep, images.kep, keep",
    "webhooks.base-uri, webhooks.base-uri, base-url",
    "proxy.submit-wiat, proxy.submit-wiat, submit-wait",
    "proxy.clients.web.kee, proxy.clients.web.kee, key"
  })
  void f85_unknownBelowAKnownBranch_failsWithTheNearestName(
      String property, String named, String meant) {
    assertThat(problems("midjourney." + property + "=x"))
        .first()
        .asString()
        .startsWith("midjourney." + named + ": unknown (expected: ")
        .contains("did you mean " + meant + "?");
  }

  @Test
  void f85_unknownAtTheTop_isOnlyWarnedAbout() {
    fine(
        "midjourney.provider=deer",
        "midjourney.notify-url=https://own.example",
        "midjourney.cards.key=own-1");
    assertThat(logs.text())
        .contains("midjourney.provider is not known to mj-router")
        .contains("did you mean providers?")
        .contains("midjourney.notify-url is not known to mj-router")
        .contains("midjourney.cards is not known to mj-router")
        .doesNotContain("own.example");
  }

  /** A cap, or who may ask, would not hold, and nothing but a warning would say so. */
  @ParameterizedTest
  @CsvSource({
    "provider.demo.type, provider, providers",
    "proxi.clients.web.key, proxi, proxy",
    "routin.daily-spend, routin, routing"
  })
  void f85_branchWithALetterWrong_fails(String property, String named, String meant) {
    assertThat(problems("midjourney." + property + "=1"))
        .first()
        .asString()
        .startsWith("midjourney." + named + ": unknown (expected: ")
        .contains("did you mean " + meant + "?");
  }

  @Test
  void nameWithADash_isOneInTheEnvironmentTooWhereItHasNone() {
    Contexts.empty()
        .withPropertyValues(
            "midjourney.providers.my-host.type=cometapi",
            "midjourney.proxy.clients.web-app.modes=fast")
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new SystemEnvironmentPropertySource(
                            "test-systemEnvironment",
                            Map.of(
                                "MIDJOURNEY_PROVIDERS_MYHOST_APIKEY", "sk-1",
                                "MIDJOURNEY_PROXY_CLIENTS_WEBAPP_KEY", "k-1"))))
        .run(
            context -> {
              assertThat(context.getBean(Midjourney.class).providers())
                  .extracting(provider -> provider.id().name())
                  .containsExactly("my-host");
              assertThat(context.getBean(MidjourneyProperties.class).proxy().clients())
                  .containsOnlyKeys("web-app");
            });
  }

  @Test
  void f85_unknownInTheEnvironment_isOnlyWarnedAbout() {
    Contexts.simulated()
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new SystemEnvironmentPropertySource(
                            "test-systemEnvironment",
                            Map.of(
                                "MIDJOURNEY_ROUTING_POLCY", "fastest",
                                "MIDJOURNEY_ROUTING_MAXPRICE", "1",
                                "MIDJOURNEY_ROUTING_DAILY_SPEND", "2"))))
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(logs.text())
        .contains("midjourney.routing.polcy is not known to mj-router")
        .contains("did you mean policy?")
        .doesNotContain("maxprice")
        .doesNotContain("daily");
  }

  @Test
  void relaxedSpellings_areKnown() {
    fine(
        "midjourney.routing.maxPrice=1",
        "midjourney.routing.daily_spend=2",
        "MIDJOURNEY.ROUTING.ATTEMPTS=2",
        "midjourney.routing.modes[0]=fast",
        "midjourney.providers.demo.http.headers.X-Any.Thing=1",
        "midjourney.providers.demo.profile.codes.[-1]=unsure");
  }
}
