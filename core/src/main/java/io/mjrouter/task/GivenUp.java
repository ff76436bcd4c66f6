package io.mjrouter.task;

import io.mjrouter.model.Task;
import io.mjrouter.store.Finishes;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a task that was given up is looked at again: some hosts finish what they seemed to lose. It
 * follows from when its end was recorded, so it outlives the process.
 */
final class GivenUp {

  private static final List<Duration> AFTER =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));

  /** For so long an end is looked for in the store by whoever comes to look after its task. */
  private static final Duration REMEMBERED = Duration.ofHours(2);

  private static final int MOST = 5_000;

  private GivenUp() {}

  /** Whether the host may still finish it. */
  static boolean isOne(Task task) {
    return task.hostTask().isPresent()
        && !task.isLate()
        && task.failure().filter(failure -> failure.reason().mayStillFinish()).isPresent();
  }

  /** The time to the next look so long after it was given up; empty when there is none. */
  static Optional<Duration> next(Duration age) {
    return AFTER.stream()
        .filter(after -> after.compareTo(age) > 0)
        .findFirst()
        .map(after -> after.minus(age));
  }

  /**
   * The time to the first look of whoever takes it up so long after it was given up: at once where
   * a look may have been missed meanwhile.
   */
  static Duration first(Duration age) {
    return age.compareTo(AFTER.get(0)) < 0 ? AFTER.get(0).minus(age) : Duration.ZERO;
  }

  /** What failed lately, for one who comes to look after it: given up, come late, or neither. */
  static List<TaskRecord> lately(Finishes finishes, Shards shards, Instant now) {
    return finishes.failedSince(shards, now.minus(REMEMBERED), MOST);
  }
}
