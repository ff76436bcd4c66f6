package io.mjrouter.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.route.Health.Standing;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HealthTest {

  private static final long SECOND = 1_000_000_000;
  private static final long MINUTE = 60 * SECOND;

  /** The longest ejection, somebody's permit, and a task of the longest kind. */
  private static final long BOUND = Duration.ofMinutes(15 + 10 + 60).toNanos();

  @Property(tries = 1000)
  void anyHistory_healthyFromNowOn_isBackInBoundedTime(@ForAll long seed) {
    Random random = new Random(seed);
    long now = random.nextLong();
    Health health = Health.fresh();
    int steps = random.nextInt(200);
    for (int i = 0; i < steps; i++) {
      now += random.nextLong(3 * MINUTE);
      long begun = now - random.nextLong(20 * MINUTE);
      String owner = "t" + random.nextInt(5);
      Verdict verdict = Verdict.values()[random.nextInt(Verdict.values().length)];
      health =
          switch (random.nextInt(3)) {
            case 0 -> health.admitted(owner, now);
            case 1 -> health.answered(owner, verdict, begun, now);
            default -> health.finished(owner, verdict, begun, now);
          };
    }
    long healthySince = now;
    long takes = random.nextLong(60 * MINUTE);
    for (int i = 0; health.standing(now) != Standing.IN; i++) {
      now = health.earliest(now);
      assertEquals(Standing.TRIAL, health.standing(now));
      health = health.admitted("h" + i, now);
      health = health.answered("h" + i, Verdict.GOOD, now, now + SECOND);
      if (health.standing(now) != Standing.IN) {
        health = health.finished("h" + i, Verdict.GOOD, now, now + takes);
        now += takes;
      }
      long after = now;
      assertTrue(
          after - healthySince <= BOUND, () -> "after " + Duration.ofNanos(after - healthySince));
    }
  }

  @Test
  void bad_threeInARow_ejectsAndTheEjectionGrows() {
    Health health = Health.fresh();
    long now = -5 * MINUTE;
    long[] seconds = {10, 20, 40, 80, 160, 300, 300};
    for (int i = 0; i < 3; i++) {
      assertEquals(Standing.IN, health.standing(now));
      health = health.answered("a", Verdict.BAD, now, now);
    }
    for (long expected : seconds) {
      assertEquals(Standing.EJECTED, health.standing(now));
      assertEquals(expected * SECOND, health.earliest(now) - now);
      now = health.earliest(now);
      health = health.admitted("a", now).answered("a", Verdict.BAD, now, now);
    }
  }

  @Test
  void bad_asOftenAsGood_doesNotEject() {
    Health health = Health.fresh();
    for (int i = 0; i < 3; i++) {
      health = health.answered("a", Verdict.GOOD, 0, 0);
    }
    for (int i = 0; i < 3; i++) {
      health = health.answered("a", Verdict.BAD, 0, 0);
    }
    assertEquals(Standing.IN, health.standing(0));
    assertEquals(Standing.EJECTED, health.answered("a", Verdict.BAD, 0, 0).standing(0));
  }

  @ParameterizedTest
  @CsvSource({"0, 40", "599, 40", "600, 20", "1200, 10", "9000, 10"})
  void ejected_afterAGoodTime_isForgivenADoublingEachTenMinutes(long goodSeconds, long outSeconds) {
    long now = 25 * MINUTE;
    Health health = Health.fresh().answered("a", Verdict.FATAL, now, now);
    assertEquals(now + 10 * SECOND, health.earliest(now));
    now = health.earliest(now);
    health = health.answered("a", Verdict.BAD, now, now);
    assertEquals(now + 20 * SECOND, health.earliest(now), "a trial forgives nothing");
    now = health.earliest(now);
    health = health.answered("a", Verdict.GOOD, now, now);
    now += goodSeconds * SECOND;

    health = health.answered("a", Verdict.FATAL, now, now);

    assertEquals(now + outSeconds * SECOND, health.earliest(now));
  }

  @Test
  void outSince_bothPlanes_isTheEarlier() {
    Health fresh = Health.fresh();
    assertEquals(Optional.empty(), fresh.outSince());
    Health refuses = fresh.answered("a", Verdict.FATAL, 5, 5);
    assertEquals(Optional.of(5L), refuses.outSince());
    assertEquals(Optional.of(5L), refuses.finished("a", Verdict.FATAL, 9, 9).outSince());
    Health dies = fresh.finished("a", Verdict.FATAL, 4, 4);
    assertEquals(Optional.of(4L), dies.outSince());
    assertEquals(Optional.of(4L), dies.answered("a", Verdict.FATAL, 9, 9).outSince());
  }

  @Test
  void trial_twoSubmissionsAtOnce_onlyOneIsAdmitted() {
    Health ejected = ejected();
    long now = ejected.earliest(0);
    Health tried = ejected.admitted("first", now);
    assertEquals(Standing.ON_TRIAL, tried.standing(now));
    assertSame(tried, tried.admitted("second", now));
    assertEquals(
        Standing.ON_TRIAL, tried.answered("second", Verdict.UNCOUNTED, 0, now).standing(now));
  }

  @Test
  void trial_callersMistake_givesThePermitBack() {
    Health ejected = ejected();
    long now = ejected.earliest(0);
    Health after = ejected.admitted("a", now).answered("a", Verdict.UNCOUNTED, now, now + 1);
    assertEquals(Standing.TRIAL, after.standing(now + 1));
  }

  @Test
  void trial_ownerVanishes_permitExpires() {
    Health ejected = ejected();
    long now = ejected.earliest(0);
    Health tried = ejected.admitted("a", now);
    assertEquals(now + Health.TRIAL_NANOS, tried.earliest(now));
    assertEquals(Standing.TRIAL, tried.standing(now + Health.TRIAL_NANOS));
  }

  @Test
  void ejected_oldSubmissionsEnd_changeNothing() {
    Health ejected = ejected();
    assertEquals(ejected, ejected.answered("old", Verdict.GOOD, -MINUTE, SECOND));
    assertEquals(ejected, ejected.answered("old", Verdict.BAD, -MINUTE, SECOND));
  }

  @Test
  void finishing_tasksDie_ejectsAlthoughSubmitsAreAccepted() {
    Health health = Health.fresh();
    long now = 0;
    for (int i = 0; i < 5; i++) {
      health = health.answered("t", Verdict.GOOD, now, now);
    }
    for (int i = 0; i < 3; i++) {
      health = health.finished("t", Verdict.BAD, now, now + MINUTE);
    }
    now += MINUTE;
    assertEquals(Standing.EJECTED, health.standing(now));
    now = health.earliest(now);
    Health tried = health.admitted("new", now).answered("new", Verdict.GOOD, now, now + SECOND);
    assertEquals(Standing.ON_TRIAL, tried.standing(now + SECOND));
    Health back = tried.finished("new", Verdict.GOOD, now, now + MINUTE);
    assertEquals(Standing.IN, back.standing(now + MINUTE));
  }

  @Test
  void chance_failuresLongAgo_areForgotten() {
    Health health = Health.fresh();
    for (int i = 0; i < 10; i++) {
      health = health.finished("t", i % 2 == 0 ? Verdict.GOOD : Verdict.BAD, 0, 0);
    }
    assertTrue(health.chanceFinished(0) < 0.7);
    assertTrue(health.chanceFinished(300 * MINUTE) > 0.95);
    assertEquals(0.97, Health.fresh().chanceFinished(5), 1e-9);
  }

  @ParameterizedTest
  @EnumSource
  void of_rejection_countsExactlyWhatSpeaksAgainstTheHost(RejectReason reason) {
    Verdict verdict = Verdict.of(SubmitOutcome.Rejected.of(reason, ""));
    if (reason.blame() == RejectReason.Blame.CALLER
        || reason.blame() == RejectReason.Blame.NOBODY) {
      assertEquals(Verdict.UNCOUNTED, verdict);
    }
    if (reason == RejectReason.HOST_TROUBLE) {
      assertEquals(Verdict.BAD, verdict);
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_notSent_ownLimitsAreNotCounted(NotSentReason reason) {
    boolean ours =
        Arrays.asList(
                NotSentReason.POOL_TIMEOUT,
                NotSentReason.LOCAL_LIMIT,
                NotSentReason.INVALID_REQUEST,
                NotSentReason.CLOSED)
            .contains(reason);
    assertEquals(ours, Verdict.of(new SubmitOutcome.NotSent(reason, "")) == Verdict.UNCOUNTED);
  }

  @ParameterizedTest
  @EnumSource
  void of_unknown_isBad(UnknownReason reason) {
    assertEquals(Verdict.BAD, Verdict.of(new SubmitOutcome.Unknown(reason, "")));
  }

  @ParameterizedTest
  @EnumSource
  void of_failureByTheCaller_isNotCounted(FailureReason reason) {
    assertEquals(
        Verdict.UNCOUNTED,
        Verdict.of(new Failure(FailureReason.HOST_SAID_SO, Failure.Fault.CONTENT, "")));
    boolean hosts =
        switch (reason) {
          case HOST_SAID_SO, STALLED, TIMED_OUT, LOST_BY_HOST, NO_IMAGE, MISMATCHED -> true;
          case REFUSED, UNKNOWN_OUTCOME, ORIGIN_UNAVAILABLE, CANCELLED -> false;
        };
    assertEquals(hosts, Verdict.of(new Failure(reason, Failure.Fault.HOST, "")) == Verdict.BAD);
  }

  private static Health ejected() {
    return Health.fresh().answered("x", Verdict.FATAL, 0, 0);
  }
}
