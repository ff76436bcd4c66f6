package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.StoreException;
import io.mjrouter.model.Money;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is found out about accounts in the background, and never bought. */
class AccountsTest {

  private static final Duration WAIT = Duration.ofMinutes(1);

  private final ScriptedProvider host = ScriptedProvider.named("host").charges("0.10");

  private static void refused(Rig rig) {
    assertThrows(NoRouteException.class, rig::submit);
  }

  // ---- Said to work again.

  @Test
  void readmitted_isRefusedAtOnce_staysOutUntilAnotherWord() {
    host.thenFails(RejectReason.AUTH).thenFails(RejectReason.AUTH);
    try (Rig rig = Rig.of(host)) {
      rig.pass(Duration.ofSeconds(2));
      refused(rig);
      rig.mj.readmit(host.id());
      refused(rig);
      rig.pass(Duration.ofSeconds(2));

      assertEquals(RouteStatus.BAD_KEY, rig.mj.providers().get(0).routes().get(0).status());
    }
  }

  @Test
  void drainAndReadmit_areLoggedOnceEach() {
    Logger logger = (Logger) LoggerFactory.getLogger("io.mjrouter.submit.Upkeep");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    try (Rig rig = Rig.of(host)) {
      rig.mj.drain(host.id(), true);
      rig.mj.readmit(host.id());
      rig.mj.drain(host.id(), true);
      rig.mj.drain(host.id(), false);
      rig.pass(Duration.ofSeconds(3));
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(before);
    }
    assertEquals(
        List.of(
            "[INFO] provider host: drained",
            "[INFO] provider host: readmitted",
            "[INFO] provider host: drained",
            "[INFO] provider host: drained no more"),
        lines.list.stream().map(ILoggingEvent::toString).toList());
  }

  @Test
  void drainAndReadmit_storeIsAway_changeNothingHere() {
    HookedStore store = new HookedStore();
    try (Rig rig = Rig.on(store, host)) {
      store.beforeShared(
          () -> {
            throw new StoreException("down", null);
          });
      assertThrows(StoreException.class, () -> rig.mj.drain(host.id(), true));
      store.beforeShared(() -> {});

      assertFalse(rig.mj.providers().get(0).drained());
    }
  }

  // ---- Balances.

  @Test
  void balance_everyFiveMinutes_isReadAndNotBefore() {
    try (Rig rig = Rig.of(host.has(Money.usd("3")))) {
      int reads = 0;
      long last = 0;
      for (long second = 0; second < Duration.ofHours(3).toSeconds(); second++) {
        rig.pass(Duration.ofSeconds(1));
        if (host.balanceReads() > reads) {
          long gap = second - last;
          assertTrue(reads == 0 || (gap >= 300 && gap <= 331), "after " + gap + " s");
          reads = host.balanceReads();
          last = second;
        }
      }
      assertTrue(reads >= 33 && reads <= 37, "read " + reads + " times");
    }
  }

  @Test
  void balance_runIsOverInAMoment_isNotRead() {
    try (Rig rig = Rig.of(host.has(Money.usd("3")))) {
      rig.submit();
      rig.pass(Duration.ofSeconds(4));
      assertEquals(0, host.balanceReads());
    }
  }

  @Test
  void balance_manyReadWithTheSameClock_doNotComeTogether() {
    ScriptedProvider other = ScriptedProvider.named("other").has(Money.usd("1"));
    try (Rig rig = Rig.of(host.has(Money.usd("3")), other)) {
      boolean apart = false;
      for (int i = 0; i < 4_000 && !apart; i++) {
        rig.pass(Duration.ofMillis(250));
        apart = host.balanceReads() != other.balanceReads();
      }
      assertTrue(apart);
    }
  }

  @Test
  void balance_cannotBeRead_isAskedEverMoreSeldom() {
    for (int i = 0; i < 100; i++) {
      host.thenBalanceFails(ReadFailure.Reason.FORBIDDEN);
    }
    try (Rig rig = Rig.of(host)) {
      rig.pass(Duration.ofHours(1));
      int first = host.balanceReads();
      rig.pass(Duration.ofHours(10));
      int later = host.balanceReads() - first;

      assertTrue(first >= 3 && first <= 5, "in the first hour " + first);
      assertTrue(later >= 9 && later <= 11, "in ten more " + later);
    }
  }

  @Test
  void balance_hostDoesNotTell_isNotAsked() {
    try (Rig rig = Rig.of(host.cannot(Capability.BALANCE))) {
      rig.pass(Duration.ofHours(1));
      assertEquals(0, host.requests());
    }
  }

  @Test
  void balance_runsLow_keepsSubmissionsAway() {
    try (Rig rig = Rig.of(host.has(Money.usd("0.05")))) {
      rig.pass(Duration.ofSeconds(30));
      refused(rig);
      assertEquals(0, host.submits());

      host.has(Money.usd("0.15"));
      rig.pass(Duration.ofMinutes(6));
      rig.submit();
      assertEquals(1, host.submits());
    }
  }

  // ---- No money.

  @Test
  void noMoney_readingShowsMoney_isBackWithinAMinuteOfIt() {
    host.thenFails(RejectReason.NO_MONEY).has(Money.ZERO);
    try (Rig rig = Rig.of(host)) {
      refused(rig);
      rig.pass(Duration.ofHours(3));
      int reads = host.balanceReads();
      refused(rig);
      assertEquals(1, host.submits());
      assertTrue(reads >= 150 && reads <= 182, "read " + reads + " times");

      host.has(Money.usd("5"));
      rig.pass(Duration.ofSeconds(61));
      rig.submit();
      assertEquals(2, host.submits());
    }
  }

