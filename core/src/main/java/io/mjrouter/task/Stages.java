package io.mjrouter.task;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Route;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is to do about a task, and since when. */
final class Stages {

  /** A task that was left alone for long, as by a restart, is looked at before its clock ends. */
  private static final Duration LAST_CHANCE = Duration.ofMinutes(2);

  private final TaskSettings settings;
  private final Habits habits;

  Stages(TaskSettings settings, Habits habits) {
    this.settings = settings;
    this.habits = habits;
  }

  /** Whether nothing is to be done: it is final, or a person is to answer its window. */
  static boolean isAtRest(Task task) {
    return task.status().isFinal() || (task.status() == TaskStatus.NEEDS_MODAL && !isSending(task));
  }

  static boolean isSending(Task task) {
    return first(task, Attempt.State.INTENT) != null;
  }

  private static @Nullable Attempt first(Task task, Attempt.State state) {
    for (Attempt attempt : task.attempts()) {
      if (attempt.state() == state) {
        return attempt;
      }
    }
    return null;
  }

  /** Whether no attempt may have been taken, and none is being made. */
  static boolean isForgotten(Task task) {
    return task.status() == TaskStatus.PENDING
        && !isSending(task)
        && first(task, Attempt.State.UNKNOWN) == null;
  }

  /** The stage of a task that is not at rest. */
  Followed of(Task task, long now, Instant wall) {
    Instant stamp = lastChange(task);
    Attempt unknown = first(task, Attempt.State.UNKNOWN);
    boolean pending = task.status() == TaskStatus.PENDING;
    if (isSending(task) || (pending && unknown == null)) {
      long since = now - age(stamp, wall).toNanos();
      return new Followed(task, Followed.Stage.SENDING, null, null, since, now);
    }
    if (pending && unknown != null) {
      Route route = unknown.route();
      long since = since(stamp, settings.unknownExpiry(), now, wall);
      return new Followed(
          task, Followed.Stage.UNKNOWN, route.provider(), habit(task, route), since, now);
    }
    HostTask at = task.hostTask().orElse(null);
    return new Followed(
        task,
        Followed.Stage.AT_HOST,
        at == null ? null : at.provider(),
        task.route().map(route -> habit(task, route)).orElse(null),
        since(stamp, settings.timeout(), now, wall),
        now);
  }

  private static Instant lastChange(Task task) {
    List<Attempt> attempts = task.attempts();
    if (attempts.isEmpty()) {
      return task.created();
    }
    Attempt last = attempts.get(attempts.size() - 1);
    return last.ended().orElse(last.started());
  }

  /** What is left to do about a task that came to rest while it was followed. */
  static Optional<Followed> afterEnd(Task task, Followed before, long now) {
    return before.stage == Followed.Stage.AT_HOST && before.hostTask != null && GivenUp.isOne(task)
        ? Optional.of(new Followed(task, Followed.Stage.GIVEN_UP, before.provider, null, now, now))
        : Optional.empty();
  }

  /** The stage of a task that was given up some time ago, perhaps in another process. */
  static Followed givenUp(Task task, long now, Instant wall) {
    Duration age = task.ended().map(ended -> age(ended, wall)).orElse(Duration.ZERO);
    return new Followed(
        task,
        Followed.Stage.GIVEN_UP,
        task.hostTask().map(HostTask::provider).orElse(null),
        null,
        now - age.toNanos(),
        now);
  }

  private Habit habit(Task task, Route route) {
    return habits.of(route, task.action());
  }

  /** The wall clock stamps records and may have jumped: the age it gives is held within reason. */
  private static long since(Instant stamp, Duration limit, long now, Instant wall) {
    Duration most = limit.minus(LAST_CHANCE);
    Duration age = age(stamp, wall);
    Duration held = age.compareTo(most) > 0 ? (most.isNegative() ? Duration.ZERO : most) : age;
    return now - held.toNanos();
  }

  private static Duration age(Instant stamp, Instant wall) {
    Duration age = Duration.between(stamp, wall);
    Duration longest = Duration.ofDays(365);
    return age.isNegative() ? Duration.ZERO : age.compareTo(longest) > 0 ? longest : age;
  }
}
