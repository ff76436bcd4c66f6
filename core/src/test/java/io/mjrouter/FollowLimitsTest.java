package io.mjrouter;

import static io.mjrouter.Rig.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a task is followed that comes to no end, or that its host does not know. */
@Timeout(60)
class FollowLimitsTest {

  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").cannot(Capability.BATCH_FETCH);

  @Test
  void follow_neverBegun_timesOutAfterTheAcceptTime() {
    host.thenAccepts("1");
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(9));
      assertEquals(TaskStatus.QUEUED, rig.now(task).status());
      rig.pass(Duration.ofMinutes(2));

      assertEquals(FailureReason.TIMED_OUT, rig.now(task).failure().orElseThrow().reason());
      assertEquals(ChargeState.SETTLED, only(rig.now(task)).charge());
    }
  }

  @Test
  void follow_progressStops_stallsTenMinutesAfterTheLast() {
    host.thenAccepts("1").shows(Rig.running("1", 10));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(8));
      host.shows(Rig.running("1", 20));
      rig.pass(Duration.ofMinutes(9));
      assertEquals(TaskStatus.RUNNING, rig.now(task).status());
      rig.pass(Duration.ofMinutes(3));

      assertEquals(FailureReason.STALLED, rig.now(task).failure().orElseThrow().reason());
    }
  }

  @Test
  void follow_progressWithoutEnd_timesOutAfterAnHour() {
    host.thenAccepts("1");
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      for (int percent = 1; percent < 59; percent++) {
        host.shows(Rig.running("1", percent));
        rig.pass(Duration.ofMinutes(1));
        assertEquals(TaskStatus.RUNNING, rig.now(task).status());
      }
      rig.pass(Duration.ofMinutes(3));

      assertEquals(FailureReason.TIMED_OUT, rig.now(task).failure().orElseThrow().reason());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void f88_follow_wallClockJumpsADay_changesNothing(int days) {
    host.thenAccepts("1").shows(Rig.running("1", 10));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(1));
      rig.time.jumpWallClock(Duration.ofDays(days));
      host.shows(Rig.running("1", 30));
      rig.pass(Duration.ofMinutes(5));
      assertEquals(TaskStatus.RUNNING, rig.now(task).status());
      host.shows(Rig.done("1"));
      rig.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
  }

  @Test
  void f27_follow_notFoundAtFirst_isStillPending() {
    host.thenAccepts("1").whileSubmitting(sent -> {});
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      host.forgets("1");
      rig.pass(Duration.ofSeconds(55));
      assertEquals(TaskStatus.QUEUED, rig.now(task).status());
      host.shows(Rig.done("1"));
      rig.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
  }

  @Test
  void f27_follow_notFoundForLong_isLost() {
    host.thenAccepts("1").shows(Rig.running("1", 40));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(1));
      host.forgets("1");
      rig.pass(Duration.ofMinutes(2));

      assertEquals(FailureReason.LOST_BY_HOST, rig.now(task).failure().orElseThrow().reason());
    }
  }

  @Test
  void f49_follow_leftOutOfABatch_isAskedForAloneBeforeItIsLost() {
    ScriptedProvider batching = ScriptedProvider.named("batching");
    try (Rig rig = Rig.of(batching)) {
      rig.submit();
      Task lost = rig.submit();
      String id = lost.hostTask().orElseThrow().id();
      batching.forgets(id);
      rig.pass(Duration.ofMinutes(4));

      assertEquals(FailureReason.LOST_BY_HOST, rig.now(lost).failure().orElseThrow().reason());
      assertTrue(batching.reads().contains(List.of(id)), () -> "" + batching.reads());
    }
  }
}
