package io.mjrouter.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.Timeouts;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CurrentProviderTest {

  private final FakeTime time = FakeTime.create();
  private final ScriptedProvider first = ScriptedProvider.named("host");
  private final ScriptedProvider second = ScriptedProvider.named("host");
  private final CurrentProvider current = CurrentProvider.of(guarded(first));

  private GuardedProvider guarded(ScriptedProvider provider) {
    return GuardedProvider.of(
        provider, GuardSettings.of(4, Timeouts.defaults()), time, new Random(1));
  }

  private static SubmitAttempt attempt() {
    return new SubmitAttempt(
        Imagine.of("a red fox"),
        Optional.empty(),
        Mode.FAST,
        "token",
        Optional.empty(),
        Map.of(),
        Duration.ofSeconds(75));
  }

  @Test
  void become_nobodyCalls_closesTheFirstAtOnce() {
    current.become(guarded(second));
    assertTrue(first.isClosed());
    current.submit(attempt());
    assertEquals(0, first.submits());
    assertEquals(1, second.submits());
  }

  @Test
  void become_duringTwoCalls_closesTheFirstAfterTheLast() {
    first.whileSubmitting(
        outer -> {
          first.whileSubmitting(inner -> current.become(guarded(second)));
          current.submit(attempt());
          assertFalse(first.isClosed());
        });
    current.submit(attempt());
    assertTrue(first.isClosed());
    assertEquals(2, first.submits());
    assertFalse(second.isClosed());
  }

  @Test
  void become_duringACall_theFirstFailsToClose_itsAnswerIsNotLost() {
    first.closesBadly().whileSubmitting(any -> current.become(guarded(second)));

    SubmitOutcome outcome = current.submit(attempt());

    assertInstanceOf(SubmitOutcome.Accepted.class, outcome);
    assertTrue(first.isClosed());
  }

  @Test
  void close_oneFailsToClose_theOtherIsClosed() {
    first
        .closesBadly()
        .whileSubmitting(
            any -> {
              current.become(guarded(second));
              current.close();
              assertTrue(second.isClosed());
            });
    current.submit(attempt());
    assertTrue(first.isClosed());
  }

  @Test
  void withoutRepeats_seesTheSecondToo() {
    CurrentProvider plain = current.withoutRepeats();
    current.become(guarded(second));
    second.thenReadingFails(ReadFailure.Reason.HOST_TROUBLE);
    assertTrue(plain.fetch("1").value().isEmpty());
    assertEquals(1, second.reads().size());
  }

  @Test
  void close_duringACall_closesBoth() {
    first.whileSubmitting(
        outer -> {
          current.become(guarded(second));
          current.close();
          assertTrue(first.isClosed());
          assertTrue(second.isClosed());
        });
    current.submit(attempt());
  }

  @Test
  void become_anotherName_isRefused() {
    ScriptedProvider other = ScriptedProvider.named("other");
    assertThrows(IllegalArgumentException.class, () -> current.become(guarded(other)));
    assertFalse(first.isClosed());
  }
}
