package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.Midjourney;
import io.mjrouter.error.ConfigurationException;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.testing.ScriptedProvider;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Settings of the proxy: what cannot be is said at once, by property, and secrets never. */
class ProxySettingsTest {

  private static final ClientSettings GOOD = ClientSettings.builder("a-good-key").build();

  @Test
  void everythingWrong_isReportedAtOnceByProperty() {
    ProxySettings.Builder wrong =
        ProxySettings.builder()
            .publicUrl(URI.create("ftp://x/?token=secret-canary-1"))
            .submitWait(Duration.ZERO)
            .maxBody(0)
            .corsOrigins("app.example", "https://good.example")
            .privateHosts("10.0.0.0/8", "http://x")
            .client("Web 1", GOOD)
            .client("twin", ClientSettings.builder("a-good-key").build())
            .client("blank", ClientSettings.builder(" ").webhookSecret("can ary-2").build())
            .client("unset", ClientSettings.builder("${KEY}").build())
            .client(
                "odd",
                ClientSettings.builder("secret-canary-3\n")
                    .policy("no-such")
                    .deadline(Duration.ofSeconds(-1))
                    .maxPrice(new Money(-1))
                    .dailySpend(new Money(-1))
                    .perMinute(0)
                    .providers(ProviderId.of("nobody"))
                    .build());
    ConfigurationException report;
    try (ProxyRig rig = ProxyRig.open(ScriptedProvider.named("host"))) {
      MjProxyBuilder builder = MjProxy.builder(rig.mj).settings(wrong.build());
      report = assertThrows(ConfigurationException.class, builder::build);
    }
    List<String> properties =
        report.problems().stream().map(line -> line.substring(0, line.indexOf(": "))).toList();
    String root = "midjourney.proxy.";
    for (String property :
        List.of(
            "public-url",
            "submit-wait",
            "max-body",
            "cors.origins",
            "private-hosts",
            "clients.Web 1",
            "clients.twin.key",
            "clients.blank.key",
            "clients.blank.webhook-secret",
            "clients.unset.key",
            "clients.odd.key",
            "clients.odd.policy",
            "clients.odd.deadline",
            "clients.odd.max-price",
            "clients.odd.daily-spend",
            "clients.odd.per-minute",
            "clients.odd.providers")) {
      assertTrue(properties.contains(root + property), property + " in " + report.problems());
    }
    assertFalse(String.valueOf(report.getMessage()).contains("canary"), report.getMessage());
    assertFalse(String.valueOf(report.getMessage()).contains("a-good-key"), report.getMessage());
  }

  private static List<String> wrong(Midjourney mj, ProxySettings settings) {
    MjProxyBuilder builder = MjProxy.builder(mj).settings(settings);
    return assertThrows(ConfigurationException.class, builder::build).problems().stream()
        .map(line -> line.substring(0, line.indexOf(": ")))
        .toList();
  }

  @Test
  void whatEachRequestWouldFailFor_isReportedAtStart() {
    ProxySettings settings =
        ProxySettings.builder()
            .submitWait(Duration.ofDays(200_000))
            .privateHosts(
                "10.0.0.0/33", "shop/8", "300.1.1.1", "shop:8080", "shop", "::1", "fd00::/8")
            .client("slow", ClientSettings.builder("k1").deadline(Duration.ofHours(25)).build())
            .client("bare", ClientSettings.builder("k2").webhookSecret("whsec_").build())
            .client("odd", ClientSettings.builder("k3").webhookSecret("whsec_%%%").build())
            .build();
    try (ProxyRig rig = ProxyRig.open(ScriptedProvider.named("host"))) {
      assertEquals(
          List.of(
              "midjourney.proxy.submit-wait",
              "midjourney.proxy.private-hosts",
              "midjourney.proxy.private-hosts",
              "midjourney.proxy.private-hosts",
              "midjourney.proxy.private-hosts",
              "midjourney.proxy.clients.slow.deadline",
              "midjourney.proxy.clients.bare.webhook-secret",
              "midjourney.proxy.clients.odd.webhook-secret"),
          wrong(rig.mj, settings));
    }
  }

