package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome.Rejected;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an operator sees of a provider, and does about it. */
class ProviderSummaryTest {

  private final ScriptedProvider host =
      ScriptedProvider.named("host").offers(Mode.FAST).charges("0.10").cannot(Capability.BALANCE);

  private static ProviderSummary summary(Rig rig) {
    return rig.mj.providers().get(0);
  }

  private static RouteSummary route(Rig rig) {
    return summary(rig).routes().get(0);
  }

  private static void refused(Rig rig) {
    assertThrows(NoRouteException.class, rig::submit);
  }

  private static Optional<Instant> in(Rig rig, Duration time) {
    return Optional.of(rig.time.now().plus(time));
  }

  private void eject(Rig rig) {
    while (route(rig).status() == RouteStatus.OPEN) {
      refused(rig);
    }
  }

  private ScriptedProvider failing(int times) {
    for (int i = 0; i < times; i++) {
      host.thenFails(NotSentReason.CONNECT_REFUSED);
    }
    return host;
  }

  @Test
  void providers_sound_isOpenWithPriceTimeAndChance() {
    try (Rig rig = Rig.of(host.offers(Mode.FAST, Mode.RELAX))) {
      ProviderSummary summary = summary(rig);
      assertEquals(host.id(), summary.id());
      assertFalse(summary.drained());
      assertEquals(
          List.of(Mode.RELAX, Mode.FAST),
          summary.routes().stream().map(RouteSummary::mode).toList());
      assertEquals(
          new ProviderSummary.Load(0, 10, 10, OptionalInt.empty(), OptionalInt.empty()),
          summary.load());
      RouteSummary route = summary.routes().get(1);
      assertEquals(RouteStatus.OPEN, route.status());
      assertEquals(Optional.of(Money.usd("0.10")), route.price());
      assertTrue(route.expected().compareTo(Duration.ofSeconds(5)) > 0);
      assertTrue(route.chanceAccepted() > 0.9 && route.chanceFinished() > 0.9);
      assertFalse(route.busy());
      assertEquals(Optional.empty(), route.since());
      assertEquals(Optional.empty(), route.until());
    }
  }

  @Test
  void providers_taskUnderWay_isCountedWithItsMoney() {
    try (Rig rig = Rig.of(host)) {
      rig.submit();
      assertEquals(1, route(rig).tasks());
      assertEquals(0, summary(rig).load().submits());
      assertEquals(Money.usd("0.10"), summary(rig).funds().spentToday());
      assertEquals(Optional.empty(), summary(rig).funds().reading());
      assertEquals(Optional.empty(), summary(rig).funds().left());
    }
  }

  @Test
  void providers_whileSubmitting_placeIsTaken() {
    int[] seen = new int[1];
    try (Rig rig = Rig.of(host)) {
      host.whileSubmitting(attempt -> seen[0] = summary(rig).load().submits());
      rig.submit();
      assertEquals(1, seen[0]);
    }
  }

  @Test
  void providers_keyRefused_saySinceWhen() {
    try (Rig rig = Rig.of(host.thenFails(RejectReason.AUTH))) {
      refused(rig);
      Optional<Instant> since = in(rig, Duration.ZERO);
      rig.time.advance(Duration.ofSeconds(3));
      assertEquals(RouteStatus.BAD_KEY, route(rig).status());
      assertEquals(since, route(rig).since());
      assertEquals(Optional.empty(), route(rig).until());
    }
  }

  @Test
  void providers_noMoney_saySinceWhenAndUntil() {
    try (Rig rig = Rig.of(host.thenFails(RejectReason.NO_MONEY))) {
      refused(rig);
      assertEquals(RouteStatus.NO_MONEY, route(rig).status());
      assertEquals(in(rig, Duration.ZERO), route(rig).since());
      assertEquals(in(rig, Duration.ofMinutes(15)), route(rig).until());
    }
  }

  @Test
  void providers_hostIsFull_coolsDown() {
    Rejected full =
        new Rejected(
            RejectReason.THROTTLED,
            true,
            "",
            Optional.of(Duration.ofSeconds(40)),
            Optional.empty());
    try (Rig rig = Rig.of(host.then(full))) {
      refused(rig);
      assertEquals(RouteStatus.COOLING_DOWN, route(rig).status());
      assertEquals(in(rig, Duration.ofSeconds(40)), route(rig).until());
      assertEquals(1, summary(rig).load().limit());
    }
  }

