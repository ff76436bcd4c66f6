package io.mjrouter.provider.internal;

import static io.mjrouter.provider.internal.RawHost.http;
import static io.mjrouter.provider.internal.Setup.TASK_ID;
import static io.mjrouter.provider.internal.Setup.assertFailed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Balance;
import io.mjrouter.model.Money;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.BalanceProbe.Endpoint;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.Secret;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.Payloads;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch fetch, list, seed, cancel and balance: what not every host has. */
@Timeout(30)
class OptionalEndpointsTest {

  private static final String GONE = http("404 Not Found", "text/plain", "no such path");

  private static Stream<Arguments> operations() {
    return Stream.of(
        operation(Capability.BATCH_FETCH, provider -> provider.fetchAll(List.of(TASK_ID))),
        operation(Capability.LIST, HttpProvider::list),
        operation(Capability.SEED, provider -> provider.seed(TASK_ID)),
        operation(Capability.CANCEL, provider -> provider.cancel(TASK_ID)));
  }

  private static Arguments operation(
      Capability capability, Function<HttpProvider, Reading<?>> ask) {
    return Arguments.of(capability, ask);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void hostLacksIt_isUnsupportedFromThenOn(
      Capability capability, Function<HttpProvider, Reading<?>> ask) throws Exception {
    for (String answer :
        List.of(
            GONE,
            http("405 Method Not Allowed", "application/json", "{}"),
            http("200 OK", "text/html", "<!doctype html><html>console</html>"))) {
      try (RawHost host = RawHost.answering(answer);
          HttpProvider provider = Setup.at(host.base()).provider()) {
        assertEquals(Reading.unsupported(capability), ask.apply(provider));
        assertEquals(Reading.unsupported(capability), ask.apply(provider));
        assertEquals(1, host.heads().size());
        assertTrue(provider.info().can(capability), "info is constant");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void hostIsInTrouble_isAskedAgain(Capability capability, Function<HttpProvider, Reading<?>> ask)
      throws Exception {
    for (String answer :
        List.of(
            http("502 Bad Gateway", "text/html", "<html>bad gateway</html>"),
            http("403 Forbidden", "text/html", "<html>Just a moment</html>"))) {
      try (RawHost host = RawHost.answering(answer);
          HttpProvider provider = Setup.at(host.base()).provider()) {
        assertInstanceOf(Reading.Failed.class, ask.apply(provider));
        assertInstanceOf(Reading.Failed.class, ask.apply(provider));
        assertEquals(2, host.heads().size());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void profileLacksIt_isUnsupportedWithoutACall(
      Capability capability, Function<HttpProvider, Reading<?>> ask) throws Exception {
    try (RawHost host = RawHost.answering(RawHost.TASK)) {
      Setup setup = Setup.at(host.base());
      setup = setup.profile(setup.profile().toBuilder().remove(capability).build());
      try (HttpProvider provider = setup.provider()) {
        assertEquals(Reading.unsupported(capability), ask.apply(provider));
      }
      assertEquals(0, host.connections());
    }
  }

  @Test
  void missing_isForgottenAfterAnHour() {
    FakeTime time = FakeTime.create();
    Missing missing = new Missing(time);
    assertTrue(missing.add(Capability.SEED));
    assertTrue(missing.contains(Capability.SEED));
    assertFalse(missing.contains(Capability.LIST));
    time.advance(Duration.ofMinutes(61));
    assertFalse(missing.contains(Capability.SEED));
  }

  @Test
  void list_withConsoleToken_asksTheConsole() throws Exception {
    String tasks = RawHost.json(Payloads.text("newapi_self_tasks.json"));
    try (RawHost host = RawHost.answering(tasks)) {
      BalanceSettings settings =
          BalanceSettings.defaults().withAccessToken(Secret.of("system-token"), "42");
      try (HttpProvider provider = Setup.at(host.base()).balance(settings).provider()) {
        assertFalse(provider.list().value().orElseThrow().isEmpty());
      }
      String head = host.heads().get(0);
      assertTrue(head.startsWith("GET /api/mj/self?"), head);
      assertTrue(head.contains("Authorization: system-token\r\n"), head);
      assertTrue(head.contains("New-Api-User: 42\r\n"), head);
      assertFalse(head.contains("canary"), head);
    }
  }

  @Test
  void listUntil_withConsoleToken_asksForWhatWasSubmittedByThen() throws Exception {
    String tasks = RawHost.json(Payloads.text("newapi_self_tasks.json"));
    try (RawHost host = RawHost.answering(tasks)) {
      BalanceSettings settings =
          BalanceSettings.defaults().withAccessToken(Secret.of("system-token"), "42");
      try (HttpProvider provider = Setup.at(host.base()).balance(settings).provider()) {
        Instant latest = Instant.ofEpochMilli(1_767_268_800_123L);
        assertFalse(provider.listUntil(latest).value().orElseThrow().isEmpty());
      }
      String head = host.heads().get(0);
      assertTrue(head.contains("end_timestamp=1767268800123"), head);
    }
  }

  @Test
  void listUntil_withoutConsole_isUnsupportedAndSendsNothing() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.json("[]"));
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertEquals(Reading.unsupported(Capability.LIST), provider.listUntil(Instant.EPOCH));
      assertEquals(List.of(), host.heads());
    }
  }

  private static Setup withProbes(Setup setup, BalanceProbe... probes) {
    return setup.profile(setup.profile().toBuilder().balanceProbes(probes).build());
  }

  @Test
  void balance_byTokenUsage_asksWithTheKey() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.json(Payloads.text("newapi_token_usage.json")));
        HttpProvider provider =
            withProbes(Setup.at(host.base()), BalanceProbe.of(Endpoint.TOKEN_USAGE)).provider()) {
      assertEquals(Optional.of(Money.usd("1.97531")), remaining(provider));
      assertTrue(host.heads().get(0).startsWith("GET /api/usage/token/ "));
      assertTrue(
          host.heads().get(0).contains("Authorization: Bearer sk-secret-canary-0123456789\r\n"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "USER_BALANCE  | /api/usage/token/user-balance       | {\"success\":true,\"data\":{\"balance_usd\":7}}",
        "CREDIT_GRANTS | /v1/dashboard/billing/credit_grants | {\"total_available\":7}",
      })
  void balance_inDollarsAtOneHost_asksItWithTheKey(Endpoint endpoint, String path, String body)
      throws Exception {
    try (RawHost host = RawHost.answering(RawHost.json(body));
        HttpProvider provider =
            withProbes(Setup.at(host.base()), BalanceProbe.of(endpoint)).provider()) {
      assertEquals(Optional.of(Money.usd("7")), remaining(provider));
      assertTrue(host.heads().get(0).startsWith("GET " + path + " "));
      assertTrue(
          host.heads().get(0).contains("Authorization: Bearer sk-secret-canary-0123456789\r\n"));
    }
  }

  @Test
  void balance_firstWayMissing_findsTheNextAndStaysWithIt() throws Exception {
    try (RawHost host =
            RawHost.routing(
                path ->
                    switch (path) {
                      case "/v1/dashboard/billing/subscription" ->
                          RawHost.json(Payloads.text("newapi_billing_subscription.json"));
                      case "/v1/dashboard/billing/usage" ->
                          RawHost.json(Payloads.text("newapi_billing_usage.json"));
                      default -> GONE;
                    });
        HttpProvider provider =
            withProbes(
                    Setup.at(host.base()),
                    BalanceProbe.of(Endpoint.TOKEN_USAGE),
                    BalanceProbe.of(Endpoint.USER_SELF),
                    BalanceProbe.of(Endpoint.BILLING))
                .provider()) {
      assertEquals(Optional.of(Money.usd("87.655")), remaining(provider));
      assertEquals(3, host.gets());
      assertEquals(Optional.of(Money.usd("87.655")), remaining(provider));
      assertEquals(5, host.gets());
    }
  }

  @Test
  void balance_byUserSelf_asksWithTheSystemToken() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.json(Payloads.text("newapi_user_self.json")))) {
      BalanceSettings settings =
          BalanceSettings.defaults()
              .withAccessToken(Secret.of("system-token"), "42")
              .withEndpoint(Endpoint.USER_SELF)
              .withUnitUsd(new BigDecimal("0.000001"));
      try (HttpProvider provider = Setup.at(host.base()).balance(settings).provider()) {
        assertEquals(Optional.of(Money.usd("0.5")), remaining(provider));
      }
      assertTrue(host.heads().get(0).contains("New-Api-User: 42\r\n"));
      assertFalse(host.heads().get(0).contains("canary"));
    }
  }

