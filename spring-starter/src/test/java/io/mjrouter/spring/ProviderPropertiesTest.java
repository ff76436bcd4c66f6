package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.CodeMeaning;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of {@code midjourney.providers.NAME} arrives where it is meant to. */
class ProviderPropertiesTest {

  private static final String HOST = "midjourney.providers.host.";

  private static ProviderSettings settings(String... properties) {
    Captured factory = new Captured();
    Contexts.empty()
        .withBean(Captured.class, () -> factory)
        .withPropertyValues(HOST + "type=captured")
        .withPropertyValues(properties)
        .run(context -> assertThat(context).hasNotFailed());
    return factory.settings;
  }

  @FunctionalInterface
  private interface Read extends Function<ProviderSettings, Object> {}

  private static Arguments key(String key, String value, Read read, Object expected) {
    return arguments(key, value, read, expected);
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        key("api-key", "sk-1", s -> s.apiKey(), Optional.of(Secret.of("sk-1"))),
        key("base-url", "https://h.example", s -> s.baseUrl(), Optional.of("https://h.example")),
        key("drain", "true", s -> s.drain(), true),
        key("modes", "fast,turbo", s -> s.modes(), Set.of(Mode.FAST, Mode.TURBO)),
        key(
            "prices.default.fast",
            "0.056",
            s -> s.prices().price(Action.ZOOM, Mode.FAST),
            Optional.of(Money.usd("0.056"))),
        key(
            "prices.swap-face.relax",
            "0.03",
            s -> s.prices().price(Action.SWAP_FACE, Mode.RELAX),
            Optional.of(Money.usd("0.03"))),
        key("money.usd", "0.14", s -> s.usdPerUnit(), new BigDecimal("0.14")),
        key("refunds-failures", "true", s -> s.refundsFailures(), Optional.of(true)),
        key("limits.concurrent", "3", s -> s.concurrent(), 3),
        key("limits.per-minute", "20", s -> s.perMinute(), OptionalInt.of(20)),
        key("limits.daily-spend", "5", s -> s.dailySpend(), Optional.of(Money.usd("5"))),
        key("priority", "-2", s -> s.priority(), -2),
        key("weight", "4", s -> s.weight(), 4),
        key("timeouts.connect", "4s", s -> s.timeouts().connect(), Duration.ofSeconds(4)),
        key("timeouts.submit", "80s", s -> s.timeouts().submit(), Duration.ofSeconds(80)),
        key("timeouts.read", "20s", s -> s.timeouts().read(), Duration.ofSeconds(20)),
        key("timeouts.seed", "50s", s -> s.timeouts().seed(), Duration.ofSeconds(50)),
        key("timeouts.image", "2m", s -> s.timeouts().image(), Duration.ofMinutes(2)),
        key("http.auth", "mj-api-secret", s -> s.auth(), Optional.of(AuthScheme.MJ_API_SECRET)),
        key("http.user-agent", "my-app/1", s -> s.userAgent(), Optional.of("my-app/1")),
        key("http.headers.X-Shop", "red", s -> s.headers(), Map.of("X-Shop", "red")),
        key("http.mode-by", "body-mode", s -> s.modeBy(), Optional.of(ModeSignal.BODY_MODE)),
        key(
            "http.mode-prefixes.relax",
            "/slow",
            s -> s.modePrefixes(),
            Map.of(Mode.RELAX, "/slow")),
        key("http.bare-path-mode", "unknown", s -> s.barePathMode(), Optional.of("unknown")),
        key("http.proxy", "squid:3128", s -> s.proxy(), Optional.of("squid:3128")),
        key("profile.compatible", "trueai", s -> s.profile(), Optional.of("trueai")),
        key(
            "profile.capabilities.add",
            "webhook,swap-face",
            s -> s.addedCapabilities(),
            Set.of(Capability.WEBHOOK, Capability.SWAP_FACE)),
        key(
            "profile.capabilities.remove",
            "blend",
            s -> s.removedCapabilities(),
            Set.of(Capability.BLEND)),
        key(
            "profile.image-rule",
            "rewrite-host",
            s -> s.imageRule(),
            Optional.of(ImageRule.REWRITE_HOST)),
        key("profile.codes.77", "queue-full", s -> s.codes(), Map.of(77, CodeMeaning.QUEUE_FULL)),
        key("balance.enabled", "false", s -> s.balance().enabled(), false),
        key("balance.refresh", "1m", s -> s.balance().refresh(), Duration.ofMinutes(1)),
        key(
            "balance.endpoint",
            "token-usage",
            s -> s.balance().endpoint(),
            Optional.of(BalanceProbe.Endpoint.TOKEN_USAGE)),
        key("balance.key", "b-1", s -> s.balance().key(), Optional.of(Secret.of("b-1"))),
        key(
            "balance.access-token",
            "t-1",
            s -> s.balance().accessToken(),
            Optional.of(Secret.of("t-1"))),
        key("balance.user-id", "7", s -> s.balance().userId(), Optional.of("7")),
        key(
            "balance.unit-usd",
            "0.5",
            s -> s.balance().unitUsd(),
            Optional.of(new BigDecimal("0.5"))),
        key("simulator.speed", "60", s -> s.simulator().speed(), 60.0),
        key("simulator.profile", "deerapi", s -> s.simulator().profile(), "deerapi"),
        key(
            "simulator.durations.fast",
            "20s",
            s -> s.simulator().durations(),
            Map.of(Mode.FAST, Duration.ofSeconds(20))),
        key("simulator.faults", "a,b", s -> s.simulator().faults(), List.of("a", "b")),
        key(
            "simulator.balance",
            "1.5",
            s -> s.simulator().balance(),
            Optional.of(Money.usd("1.5"))));
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("keys")
  void key_given_arrives(String key, String value, Read read, Object expected) {
    assertThat(read.apply(settings(HOST + key + "=" + value))).isEqualTo(expected);
    assertThat(read.apply(settings())).as("without it").isNotEqualTo(expected);
  }

