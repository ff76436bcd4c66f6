package io.mjrouter.task;

import io.mjrouter.error.StoreException;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.ledger.Resubmission;
import io.mjrouter.ledger.Step;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.submit.Outage;
import io.mjrouter.submit.Roster;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what has waited too long, whatever its host does; needs no host. */
final class Clocks {

  private static final Logger LOG = LoggerFactory.getLogger(Clocks.class);

  private static final long LONGEST = Duration.ofHours(1).toNanos();

  private final Changes changes;
  private final Roster roster;
  private final TaskSettings settings;
  private final Duration lease;
  private final TimeSource time;
  private final Outage outage;
  private final Consumer<TaskRecord> shown;

  /**
   * Clocks.
   *
   * @param outage is told when the store is away
   * @param shown is shown records that need this clock no more, whoever changed them, and those of
   *     which nobody is sending any more
   */
  Clocks(
      Changes changes,
      Roster roster,
      TaskSettings settings,
      Duration lease,
      TimeSource time,
      Outage outage,
      Consumer<TaskRecord> shown) {
    this.changes = changes;
    this.roster = roster;
    this.settings = settings;
    this.lease = lease;
    this.time = time;
    this.outage = outage;
    this.shown = shown;
  }

  /** When a task may be over at the earliest, on the monotonic clock; an hour from now at most. */
  long next(Followed task, long now) {
    long left =
        switch (task.stage) {
          case AT_HOST -> task.untilOver(settings, now);
          case UNKNOWN -> settings.unknownExpiry().toNanos() - (now - task.since);
          case SENDING -> lease.toNanos() - (now - task.since);
          case GIVEN_UP -> LONGEST;
        };
    return now + Math.min(left, LONGEST);
  }

  void endIfOver(Followed task) {
    try {
      long now = time.nanoTime();
      switch (task.stage) {
        case AT_HOST ->
            task.over(settings, now)
                .ifPresent(failure -> end(task, isGone(task) ? gone(task) : failure));
        case UNKNOWN -> {
          if (!Followed.isWithin(settings.unknownExpiry(), task.since, now)) {
            end(
                task,
                failure(FailureReason.UNKNOWN_OUTCOME, "nobody found out whether a host took it"));
          }
        }
        case SENDING -> {
          if (!Followed.isWithin(lease, task.since, now)) {
            orphan(task);
          }
        }
        case GIVEN_UP -> {}
      }
    } catch (StoreException e) {
      outage.failed(e);
    } catch (RuntimeException e) {
      LOG.warn("task {} could not be ended yet", task.id, e);
    }
  }

  private void orphan(Followed task) {
    changes
        .change(
            task.id,
            (record, now) ->
                Stages.isSending(record.task())
                    ? Ledger.orphaned(record, now)
                    : Stages.isForgotten(record.task())
                        ? Ledger.failed(record, stopped(record.task()), now)
                        : Step.none(record))
        .ifPresent(shown);
  }

  /** Whoever sent it is gone, and nobody may have taken it. */
  private static Failure stopped(Task task) {
    int made = task.attempts().size();
    String after =
        made == 0
            ? "before any host was asked"
            : made == 1 ? "after 1 attempt" : "after " + made + " attempts";
    return Resubmission.death(task)
        .orElseGet(() -> failure(FailureReason.REFUSED, "stopped " + after));
  }

  private boolean isGone(Followed task) {
    return task.provider == null || roster.provider(task.provider).isEmpty();
  }

  private static Failure gone(Followed task) {
    return failure(
        FailureReason.ORIGIN_UNAVAILABLE, task.provider + " has it and is not configured");
  }

  /** Ends it, unless it has moved on since its clock was read. */
  private void end(Followed task, Failure failure) {
    changes
        .change(
            task.id,
            (record, now) ->
                stands(task, record.task())
                    ? Ledger.failed(record, failure, now)
                    : Step.none(record))
        .ifPresent(shown);
  }

  private static boolean stands(Followed task, Task now) {
    boolean pending = now.status() == TaskStatus.PENDING;
    return task.stage == Followed.Stage.UNKNOWN
        ? pending && Claims.lost(now).isPresent()
        : !pending && now.hostTask().equals(Optional.ofNullable(task.hostTask));
  }

  private static Failure failure(FailureReason reason, String detail) {
    return new Failure(reason, Failure.Fault.HOST, detail);
  }
}
