package io.mjrouter.ledger;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.TaskRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One more attempt, elsewhere, for a task that died at a host which gives the money back.
 *
 * <p>The task leaves that host and makes its next attempt in one transition, so that it is never
 * nowhere: until then its host has it, and from then on it is as if it had been asked for just now.
 * The attempt that died stays among its attempts, and says why.
 */
public final class Resubmission {

  private Resubmission() {}

  /**
   * Whether a task that its host shows as failed may be tried elsewhere: once, where the money
   * comes back, nothing else may have been bought, and the caller's own input is not at fault.
   *
   * @param refunds whether the host gives the money back
   * @param mostAttempts how many attempts one submission may make
   */
  public static boolean isDue(
      TaskRecord record, TaskSnapshot seen, boolean refunds, int mostAttempts) {
    Task task = record.task();
    boolean inWork = task.status() == TaskStatus.QUEUED || task.status() == TaskStatus.RUNNING;
    boolean isAlone = task.parent().isEmpty() && record.answer().isEmpty();
    return refunds
        && inWork
        && isAlone
        && seen.status() == HostStatus.FAILURE
        && !failure(seen).isCallers()
        && task.kind() != SubmissionKind.UPLOAD
        && task.hostTask().isPresent()
        && record.submission().isPresent()
        && task.attempts().size() < mostAttempts
        && task.attempts().stream().filter(a -> a.charge().isSpent()).count() == 1
        && taken(task).isPresent();
  }

  /**
   * The task leaves the host where it died; to be stored together with its next intent.
   *
   * @param from where it died
   */
  public static Step left(TaskRecord record, HostTask from, TaskSnapshot seen, Instant now) {
    Task before = record.task();
    Optional<Attempt> taken = taken(before);
    if (before.status().isFinal()
        || !before.hostTask().equals(Optional.of(from))
        || taken.isEmpty()) {
      return Step.none(record);
    }
    Failure failure = failure(seen);
    Attempt died =
        taken
            .get()
            .ended(
                Attempt.State.ACCEPTED,
                failure.reason().name(),
                failure.detail(),
                ChargeState.REFUNDED,
                now);
    Task task =
        before.toBuilder()
            .status(TaskStatus.PENDING)
            .atNoHost()
            .attempts(Ledger.with(before, died))
            .snapshot(Marks.without(seen).toBuilder().failure("", seen.fault()).build())
            .build();
    return Step.to(record.toBuilder().task(task).shared(false).build(), List.of());
  }

  /**
   * No host took it after all, so it ends as it died. Nothing happens while an attempt is open or
   * its outcome unknown.
   *
   * @param from where it died
   */
  public static Step givenUp(TaskRecord record, HostTask from, TaskSnapshot seen, Instant now) {
    return record.task().hostTask().equals(Optional.of(from))
        ? Ledger.observed(record, seen, true, now)
        : death(record.task())
            .filter(any -> record.task().attempts().stream().noneMatch(Resubmission::isOpen))
            .map(failure -> Ledger.failed(record, failure, now))
            .orElseGet(() -> Step.none(record));
  }

  /** Why a task that is at no host died at the host that had it; empty when none had it. */
  public static Optional<Failure> death(Task task) {
    if (task.hostTask().isPresent()) {
      return Optional.empty();
    }
    Failure.Fault fault = task.snapshot().map(TaskSnapshot::fault).orElse(Failure.Fault.UNSTATED);
    return task.attempts().stream()
        .filter(Attempt::hasDied)
        .reduce((first, last) -> last)
        .map(died -> new Failure(FailureReason.HOST_SAID_SO, fault, died.detail()));
  }

  private static Failure failure(TaskSnapshot seen) {
    return Ledger.failure(FailureReason.HOST_SAID_SO, seen);
  }

  private static boolean isOpen(Attempt attempt) {
    return attempt.state() == Attempt.State.INTENT || attempt.state() == Attempt.State.UNKNOWN;
  }

  /** The attempt that its host took, if the task has not died before: its money comes back. */
  public static Optional<Attempt> taken(Task task) {
    return task.attempts().stream().anyMatch(Attempt::hasDied)
        ? Optional.empty()
        : task.attempts().stream()
            .filter(attempt -> attempt.charge() == ChargeState.SETTLED)
            .findFirst();
  }
}