  @Test
  void noMoney_nobodyTells_oneSubmissionTriesAfter15MinutesThen30() {
    host.cannot(Capability.BALANCE)
        .thenFails(RejectReason.NO_MONEY)
        .thenFails(RejectReason.NO_MONEY);
    try (Rig rig = Rig.of(host)) {
      refused(rig);
      rig.pass(Duration.ofMinutes(14));
      refused(rig);
      assertEquals(1, host.submits());

      rig.pass(Duration.ofMinutes(1));
      refused(rig);
      assertEquals(2, host.submits());

      rig.pass(Duration.ofMinutes(29));
      refused(rig);
      assertEquals(2, host.submits());
      rig.pass(Duration.ofMinutes(1));
      rig.submit();
      rig.submit();
      assertEquals(4, host.submits());
    }
  }

  @Test
  void noMoney_unlimitedKey_saysNothingAboutTheAccount() {
    host.thenFails(RejectReason.NO_MONEY);
    try (Rig rig = Rig.of(host)) {
      refused(rig);
      rig.pass(Duration.ofMinutes(14));
      refused(rig);
      rig.pass(Duration.ofMinutes(2));
      rig.submit();
      assertEquals(2, host.submits());
    }
  }

  // ---- Bad key.

  @Test
  void badKey_freeCallIsTakenAgain_isBackWithoutAPurchase() {
    host.thenFails(RejectReason.AUTH).has(Money.usd("9"));
    int refusals = 6;
    for (int i = 0; i < refusals; i++) {
      host.thenReadingFails(ReadFailure.Reason.AUTH);
    }
    try (Rig rig = Rig.of(host)) {
      refused(rig);
      rig.pass(Duration.ofMinutes(30));
      refused(rig);
      assertEquals(1, host.submits(), "a balance that anybody may read shows nothing");
      assertEquals(5, host.reads().size());

      rig.pass(Duration.ofMinutes(33));
      rig.submit();
      assertEquals(2, host.submits());
    }
  }

  @Test
  void badKey_noProbeSays_theBalanceDoes() {
    host.thenFails(RejectReason.AUTH).has(Money.usd("9"));
    for (int i = 0; i < 30; i++) {
      host.thenReadingFails(ReadFailure.Reason.MISMATCHED);
    }
    try (Rig rig = Rig.of(host)) {
      refused(rig);
      rig.pass(Duration.ofSeconds(4));
      refused(rig);
      rig.pass(Duration.ofSeconds(30));
      rig.submit();
    }
  }

  @Test
  void badKey_hostShowsTasksToAnybody_isBelievedEverMoreSeldom() {
    for (int i = 0; i < 1_000; i++) {
      host.thenFails(RejectReason.AUTH);
    }
    try (Rig rig = Rig.of(host.cannot(Capability.BALANCE))) {
      for (int minute = 0; minute < 360; minute++) {
        refused(rig);
        rig.pass(Duration.ofMinutes(1));
      }
      assertTrue(host.submits() <= 32, "sent " + host.submits());
    }
  }

  @Test
  void badKey_readmitted_isBackAtOnce() {
    host.thenFails(RejectReason.AUTH);
    try (Rig rig = Rig.of(host)) {
      refused(rig);
      rig.mj.readmit(host.id());
      rig.submit();
    }
  }

  /** Its host may not know it any more when it is asked for the task's own sake. */
  @Test
  void badKey_probeIsShownATask_itCountsAsALook() {
    PollSettings seldom = PollSettings.defaults().withMin(WAIT).withMax(WAIT);
    host.thenAccepts("1").thenFails(RejectReason.AUTH).shows(Rig.done("1"));
    try (Rig rig = Rig.of(TaskSettings.defaults().withPoll(seldom), host)) {
      Task task = rig.submit();
      refused(rig);
      rig.pass(Duration.ofSeconds(6));
      host.forgets("1");
      assertEquals(List.of(List.of("1")), host.reads());

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
  }

  // ---- Forecast.

  @Test
  void forecast_withinAnHour_isSaidOnce() {
    Logger logger = (Logger) LoggerFactory.getLogger("io.mjrouter.submit.Account");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try (Rig rig = Rig.of(host.charges("1").has(Money.usd("80")))) {
      spend(rig, Duration.ofMinutes(90));
      assertEquals(List.of(), lines.list);

      host.has(Money.usd("10"));
      spend(rig, Duration.ofMinutes(90));
      assertEquals(1, lines.list.size());
      String line = lines.list.get(0).getFormattedMessage();
      assertTrue(line.startsWith("provider host: about $10"), line);
      assertTrue(line.contains("out of money at 2026-01-01T0"), line);
    } finally {
      logger.detachAppender(lines);
    }
  }

  /** A dollar every three minutes. */
  private void spend(Rig rig, Duration during) {
    for (int i = 0; i < during.toMinutes() / 3; i++) {
      String id = host.id() + "-" + (host.submits() + 1);
      host.shows(Rig.done(id));
      rig.submit();
      rig.pass(Duration.ofMinutes(3));
    }
  }
}
