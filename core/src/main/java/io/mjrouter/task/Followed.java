package io.mjrouter.task;

import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tracker remembers of one open task in one stage of its life: who has it, when to look
 * again, and its clocks, all on the monotonic clock. Its lane's worker alone changes it.
 */
final class Followed {

  /** What there is to do about a task. */
  enum Stage {
    /** Somebody is sending it; if that takes too long, nobody is. */
    SENDING,
    /** Nobody knows whether a host took it. */
    UNKNOWN,
    /** A host has it. */
    AT_HOST
  }

  private static final int MOST_LOOKS = 5;

  /** Looks that follow a webhook at once: a gateway's view lags up to 15 s behind its worker's. */
  private static final int LAGGING_LOOKS = 6;

  private static final int MOST_MISMATCHES = 3;
  private static final Duration VIDEO_GRACE = Duration.ofMinutes(2);

  final TaskId id;
  final Stage stage;
  final String key;
  final @Nullable ProviderId provider;
  final @Nullable HostTask hostTask;
  final long since;
  long due;
  int failures;
  boolean single;
  volatile long looked;

  /** Whether a webhook said that there is something to see. */
  boolean calledBack;

  private @Nullable Long asked;
  private int soon;
  private boolean began;
  private long moved;
  private TaskStatus status;
  private int progress;
  private @Nullable Long absent;
  private @Nullable Long incomplete;
  private int incompleteLooks;
  private int mismatches;

  /**
   * Begins a stage.
   *
   * @param key tells this stage of the task from every other
   * @param since when the stage began, perhaps in another process; the clock of the whole task
   * @param now when this process first saw it; the clocks for beginning and for stalling
   */
  Followed(
      Task task, Stage stage, String key, @Nullable ProviderId provider, long since, long now) {
    id = task.id();
    this.stage = stage;
    this.key = key;
    this.provider = provider;
    hostTask = task.hostTask().orElse(null);
    this.since = since;
    due = now;
    looked = now;
    moved = now;
    status = task.status();
    progress = task.progress();
    began = status == TaskStatus.RUNNING;
  }

  /**
   * A webhook says that there is something to see.
   *
   * @return when to look at the earliest, so that it is looked at once in an interval
   */
  long calledBack(Duration interval, long now) {
    calledBack = true;
    soon = LAGGING_LOOKS;
    long earliest = asked == null ? now : asked + interval.toNanos();
    return earliest - now > 0 ? earliest : now;
  }

  /** Its host was asked now: how long to wait until it is again, where the plan says this long. */
  Duration asked(Duration planned, Duration interval, long now) {
    asked = now;
    if (soon == 0 || planned.compareTo(interval) < 0) {
      return planned;
    }
    soon--;
    return interval;
  }

  Duration age(long now) {
    return Duration.ofNanos(now - since);
  }

  /**
   * How long a change that is seen now may have been true: since the host's finish time, unless it
   * lies before the last look, as with a clock that is wrong; else since the last look.
   */
  Duration unseen(TaskSnapshot seen, Instant wall, long now) {
    Duration gap = Duration.ofNanos(now - looked);
    return seen.finished()
        .map(finished -> Duration.between(finished, wall))
        .filter(age -> !age.isNegative() && age.compareTo(gap) < 0)
        .orElse(gap);
  }

  /** The host showed the task; it stands like this now. */
  void seen(Task task, long now) {
    looked = now;
    failures = 0;
    absent = null;
    mismatches = 0;
    if (task.status() != status || task.progress() != progress) {
      status = task.status();
      progress = task.progress();
      moved = now;
    }
    began |= status == TaskStatus.RUNNING || progress > 0;
  }

  /** The host did not know it; whether that has lasted too long. */
  boolean isLost(TaskSettings settings, long now) {
    boolean alone = single;
    single = true;
    if (absent == null) {
      absent = now;
    }
    return alone && !isWithin(settings.notFoundGrace(), absent, now);
  }

  /** The host showed another task; whether it has done so too often. */
  boolean isMismatched() {
    mismatches++;
    return mismatches >= MOST_MISMATCHES;
  }

  /** The host said success and showed too little; whether it is given up. */
  boolean isIncomplete(Finish lack, long now) {
    incompleteLooks++;
    if (incomplete == null) {
      incomplete = now;
    }
    return lack == Finish.LACKS_VIDEO
        ? !isWithin(VIDEO_GRACE, incomplete, now)
        : incompleteLooks > MOST_LOOKS;
  }

  /** The clock that has run out, if any, of a task that a host has. */
  Optional<Failure> over(TaskSettings settings, long now) {
    if (!isWithin(settings.timeout(), since, now)) {
      return failed(FailureReason.TIMED_OUT, "not finished", settings.timeout());
    }
    if (!began && !isWithin(settings.accept(), moved, now)) {
      return failed(FailureReason.TIMED_OUT, "accepted and never begun", settings.accept());
    }
    if (began && !isWithin(settings.stall(), moved, now)) {
      return failed(
          FailureReason.STALLED, "nothing changed at " + progress + "%", settings.stall());
    }
    return Optional.empty();
  }

  private static Optional<Failure> failed(FailureReason reason, String what, Duration limit) {
    return Optional.of(
        new Failure(reason, Failure.Fault.HOST, what + " within " + limit.toSeconds() + " s"));
  }

  static boolean isWithin(Duration limit, long since, long now) {
    return now - since < limit.toNanos();
  }
}