  @Test
  void capThatTheRouterDoesNotKnow_isReported() {
    ProxySettings settings =
        ProxySettings.builder()
            .client("web", ClientSettings.builder("k1").dailySpend(Money.usd("5")).build())
            .build();
    try (ProxyRig rig = ProxyRig.open(ScriptedProvider.named("host"))) {
      assertEquals(List.of("midjourney.proxy.clients.web.daily-spend"), wrong(rig.mj, settings));
    }
  }

  @Test
  void secrets_areNotInToString() {
    ClientSettings client =
        ClientSettings.builder("secret-canary-1")
            .webhookSecret("secret-canary-2")
            .modes(Mode.FAST)
            .build();
    assertFalse((client + "" + client.key()).contains("canary"), client::toString);
    assertTrue(client.toString().contains("FAST"));
  }

  @Test
  void callerSpend_isWhatEachClientMaySpend() {
    ProxySettings settings =
        ProxySettings.builder()
            .client("a", ClientSettings.builder("k1").dailySpend(Money.usd("5")).build())
            .client("b", ClientSettings.builder("k2").build())
            .build();
    assertEquals(Map.of("a", Money.usd("5")), settings.callerSpend());
  }

  @Test
  void equals_eachPartOfAClient_counts() {
    List<Supplier<ClientSettings.Builder>> all =
        List.of(
            () -> ClientSettings.builder("k"),
            () -> ClientSettings.builder("secret-canary-1"),
            () -> ClientSettings.builder("k").modes(Mode.FAST, Mode.RELAX),
            () -> ClientSettings.builder("k").modes(Mode.RELAX, Mode.FAST),
            () -> ClientSettings.builder("k").policy("fastest"),
            () -> ClientSettings.builder("k").deadline(Duration.ofSeconds(1)),
            () -> ClientSettings.builder("k").maxPrice(Money.usd("1")),
            () -> ClientSettings.builder("k").providers(ProviderId.of("comet")),
            () -> ClientSettings.builder("k").dailySpend(Money.usd("1")),
            () -> ClientSettings.builder("k").perMinute(1),
            () -> ClientSettings.builder("k").webhookSecret("secret-canary-2"),
            () -> ClientSettings.builder("k").compat(Compat.CODE1),
            () -> ClientSettings.builder("k").allowOverrides(true),
            () -> ClientSettings.builder("k").exposeRouting(true),
            () -> ClientSettings.builder("k").admin(true));
    Set<ClientSettings> once = new HashSet<>();
    all.forEach(each -> once.add(each.get().build()));

    assertEquals(all.size(), once.size());
    all.forEach(each -> assertTrue(once.contains(each.get().build())));
    assertFalse(once.toString().contains("canary"), once::toString);
  }

  @Test
  void equals_eachPartOfTheProxy_counts() {
    List<Supplier<ProxySettings.Builder>> all =
        List.of(
            ProxySettings::builder,
            () -> ProxySettings.builder().publicUrl(URI.create("https://x/?t=secret-canary-1")),
            () -> ProxySettings.builder().submitWait(Duration.ofSeconds(1)),
            () -> ProxySettings.builder().maxBody(1),
            () -> ProxySettings.builder().corsOrigins("*"),
            () -> ProxySettings.builder().client("web", GOOD),
            () -> ProxySettings.builder().privateHosts("10.0.0.0/8"));
    Set<ProxySettings> once = new HashSet<>();
    all.forEach(each -> once.add(each.get().build()));

    assertEquals(all.size(), once.size());
    all.forEach(each -> assertTrue(once.contains(each.get().build())));
    assertFalse(once.toString().contains("canary"), once::toString);
    assertFalse(once.toString().contains("a-good-key"), once::toString);
  }
}
