package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mjrouter.ImageSettings;
import io.mjrouter.WebhookSettings;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.ProviderId;
import io.mjrouter.proxy.ClientSettings;
import io.mjrouter.proxy.Compat;
import io.mjrouter.proxy.ProxySettings;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Secret;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.task.TaskSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key beside the providers arrives where it is meant to. */
class MidjourneyPropertiesTest {

  private static MidjourneyProperties properties(String... properties) {
    AtomicReference<MidjourneyProperties> found = new AtomicReference<>();
    Contexts.simulated()
        .withBean(javax.sql.DataSource.class, Databases::inMemory)
        .withPropertyValues(properties)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              found.set(context.getBean(MidjourneyProperties.class));
            });
    return found.get();
  }

  private static RoutingSettings routing(MidjourneyProperties properties) {
    return properties.routing().settings(proxy(properties), Problems.under("routing"));
  }

  private static ProxySettings proxy(MidjourneyProperties properties) {
    return properties.proxy().settings(Problems.under("proxy"));
  }

  private static ClientSettings web(MidjourneyProperties properties) {
    return proxy(properties).clients().get("web");
  }

  @FunctionalInterface
  private interface Read extends Function<MidjourneyProperties, Object> {}

  private static Arguments key(String key, String value, Read read, Object expected) {
    return arguments(key, value, read, expected);
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        key(
            "provider-source.refresh",
            "5m",
            p -> p.providerSource().refresh(),
            Duration.ofMinutes(5)),
        key("routing.policy", "fastest", p -> routing(p).policy(), "fastest"),
        key("routing.modes", "fast,relax", p -> routing(p).modes(), List.of(Mode.FAST, Mode.RELAX)),
        key(
            "routing.deadline",
            "3m",
            p -> routing(p).deadline(),
            Optional.of(Duration.ofMinutes(3))),
        key(
            "routing.max-price",
            "0.10",
            p -> routing(p).maxPrice(),
            Optional.of(Money.usd("0.10"))),
        key(
            "routing.daily-spend",
            "20",
            p -> routing(p).dailySpend(),
            Optional.of(Money.usd("20"))),
        key(
            "routing.zone",
            "Asia/Shanghai",
            p -> routing(p).zone(),
            Optional.of(ZoneId.of("Asia/Shanghai"))),
        key("routing.attempts", "5", p -> routing(p).attempts(), 5),
        key(
            "routing.submit-deadline",
            "1m",
            p -> routing(p).submitDeadline(),
            Duration.ofMinutes(1)),
        key(
            "routing.on-unknown-outcome",
            "resubmit",
            p -> routing(p).onUnknownOutcome(),
            OnUnknown.RESUBMIT),
        key("routing.resubmit-failed", "true", p -> routing(p).resubmitFailed(), true),
        key("tasks.accept", "11m", p -> p.tasks().settings().accept(), Duration.ofMinutes(11)),
        key("tasks.stall", "12m", p -> p.tasks().settings().stall(), Duration.ofMinutes(12)),
        key("tasks.timeout", "2h", p -> p.tasks().settings().timeout(), Duration.ofHours(2)),
        key(
            "tasks.not-found-grace",
            "90s",
            p -> p.tasks().settings().notFoundGrace(),
            Duration.ofSeconds(90)),
        key(
            "tasks.unknown-expiry",
            "1h",
            p -> p.tasks().settings().unknownExpiry(),
            Duration.ofHours(1)),
        key("tasks.poll.min", "5ms", p -> p.tasks().settings().poll().min(), Duration.ofMillis(5)),
        key("tasks.poll.max", "1m", p -> p.tasks().settings().poll().max(), Duration.ofMinutes(1)),
        key("tasks.poll.batch", "50", p -> p.tasks().settings().poll().batch(), 50),
        key("tasks.poll.per-second", "9", p -> p.tasks().settings().poll().perSecond(), 9),
        key(
            "webhooks.base-url",
            "https://app.example",
            p -> p.webhooks().settings().baseUrl(),
            Optional.of(URI.create("https://app.example"))),
        key("webhooks.path", "/hooks/mj", p -> p.webhooks().settings().path(), "/hooks/mj"),
        key(
            "webhooks.secret",
            "0123456789abcdef",
            p -> p.webhooks().settings().secret(),
            Optional.of(Secret.of("0123456789abcdef"))),
        key(
            "images.keep",
            "target/kept",
            p -> p.images().settings(Problems.under("images")).keep(),
            Optional.of(Path.of("target/kept"))),
        key(
            "images.retention",
            "7d",
            p -> p.images().settings(Problems.under("images")).retention(),
            Duration.ofDays(7)),
        key(
            "images.max-size",
            "5MB",
            p -> p.images().settings(Problems.under("images")).maxSize(),
            5L << 20),
        key("store.type", "jdbc", p -> p.store().type(), MidjourneyProperties.Store.Type.JDBC),
        key("store.data-source", "other", p -> p.store().dataSource(), "other"),
        key(
            "store.schema",
            "validate",
            p -> p.store().settings().schema(),
            StoreSettings.SchemaMode.VALIDATE),
        key("store.table-prefix", "pic_", p -> p.store().settings().tablePrefix(), "pic_"),
        key("store.retention", "9d", p -> p.store().settings().retention(), Duration.ofDays(9)),
        key("proxy.enabled", "true", p -> p.proxy().enabled(), true),
        key(
            "proxy.public-url",
            "https://mj.example",
            p -> proxy(p).publicUrl(),
            Optional.of(URI.create("https://mj.example"))),
        key("proxy.submit-wait", "5s", p -> proxy(p).submitWait(), Duration.ofSeconds(5)),
        key("proxy.max-body", "1MB", p -> proxy(p).maxBody(), 1L << 20),
        key(
            "proxy.cors.origins",
            "https://a.example,https://b.example",
            p -> proxy(p).corsOrigins(),
            List.of("https://a.example", "https://b.example")),
        key(
            "proxy.private-hosts",
            "10.1.0.0/16",
            p -> proxy(p).privateHosts(),
            List.of("10.1.0.0/16")));
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("keys")
  void key_given_arrives(String key, String value, Read read, Object expected) {
    assertThat(read.apply(properties("midjourney." + key + "=" + value))).isEqualTo(expected);
    assertThat(read.apply(properties())).as("without it").isNotEqualTo(expected);
  }

  static Stream<Arguments> clientKeys() {
    return Stream.of(
        key("modes", "fast", p -> web(p).modes(), Set.of(Mode.FAST)),
        key("policy", "fastest", p -> web(p).policy(), Optional.of("fastest")),
        key("deadline", "2m", p -> web(p).deadline(), Optional.of(Duration.ofMinutes(2))),
        key("max-price", "0.2", p -> web(p).maxPrice(), Optional.of(Money.usd("0.2"))),
        key("providers", "demo", p -> web(p).providers(), Set.of(ProviderId.of("demo"))),
        key("daily-spend", "3", p -> web(p).dailySpend(), Optional.of(Money.usd("3"))),
        key("per-minute", "6", p -> web(p).perMinute(), OptionalInt.of(6)),
        key(
            "webhook-secret",
            "whsec-0123456789abcdef",
            p -> web(p).webhookSecret(),
            Optional.of(Secret.of("whsec-0123456789abcdef"))),
        key("compat", "code1,http200", p -> web(p).compat(), Set.of(Compat.CODE1, Compat.HTTP200)),
        key("allow-overrides", "true", p -> web(p).allowOverrides(), true),
        key("expose-routing", "true", p -> web(p).exposeRouting(), true),
        key("admin", "true", p -> web(p).admin(), true));
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("clientKeys")
  void clientKey_given_arrives(String key, String value, Read read, Object expected) {
    String client = "midjourney.proxy.clients.web.";
    String[] only = {"midjourney.proxy.enabled=true", client + "key=web-0123456789abcdef"};
    MidjourneyProperties without = properties(only);
    assertThat(web(without).key()).isEqualTo(Secret.of("web-0123456789abcdef"));
    assertThat(read.apply(without)).as("without it").isNotEqualTo(expected);
    assertThat(read.apply(properties(only[0], only[1], client + key + "=" + value)))
        .isEqualTo(expected);
  }

  @Test
  void clientsDailySpend_isACapOfTheRouter() {
    MidjourneyProperties properties =
        properties(
            "midjourney.proxy.enabled=true",
            "midjourney.proxy.clients.web.key=web-0123456789abcdef",
            "midjourney.proxy.clients.web.daily-spend=3");
    assertThat(routing(properties).callerSpend()).isEqualTo(Map.of("web", Money.usd("3")));
  }

  @Test
  void nothingGiven_isWhatTheCoreHas() {
    AtomicReference<MidjourneyProperties> found = new AtomicReference<>();
    Contexts.empty()
        .withPropertyValues("midjourney.providers.demo.type=simulator")
        .run(context -> found.set(context.getBean(MidjourneyProperties.class)));
    MidjourneyProperties properties = found.get();
    Problems problems = Problems.under("midjourney");
    assertThat(routing(properties))
        .usingRecursiveComparison()
        .isEqualTo(RoutingSettings.defaults());
    assertThat(properties.tasks().settings()).isEqualTo(TaskSettings.defaults());
    assertThat(properties.webhooks().settings()).isEqualTo(WebhookSettings.defaults());
    assertThat(properties.images().settings(problems)).isEqualTo(ImageSettings.defaults());
    assertThat(properties.store().settings()).isEqualTo(StoreSettings.defaults());
    assertThat(proxy(properties)).usingRecursiveComparison().isEqualTo(ProxySettings.defaults());
    assertThat(problems.lines()).isEmpty();
  }
}