  @Test
  void balance_atAnOriginOfItsOwn_carriesTheKeyAsItWantsIt() throws Exception {
    try (RawHost base = RawHost.answering(GONE);
        RawHost quota = RawHost.answering(RawHost.json(Payloads.text("comet_balance_2026.json")))) {
      BalanceProbe probe =
          new BalanceProbe(
              Endpoint.COMET_QUOTA, Optional.of(quota.base()), BigDecimal.ONE, Set.of());
      try (HttpProvider provider =
          withProbes(Setup.at(base.base()).key("sk a&b=c+d"), probe).provider()) {
        assertEquals(Optional.of(Money.usd("10000")), remaining(provider));
      }
      String head = quota.heads().get(0);
      assertTrue(head.startsWith("GET /user/quota?key=sk+a%26b%3Dc%2Bd HTTP/1.1"), head);
      assertFalse(head.contains("Authorization"), head);
      assertEquals(0, base.connections());
    }
  }

  @Test
  void balance_nothingThere_isUnsupportedFromThenOn() throws Exception {
    try (RawHost host = RawHost.answering(GONE);
        HttpProvider provider =
            withProbes(
                    Setup.at(host.base()),
                    BalanceProbe.of(Endpoint.TOKEN_USAGE),
                    BalanceProbe.of(Endpoint.BILLING))
                .provider()) {
      assertEquals(Reading.unsupported(Capability.BALANCE), provider.balance());
      assertEquals(Reading.unsupported(Capability.BALANCE), provider.balance());
      assertEquals(2, host.gets());
    }
  }

  @Test
  void balance_keyRefused_isSaidAndAskedAgain() throws Exception {
    String refused =
        http("401 Unauthorized", "application/json", "{\"error\":{\"message\":\"no\"}}");
    try (RawHost host = RawHost.answering(refused);
        HttpProvider provider =
            withProbes(Setup.at(host.base()), BalanceProbe.of(Endpoint.BILLING)).provider()) {
      assertFailed(ReadFailure.Reason.AUTH, provider.balance());
      assertFailed(ReadFailure.Reason.AUTH, provider.balance());
    }
  }

  @Test
  void balance_switchedOff_isUnsupportedWithoutACall() throws Exception {
    try (RawHost host = RawHost.answering(GONE);
        HttpProvider provider =
            withProbes(
                    Setup.at(host.base()).balance(BalanceSettings.defaults().disabled()),
                    BalanceProbe.of(Endpoint.BILLING))
                .provider()) {
      assertEquals(Reading.unsupported(Capability.BALANCE), provider.balance());
      assertEquals(0, host.connections());
    }
  }

  private static Optional<Money> remaining(HttpProvider provider) {
    Reading<Balance> reading = provider.balance();
    return reading.value().orElseThrow(() -> new AssertionError(reading)).remaining();
  }
}
