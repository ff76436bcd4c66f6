package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Progress: shown here at every look, stored now and then. */
@Timeout(60)
class ProgressTest {

  private static final int STEPS = 30;

  private final ScriptedProvider host = ScriptedProvider.named("host").thenAccepts("1");
  private final HookedStore store = new HookedStore();
  private final List<Long> stored = new ArrayList<>();
  private final List<Integer> shown = new ArrayList<>();

  /** A router that looks every three seconds. */
  private Rig rig() {
    Duration often = Duration.ofSeconds(3);
    TaskSettings settings =
        TaskSettings.defaults().withPoll(PollSettings.defaults().withMin(often).withMax(often));
    return Rig.with(builder -> builder.store(store).tasks(settings), host);
  }

  /** Lets time pass until something is so, ten minutes at most. */
  private static void passUntil(Rig rig, BooleanSupplier so) {
    for (int quarters = 0; quarters < 4 * 600 && !so.getAsBoolean(); quarters++) {
      rig.pass(Duration.ofMillis(250));
    }
    assertTrue(so.getAsBoolean());
  }

  private int inStore(Task task) {
    return store.find(task.id()).orElseThrow().task().progress();
  }

  /** A task that a host draws, a step of its progress in each of so many looks. */
  private Task drawn(Rig rig) {
    Records.of(rig.mj).watch(record -> shown.add(record.task().progress()));
    Task task = rig.submit();
    store.beforeWrite(record -> note(rig, task, record));
    IntStream.rangeClosed(1, STEPS).forEach(step -> host.shows(Rig.running("1", 3 * step)));
    return task;
  }

  private void note(Rig rig, Task task, TaskRecord record) {
    if (record.task().status() == store.find(task.id()).orElseThrow().task().status()) {
      stored.add(rig.time.nanoTime());
    }
  }

  @Test
  void look_moreProgressEachTime_isShownEachTimeAndStoredOnceInTenSeconds() {
    try (Rig rig = rig()) {
      Task task = drawn(rig);
      passUntil(rig, () -> rig.now(task).progress() == 3 * STEPS);

      List<Integer> steps = IntStream.rangeClosed(1, STEPS).map(step -> 3 * step).boxed().toList();
      assertEquals(steps, shown.stream().filter(progress -> progress > 0).distinct().toList());
      long shortest =
          IntStream.range(1, stored.size())
              .mapToLong(i -> stored.get(i) - stored.get(i - 1))
              .min()
              .orElseThrow();
      assertTrue(shortest >= Duration.ofSeconds(10).toNanos(), () -> "after " + shortest + " ns");
      assertTrue(stored.size() < STEPS, () -> stored.size() + " writes");
      rig.pass(Duration.ofSeconds(11));
      assertEquals(3 * STEPS, inStore(task));

      host.shows(Rig.done("1"));
      rig.pass(Duration.ofSeconds(60));
      assertEquals(TaskStatus.SUCCEEDED, store.find(task.id()).orElseThrow().task().status());
      assertEquals(9, rig.told("Progressed") - 1, "one for each tenth, and one as it began");
    }
  }

  @Test
  void look_progressThatWaits_isStoredWithinElevenSeconds() {
    try (Rig rig = rig()) {
      Task task = drawn(rig);
      List<Integer> before = new ArrayList<>();
      for (int quarters = 0; quarters < 4 * 240; quarters++) {
        rig.pass(Duration.ofMillis(250));
        before.add(rig.now(task).progress());
        int longAgo = before.get(Math.max(0, before.size() - 4 * 11));
        int seen = inStore(task);
        assertTrue(seen >= longAgo, () -> seen + " is stored, " + longAgo + " was shown 11 s ago");
      }
      assertEquals(3 * STEPS, before.get(before.size() - 1));
    }
  }

  @Test
  void close_progressThatWaits_isStored() {
    try (Rig rig = rig()) {
      Task task = drawn(rig);
      passUntil(rig, () -> rig.now(task).progress() > inStore(task));
      int progress = rig.now(task).progress();

      rig.mj.close();

      assertEquals(progress, inStore(task));
    }
  }
}
