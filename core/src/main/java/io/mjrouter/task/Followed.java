package io.mjrouter.task;

import io.mjrouter.model.Attempt;
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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tracker remembers of one task in one stage of its life: who has it, when to look again,
 * and its clocks, all on the monotonic clock. There may be a hundred thousand of them. Whoever took
 * it out of its lane alone changes it.
 */
final class Followed {

  /** What there is to do about a task. */
  enum Stage {
    /** Somebody is sending it; if that takes too long, nobody is. */
    SENDING,
    /** Nobody knows whether a host took it. */
    UNKNOWN,
    /** A host has it. */
    AT_HOST,
    /** It was given up; the host may still finish it. */
    GIVEN_UP
  }

  private static final int MOST_LOOKS = 5;

  /** Looks that follow a webhook at once: a gateway's view lags up to 15 s behind its worker's. */
  private static final int LAGGING_LOOKS = 6;

  private static final int MOST_MISMATCHES = 3;
  private static final Duration VIDEO_GRACE = Duration.ofMinutes(2);

  final TaskId id;
  final Stage stage;
  final @Nullable ProviderId provider;
  final @Nullable HostTask hostTask;
  final @Nullable Habit habit;

  /** The newest version of the record that was seen. */
  long version;

  /** Whether another node looks after it, and this one has only been called back about it. */
  boolean guest;

  /** Whether its host may show what somebody else gave it as state. */
  boolean shared;

  /** When the stage began, perhaps in another process: the clock of the whole task. */
  final long since;

  long due;

  /** When its clocks are read next. */
  long clocked;

  /** When it was seen last; until then, when the stage began. */
  volatile long looked;

  /** When its host last knew it, whoever asked; until then, when this process first saw it. */
  volatile long known;

  /** Whether it has a lane, as its provider is there. */
  boolean placed;

  /** Whether {@link #due} is what the plan says, which may say otherwise when more is asked for. */
  boolean planned;

  /** Whether a webhook said that there is something to see. */
  boolean calledBack;

  /** Where in its host's list it is looked for next, if nobody knows whether its host took it. */
  @Nullable ListWindow window;

  /** How many looks at it failed in a row. */
  int failures;

  /** Whether it is asked for alone. */
  boolean single;

  private final int attempt;
  private final Attempt.@Nullable State state;
  private final boolean mayOpenWindow;
  private boolean everAsked;
  private long asked;
  private int soon;
  private boolean began;
  private long moved;
  private TaskStatus status;
  private int progress;
  private int print;
  private @Nullable Marks marks;
  private @Nullable Long absent;
  private @Nullable Long incomplete;
  private int incompleteLooks;
  private int mismatches;

  /**
   * Begins a stage.
   *
   * @param since when the stage began, perhaps in another process; the clock of the whole task
   * @param now when this process first saw it; the clocks for beginning and for stalling
   */
  Followed(
      Task task,
      Stage stage,
      @Nullable ProviderId provider,
      @Nullable Habit habit,
      long since,
      long now) {
    id = task.id();
    this.stage = stage;
    this.provider = provider;
    this.habit = habit;
    hostTask = task.hostTask().orElse(null);
    attempt = task.attempts().size();
    state = attempt == 0 ? null : task.attempts().get(attempt - 1).state();
    mayOpenWindow = attempt == 1 && mayOpenWindow(task);
    this.since = since;
    due = now;
    looked = since;
    known = now;
    moved = now;
    status = task.status();
    progress = task.progress();
    began = status == TaskStatus.RUNNING;
  }

  private static boolean mayOpenWindow(Task task) {
    return switch (task.action()) {
      case CUSTOM_ZOOM, INPAINT, PICK_PROMPT, OTHER -> true;
      default -> false;
    };
  }

  /** Whether both are the same stage of a task. */
  boolean isSame(Followed other) {
    return stage == other.stage
        && attempt == other.attempt
        && state == other.state
        && Objects.equals(hostTask, other.hostTask);
  }

  /** A webhook says that there is something to see. */
  void calledBack() {
    calledBack = true;
    soon = LAGGING_LOOKS;
  }

  /** When its host may be asked again, so that it is asked once in an interval. */
  long earliest(long interval, long now) {
    return everAsked && asked + interval - now > 0 ? asked + interval : now;
  }

  /** Its host was asked now; whether it is to be asked again as soon as may be. */
  boolean asked(long now) {
    everAsked = true;
    asked = now;
    return soon > 0 && soon-- > 0;
  }

  Duration age(long now) {
    return Duration.ofNanos(now - since);
  }

  /** When it is likely to end; of a task that a host has. */
  Outlook outlook(long now) {
    if (habit == null) {
      throw new IllegalStateException("task " + id + " is at no host");
    }
    return habit.outlook(marks, now);
  }

  @Nullable Marks marks() {
    return marks;
  }

  /** Whether a person may soon be waiting for a window to open. */
  boolean mayOpenWindow() {
    return mayOpenWindow && !began;
  }

  /** Whether a view shows what the one before showed, which is recorded. */
  boolean isAsBefore(TaskSnapshot seen) {
    return !seen.status().isFinal() && print == print(seen);
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

  /** The host showed the task, and nothing new. */
  void seenAgain(long now) {
    shown(now);
    mark(now);
  }

  private void shown(long now) {
    looked = now;
    failures = 0;
    mismatches = 0;
  }

  private void mark(long now) {
    boolean tells = progress > 0 && progress < 100;
    boolean queued = status == TaskStatus.QUEUED && progress == 0;
    if (marks == null && (tells || queued)) {
      marks = new Marks();
    }
    double age = age(now).toNanos() / 1e9;
    if (marks != null && tells) {
      marks.note(age, progress);
    } else if (marks != null && queued) {
      marks.noteQueued(age);
    }
  }

  private static int print(TaskSnapshot seen) {
    return Objects.hash(
        seen.id(),
        seen.status(),
        seen.rawStatus(),
        seen.rawProgress(),
        seen.progress(),
        seen.state(),
        seen.effectiveMode(),
        seen.images());
  }

  /** The host showed the task, which stands like this now. */
  void seen(TaskSnapshot seen, Task task, long now) {
    shown(now);
    print = print(seen);
    if (task.status() != status || task.progress() != progress) {
      status = task.status();
      progress = task.progress();
      moved = now;
    }
    began |= status == TaskStatus.RUNNING || progress > 0;
    mark(now);
  }

  /** The host did not know it; whether that has lasted too long. */
  boolean isLost(TaskSettings settings, long now) {
    boolean alone = single;
    single = true;
    if (absent == null || known - absent > 0) {
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

  /**
   * How long no clock of a task that a host has can run out, whatever it shows meanwhile, in
   * nanoseconds; negative when one has.
   */
  long untilOver(TaskSettings settings, long now) {
    long still = now - moved;
    long stall = settings.stall().toNanos();
    // One that begins has from then on until it stalls.
    long next = began ? stall - still : Math.min(settings.accept().toNanos() - still, stall);
    return Math.min(settings.timeout().toNanos() - (now - since), next);
  }

  private static Optional<Failure> failed(FailureReason reason, String what, Duration limit) {
    return Optional.of(
        new Failure(reason, Failure.Fault.HOST, what + " within " + limit.toSeconds() + " s"));
  }

  static boolean isWithin(Duration limit, long since, long now) {
    return now - since < limit.toNanos();
  }
}
