package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wall clocks that are wrong: ours, and the host's. */
class ClockFaultsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ScriptedProvider host = ScriptedProvider.named("host").offers(Mode.FAST);

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void f88_pauseThatAHostAskedFor_wallClockJumpsADay_isAsLongAsItWas(int days) {
    host.then(
        new SubmitOutcome.Rejected(
            RejectReason.THROTTLED, true, "wait", Optional.of(MINUTE), Optional.empty()));
    try (Rig rig = Rig.of(host)) {
      assertThrows(NoRouteException.class, rig::submit);
      rig.time.jumpWallClock(Duration.ofDays(days));
      rig.time.advance(Duration.ofSeconds(50));
      assertThrows(NoRouteException.class, rig::submit);
      assertEquals(1, host.submits());

      rig.time.advance(Duration.ofSeconds(20));
      rig.submit();
      assertEquals(2, host.submits());
    }
  }

  @Test
  void f88_restart_taskThatSeemsToBeginTomorrow_endsWithinItsTimeout() {
    FakeTime time = FakeTime.create();
    TaskStore store = new MemoryTaskStore(time);
    host.thenAccepts("1").shows(Rig.running("1", 10));
    time.jumpWallClock(Duration.ofDays(1));
    Task task;
    try (Midjourney first = node(store, time)) {
      task = first.submit(Rig.FOX);
    }
    time.jumpWallClock(Duration.ofDays(-1));

    try (Midjourney next = node(store, time)) {
      for (int percent = 11; percent <= 71; percent++) {
        host.shows(Rig.running("1", percent));
        long end = time.nanoTime() + MINUTE.toNanos();
        for (Duration rest = next.tick(); time.nanoTime() - end < 0; rest = next.tick()) {
          time.advance(rest.compareTo(MINUTE) < 0 ? rest : MINUTE);
        }
      }

      Task ended = next.get(task.id());
      assertEquals(FailureReason.TIMED_OUT, ended.failure().orElseThrow().reason());
    }
  }

  private Midjourney node(TaskStore store, FakeTime time) {
    return Midjourney.builder()
        .provider(host)
        .store(store)
        .time(time)
        .random(new Random(42))
        .drivenByHand()
        .build();
  }

  /** What a host says about when is shown, and nothing is reckoned from it. */
  @ParameterizedTest
  @ValueSource(ints = {1, -1, 20_000})
  void f89_hostsClockIsOff_movesNoClockOfOurs(int days) {
    try (Rig rig = Rig.of(host)) {
      Instant wrong = rig.time.now().plus(Duration.ofDays(days));
      host.thenAccepts("1").shows(at(Rig.running("1", 10), wrong), at(Rig.done("1"), wrong));
      Instant asked = rig.time.now();
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(2));

      Task done = rig.now(task);
      assertEquals(TaskStatus.SUCCEEDED, done.status());
      Duration took = Duration.between(asked, done.ended().orElseThrow());
      assertFalse(took.isNegative(), took::toString);
      assertTrue(took.compareTo(Duration.ofMinutes(2)) <= 0, took::toString);
      assertTrue(
          rig.meters.get("mj.task").timer().max(TimeUnit.MINUTES) <= 2,
          () -> rig.meters.getMetersAsString());
      assertTrue(
          rig.meters.get("mj.task.freshness").timer().max(TimeUnit.MINUTES) <= 2,
          () -> rig.meters.getMetersAsString());
    }
  }

  private static TaskSnapshot at(TaskSnapshot snapshot, Instant when) {
    TaskSnapshot.Builder dated = snapshot.toBuilder().submitted(when).started(when);
    return snapshot.status() == HostStatus.SUCCESS ? dated.finished(when).build() : dated.build();
  }
}