  @Test
  void nothingGiven_isWhatTheCoreHas() {
    ProviderSettings ours = settings();
    ProviderSettings core = ProviderSettings.builder("host", "captured").build();
    assertThat(ours).usingRecursiveComparison().isEqualTo(core);
  }

  @Test
  void keysWithNothingBehindThem_areNotSet() {
    ProviderSettings ours =
        settings(
            HOST + "base-url=",
            HOST + "modes=",
            HOST + "limits=",
            HOST + "limits.per-minute=",
            HOST + "prices=",
            HOST + "http.bare-path-mode=",
            HOST + "http.proxy=",
            HOST + "profile=",
            HOST + "balance.user-id=",
            HOST + "simulator.durations=");
    ProviderSettings core = ProviderSettings.builder("host", "captured").build();
    assertThat(ours).usingRecursiveComparison().isEqualTo(core);
  }

  @Test
  void speedReal_isOne() {
    assertThat(settings(HOST + "simulator.speed=real").simulator().speed()).isEqualTo(1);
  }

  @Test
  void environmentVariables_arriveAsWell() {
    Captured factory = new Captured();
    Contexts.empty()
        .withBean(Captured.class, () -> factory)
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new org.springframework.core.env.SystemEnvironmentPropertySource(
                            "test-systemEnvironment",
                            Map.of(
                                "MIDJOURNEY_PROVIDERS_HOST_TYPE", "captured",
                                "MIDJOURNEY_PROVIDERS_HOST_API_KEY", "sk-2",
                                "MIDJOURNEY_PROVIDERS_HOST_LIMITS_PERMINUTE", "9"))))
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(factory.settings.apiKey()).contains(Secret.of("sk-2"));
    assertThat(factory.settings.perMinute()).hasValue(9);
  }
}
