package io.mjrouter.task;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.Money;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An attempt that somebody may have to look into. Its {@linkplain Attempt#charge charge} says how
 * it stands: reserved while nobody knows whether its host took it, and billed it; disputed once
 * that was given up; duplicate where it turned out to be paid for nothing.
 *
 * @param task the task that it was made for
 * @param attempt what was tried
 * @param expires when it is given up as disputed; empty once it is, and while the task lives at
 *     another host, with whose end it is
 */
public record Unresolved(Task task, Attempt attempt, Optional<Instant> expires) {

  private static final int PAGE = 500;

  public Unresolved {
    requireNonNull(task, "task");
    requireNonNull(attempt, "attempt");
    requireNonNull(expires, "expires");
  }

  /** Those of a store, by the ids of their tasks. */
  static List<Unresolved> in(TaskStore store, Duration expiry) {
    List<Unresolved> all = new ArrayList<>();
    Optional<TaskId> reached = Optional.empty();
    List<TaskRecord> page;
    do {
      page = store.unresolved(reached, PAGE);
      for (TaskRecord record : page) {
        all.addAll(of(record.task(), expiry));
        reached = Optional.of(record.id());
      }
    } while (page.size() == PAGE);
    return all;
  }

  /**
   * Those of a task, in the order of its attempts.
   *
   * @param expiry how long after an attempt it is given up
   */
  public static List<Unresolved> of(Task task, Duration expiry) {
    boolean elsewhere = task.status() != TaskStatus.PENDING;
    return task.attempts().stream()
        .filter(Attempt::isUnresolved)
        .map(
            attempt ->
                new Unresolved(
                    task,
                    attempt,
                    elsewhere ? Optional.empty() : attempt.ended().map(at -> at.plus(expiry))))
        .toList();
  }

  /** What it may have cost; empty where nobody published a price. */
  public Optional<Money> amount() {
    return attempt.price();
  }
}
