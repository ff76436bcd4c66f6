package io.mjrouter.task;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What there is to do about an open task, and since when. */
final class Stages {

  /** A task that was left alone for long, as by a restart, is looked at before its clock ends. */
  private static final Duration LAST_CHANCE = Duration.ofMinutes(2);

  private Stages() {}

  static Followed of(Task task, TaskSettings settings, long now, Instant wall) {
    Optional<Attempt> last = task.attempts().stream().reduce((a, b) -> b);
    String attempt = last.map(a -> a.number() + ":" + a.state()).orElse("none");
    Instant stamp = last.map(a -> a.ended().orElse(a.started())).orElse(task.created());
    HostTask at = task.hostTask().orElse(null);
    Optional<Attempt> unknown =
        task.attempts().stream().filter(a -> a.state() == Attempt.State.UNKNOWN).findFirst();
    if (isSending(task) || (task.status() == TaskStatus.PENDING && unknown.isEmpty())) {
      long since = now - age(stamp, wall).toNanos();
      return new Followed(task, Followed.Stage.SENDING, "sending " + attempt, null, since, now);
    }
    if (task.status() == TaskStatus.PENDING) {
      return new Followed(
          task,
          Followed.Stage.UNKNOWN,
          "unknown " + attempt,
          unknown.get().route().provider(),
          since(stamp, settings.unknownExpiry(), now, wall),
          now);
    }
    return new Followed(
        task,
        Followed.Stage.AT_HOST,
        attempt + "@" + at,
        at == null ? null : at.provider(),
        since(stamp, settings.timeout(), now, wall),
        now);
  }

  static boolean isSending(Task task) {
    return task.attempts().stream().anyMatch(a -> a.state() == Attempt.State.INTENT);
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
