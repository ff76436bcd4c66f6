package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often hosts are asked, however many tasks wait for them. */
@Timeout(60)
class FollowLoadTest {

  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").cannot(Capability.BATCH_FETCH);

  @Test
  void f97_follow_manyTasks_areLookedAtInBatches() {
    ScriptedProvider batching = ScriptedProvider.named("batching");
    try (Rig rig = Rig.of(batching)) {
      for (int i = 0; i < 250; i++) {
        rig.submit();
      }
      rig.pass(Duration.ofSeconds(26));

      List<String> looks = batching.reads().stream().flatMap(List::stream).toList();
      assertTrue(looks.size() >= batching.reads().size() * 80, () -> "" + batching.reads());
      assertEquals(250, looks.stream().distinct().count());
      assertTrue(batching.reads().stream().allMatch(ids -> ids.size() <= 100));
    }
  }

  @Test
  void f97_follow_manyTasksOneByOne_neverExceedsTheRate() {
    try (Rig rig = Rig.of(host)) {
      for (int i = 0; i < 200; i++) {
        rig.submit();
      }
      int before = host.reads().size();
      for (int second = 0; second < 120; second++) {
        rig.pass(Duration.ofSeconds(1));
        int calls = host.reads().size() - before;
        assertTrue(calls <= 6, () -> calls + " calls in a second");
        before = host.reads().size();
      }
      assertTrue(host.reads().size() > 300, () -> host.reads().size() + " calls");
      assertEquals(200, host.reads().stream().flatMap(List::stream).distinct().count());
    }
  }

  @Test
  void follow_hostTrouble_looksLessOftenAndGoesOn() {
    host.thenAccepts("1");
    for (int i = 0; i < 8; i++) {
      host.thenReadingFails(ReadFailure.Reason.HOST_TROUBLE);
    }
    host.shows(Rig.done("1"));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(2));
      assertTrue(host.reads().size() < 8, () -> "" + host.reads());
      rig.pass(Duration.ofMinutes(5));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
  }

  @Test
  void f100_totalOutage_isMetWithFewCallsHoweverManyTasksWait() {
    for (int i = 0; i < 5_000; i++) {
      host.thenReadingFails(ReadFailure.Reason.UNREACHABLE);
    }
    try (Rig rig = Rig.of(host)) {
      for (int i = 0; i < 500; i++) {
        rig.submit();
      }
      rig.pass(Duration.ofMinutes(9));

      assertTrue(host.reads().size() <= 60, () -> host.reads().size() + " calls");
      assertTrue(host.reads().size() >= 9, () -> host.reads().size() + " calls");
    }
  }

  @Test
  void f100_outageIsOver_everyTaskIsSeenSoonAndNeverFasterThanAllowed() {
    int failures = 15;
    for (int i = 0; i < failures; i++) {
      host.thenReadingFails(ReadFailure.Reason.UNREACHABLE);
    }
    try (Rig rig = Rig.of(host)) {
      List<Task> tasks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        host.thenAccepts("h" + i).shows(Rig.done("h" + i));
        tasks.add(rig.submit());
      }
      while (host.reads().size() <= failures) {
        rig.pass(Duration.ofSeconds(1));
      }
      int before = host.reads().size();
      for (int second = 0; second < 120; second++) {
        rig.pass(Duration.ofSeconds(1));
        int calls = host.reads().size() - before;
        assertTrue(calls <= 6, () -> calls + " calls in a second");
        before = host.reads().size();
      }
      for (Task task : tasks) {
        assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
      }
    }
  }
}