  @Test
  void providers_fails_isEjectedThenOnTrial() {
    try (Rig rig = Rig.of(failing(20))) {
      eject(rig);
      assertEquals(RouteStatus.EJECTED, route(rig).status());
      Optional<Instant> since = route(rig).since();
      assertTrue(since.isPresent());
      Instant until = route(rig).until().orElseThrow();
      assertTrue(until.isAfter(rig.time.now()));

      rig.time.advance(Duration.between(rig.time.now(), until));
      assertEquals(RouteStatus.ON_TRIAL, route(rig).status());
      assertEquals(since, route(rig).since());
    }
  }

  @Test
  void providers_readsFindItDown_saysUntilWhen() {
    for (int i = 0; i < 5; i++) {
      host.thenReadingFails(ReadFailure.Reason.UNREACHABLE);
    }
    try (Rig rig = Rig.of(host)) {
      assertEquals(Optional.empty(), summary(rig).notReadUntil());
      rig.mj.check(host.id());
      rig.mj.check(host.id());
      assertTrue(summary(rig).notReadUntil().orElseThrow().isAfter(rig.time.now()));
      assertEquals(RouteStatus.OPEN, route(rig).status());
    }
  }

  @Test
  void providers_balanceIsRead_showsWhatIsLeftAndWhenItEnds() {
    ScriptedProvider told = ScriptedProvider.named("told").charges("1").has(Money.usd("20"));
    try (Rig rig = Rig.of(told)) {
      rig.pass(Duration.ofSeconds(30));
      rig.submit();
      ProviderSummary.Funds funds = summary(rig).funds();
      assertEquals(Optional.of(Money.usd("20")), funds.reading().orElseThrow().remaining());
      assertEquals(FakeTime.START, funds.reading().orElseThrow().at());
      assertEquals(Optional.of(Money.usd("19")), funds.left());
      assertEquals(in(rig, Duration.ofMinutes(95)), funds.exhaustedAt());
    }
  }

  @Test
  void providers_limitsAreSet_showThemAndTheirUse() {
    FakeTime time = FakeTime.create();
    MjProvider scripted = host;
    try (Midjourney mj =
        Midjourney.builder()
            .factory(ScriptedProvider.factory(host))
            .provider(
                ProviderSettings.builder(scripted.id().name(), "scripted")
                    .concurrent(3)
                    .perMinute(1)
                    .dailySpend(Money.usd("0.5"))
                    .build())
            .time(time)
            .random(new Random(1))
            .drivenByHand()
            .build()) {
      assertFalse(mj.providers().get(0).routes().get(0).busy());
      mj.submit(Rig.FOX);
      ProviderSummary summary = mj.providers().get(0);
      assertEquals(
          new ProviderSummary.Load(0, 3, 3, OptionalInt.of(1), OptionalInt.of(1)), summary.load());
      assertTrue(summary.routes().get(0).busy());
      assertEquals(Optional.of(Money.usd("0.5")), summary.funds().dailySpend());
    }
  }

  // ---- What an operator says.

  @Test
  void drain_provider_isShown() {
    try (Rig rig = Rig.of(host)) {
      rig.mj.drain(host.id(), true);
      assertTrue(summary(rig).drained());
      assertEquals(RouteStatus.DRAINED, route(rig).status());
      rig.mj.readmit(host.id());
      assertEquals(RouteStatus.OPEN, route(rig).status());
    }
  }

  @Test
  void readmit_ejected_isBackAtOnceAndGoesOutAgainIfItFails() {
    try (Rig rig = Rig.of(failing(6))) {
      eject(rig);
      rig.mj.readmit(host.id());
      assertEquals(RouteStatus.OPEN, route(rig).status());
      assertTrue(route(rig).chanceAccepted() < 0.9, "what is known of it is forgotten");
      eject(rig);
      assertEquals(RouteStatus.EJECTED, route(rig).status());

      rig.mj.readmit(host.id());
      rig.submit();
    }
  }

  @Test
  void readmit_balanceSaidTooLittle_isBackUntilTheNextReading() {
    ScriptedProvider told = ScriptedProvider.named("told").charges("1").has(Money.usd("0.5"));
    try (Rig rig = Rig.of(told)) {
      rig.pass(Duration.ofSeconds(30));
      refused(rig);
      rig.mj.readmit(told.id());
      rig.submit();
      rig.pass(Duration.ofMinutes(6));
      refused(rig);
    }
  }
}
