package io.mjrouter.ledger;

import io.mjrouter.event.MjEvent;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Money;
import io.mjrouter.model.Route;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.TaskRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Every transition that a record can make.
 *
 * <p>A final task makes none, but for {@link #late} and for the outcome of an attempt that nobody
 * knew when it ended; both leave its end as it is. Progress never falls, and a status never goes
 * back but from a window that was answered. Money is reserved with the intent and decided with the
 * outcome; what is still reserved when the task ends is disputed.
 */
public final class Ledger {

  private Ledger() {}

  /** A task just asked for. */
  public static Step claimed(TaskId id, Submission submission, SubmitOptions options, Instant now) {
    Task task = Task.claimed(id, submission, options, now);
    // Only under a reference can another submission be taken for this one.
    String digest = options.reference().isEmpty() ? "" : digest(submission, options);
    TaskRecord record = TaskRecord.builder(task, options, digest).submission(submission).build();
    return Step.to(record, List.of(new MjEvent.Submitted(task, now)));
  }

  /** Tells equal content from other content. */
  public static String digest(Submission submission, SubmitOptions options) {
    return ContentDigest.of(submission, options.extra());
  }

  /**
   * The next attempt, about to be sent. Made only by a task that waits for one: pending without an
   * open attempt, or, for an answer, with its window open.
   *
   * @param submission what is sent
   * @param decision why it goes there
   */
  public static Step intent(
      TaskRecord record,
      Submission submission,
      SubmitOptions options,
      Route route,
      String token,
      Optional<Money> price,
      Decision decision,
      Instant now) {
    Task task = record.task();
    boolean answers = submission.kind() == SubmissionKind.ANSWER;
    TaskStatus needed = answers ? TaskStatus.NEEDS_MODAL : TaskStatus.PENDING;
    if (task.status() != needed || hasIntent(task)) {
      return Step.none(record);
    }
    List<Attempt> attempts = new ArrayList<>(task.attempts());
    attempts.add(Attempt.intent(attempts.size() + 1, route, token, price, now));
    SubmitOptions asked = answers ? record.options().answeredWith(options) : record.options();
    return Step.to(
        record.toBuilder()
            .task(task.toBuilder().attempts(attempts).decision(decision).labels(asked).build())
            .options(asked)
            .submission(submission)
            .answer(answers ? digest(submission, options) : null)
            .build(),
        List.of());
  }

  /**
   * What came of the attempt that carried the token. After the end of its task that moves money
   * only: what was disputed was not paid, or was paid for nothing.
   */
  public static Step outcome(TaskRecord record, String token, SubmitOutcome outcome, Instant now) {
    Optional<Attempt> open = open(record.task(), token);
    if (open.isEmpty()) {
      return Step.none(record);
    }
    Attempt attempt = open.get();
    return outcome.accept(
        new SubmitOutcome.Visitor<>() {
          @Override
          public Step accepted(SubmitOutcome.Accepted accepted) {
            return Acceptances.taken(record, attempt, accepted, now);
          }

          @Override
          public Step rejected(SubmitOutcome.Rejected rejected) {
            return notTaken(
                record,
                attempt,
                Attempt.State.REJECTED,
                rejected.reason().name(),
                rejected.message(),
                now);
          }

          @Override
          public Step notSent(SubmitOutcome.NotSent notSent) {
            return notTaken(
                record,
                attempt,
                Attempt.State.NOT_SENT,
                notSent.reason().name(),
                notSent.message(),
                now);
          }

          @Override
          public Step unknown(SubmitOutcome.Unknown unknown) {
            return unsure(record, attempt, unknown.reason().name(), unknown.message(), now);
          }
        });
  }

  /** The sender of an open intent is gone: it may have been sent. */
  public static Step orphaned(TaskRecord record, Instant now) {
    return record.task().attempts().stream()
        .filter(attempt -> attempt.state() == Attempt.State.INTENT)
        .findFirst()
        .filter(attempt -> !record.task().status().isFinal())
        .map(
            attempt ->
                unsure(record, attempt, "SENDER_GONE", "the sender stopped before it told", now))
        .orElseGet(() -> Step.none(record));
  }

  /**
   * An attempt whose outcome was unknown turned out to have been taken; one that was given up as
   * disputed was paid for nothing then.
   */
  public static Step found(TaskRecord record, String token, String hostTaskId, Instant now) {
    return outcome(
        record, token, SubmitOutcome.Accepted.of(SubmitOutcome.Acceptance.QUEUED, hostTaskId), now);
  }

  /**
   * What the host says of the task now.
   *
   * @param refunds whether the provider gives money back for a failure
   */
  public static Step observed(TaskRecord record, TaskSnapshot shown, boolean refunds, Instant now) {
    TaskSnapshot seen = Marks.without(shown);
    Task before = record.task();
    if (before.status().isFinal() || before.hostTask().isEmpty()) {
      return Step.none(record);
    }
    if (before.status() != TaskStatus.PENDING) {
      return shown(record, seen, refunds, now);
    }
    return Acceptances.isUndecided(record)
        ? Acceptances.answered(record, seen, now)
            .map(taken -> shown(taken.record(), seen, refunds, now).after(taken))
            .orElseGet(
                () ->
                    seen.status().isFinal() ? shown(record, seen, refunds, now) : Step.none(record))
        : Step.none(record);
  }

  private static Step shown(TaskRecord record, TaskSnapshot seen, boolean refunds, Instant now) {
    return switch (seen.status()) {
      case SUCCESS ->
          end(
              record,
              task -> task.snapshot(seen).progress(100).status(TaskStatus.SUCCEEDED),
              false,
              now);
      case FAILURE -> fail(record, failure(FailureReason.HOST_SAID_SO, seen), seen, refunds, now);
      case CANCEL -> fail(record, failure(FailureReason.CANCELLED, seen), seen, refunds, now);
      case MODAL, NOT_START, SUBMITTED, IN_PROGRESS, BLANK, UNKNOWN -> moved(record, seen, now);
    };
  }

  /** The task ends without success, for a reason of our own. */
  public static Step failed(TaskRecord record, Failure failure, Instant now) {
    return record.task().status().isFinal()
        ? Step.none(record)
        : end(record, task -> task.failed(failure), false, now);
  }

  /** No host took it; the choice that left none is kept. */
  public static Step unroutable(
      TaskRecord record, Decision decision, Failure failure, Instant now) {
    return record.task().status().isFinal()
        ? Step.none(record)
        : end(record, task -> task.decision(decision).failed(failure), false, now);
  }

  /** The task ends without success, with what the host showed last. */
  public static Step failed(TaskRecord record, Failure failure, TaskSnapshot seen, Instant now) {
    return record.task().status().isFinal()
        ? Step.none(record)
        : fail(record, failure, Marks.without(seen), false, now);
  }

  /**
   * The host finished a task that had been given up. Its end, its progress and its money stay as
   * they are; what the host shows is kept with it.
   */
  public static Step late(TaskRecord record, TaskSnapshot seen, Instant now) {
    Task before = record.task();
    boolean givenUp =
        before.failure().filter(failure -> failure.reason().mayStillFinish()).isPresent();
    if (!givenUp || before.isLate() || seen.status() != HostStatus.SUCCESS) {
      return Step.none(record);
    }
    Task task = before.toBuilder().snapshot(Marks.without(seen)).build();
    return Step.to(record.with(task), List.of(new MjEvent.CameLate(task, now)));
  }

  private static Step fail(
      TaskRecord record, Failure failure, TaskSnapshot seen, boolean refunds, Instant now) {
    return end(record, task -> task.snapshot(seen).failed(failure), refunds, now);
  }

  static Failure failure(FailureReason reason, TaskSnapshot seen) {
    String words = seen.failReason().isBlank() ? "unspecified" : seen.failReason().trim();
    return new Failure(reason, seen.fault(), words);
  }

  private static Step moved(TaskRecord record, TaskSnapshot seen, Instant now) {
    Task before = record.task();
    TaskStatus status = status(record, seen.status());
    int progress = Math.max(before.progress(), seen.progress().orElse(0));
    boolean moved = status != before.status() || progress != before.progress();
    if (!moved && before.snapshot().filter(last -> looksLike(last, seen)).isPresent()) {
      return Step.none(record);
    }
    Task task = before.toBuilder().status(status).progress(progress).snapshot(seen).build();
    List<MjEvent> events = new ArrayList<>();
    if (status == TaskStatus.NEEDS_MODAL && before.status() != status) {
      events.add(new MjEvent.NeedsModal(task, now));
    } else if (status != before.status() || progress / 10 != before.progress() / 10) {
      events.add(new MjEvent.Progressed(task, now));
    }
    return status == before.status()
        ? Step.onward(record.with(task), events)
        : Step.to(record.with(task), events);
  }

  private static TaskStatus status(TaskRecord record, HostStatus seen) {
    TaskStatus before = record.task().status();
    return switch (seen) {
      case IN_PROGRESS, UNKNOWN -> TaskStatus.RUNNING;
      // A host's view may lag behind the answer to its window.
      case MODAL ->
          before == TaskStatus.QUEUED && record.answer().isEmpty()
              ? TaskStatus.NEEDS_MODAL
              : before;
      // They say no more than that the host has it, as gateways do until they look again.
      case NOT_START, BLANK -> before;
      default -> before == TaskStatus.RUNNING ? TaskStatus.RUNNING : TaskStatus.QUEUED;
    };
  }

  private static boolean looksLike(TaskSnapshot last, TaskSnapshot seen) {
    return last.rawStatus().equals(seen.rawStatus())
        && last.rawProgress().equals(seen.rawProgress())
        && last.effectiveMode().equals(seen.effectiveMode())
        && last.images().stream()
            .map(MediaLink::toString)
            .toList()
            .equals(seen.images().stream().map(MediaLink::toString).toList());
  }

  private static Step notTaken(
      TaskRecord record,
      Attempt attempt,
      Attempt.State state,
      String reason,
      String detail,
      Instant now) {
    Attempt ended = attempt.ended(state, reason, detail, ChargeState.RELEASED, now);
    Task task = record.task().toBuilder().attempts(with(record.task(), ended)).build();
    if (task.status().isFinal()) {
      return Step.to(record.with(task), List.of());
    }
    // Its sender was taken for gone meanwhile: what it answered waits again.
    boolean waits = record.answer().isPresent() && task.status() == TaskStatus.PENDING;
    return Step.to(
        record.toBuilder()
            .task(waits ? task.toBuilder().status(TaskStatus.NEEDS_MODAL).build() : task)
            .answer(null)
            .build(),
        attempt.state() == Attempt.State.INTENT
            ? List.of(new MjEvent.AttemptEnded(task, ended, now))
            : List.of());
  }

  private static Step unsure(
      TaskRecord record, Attempt attempt, String reason, String detail, Instant now) {
    if (attempt.state() == Attempt.State.UNKNOWN || record.task().status().isFinal()) {
      return Step.none(record);
    }
    Attempt ended = attempt.ended(Attempt.State.UNKNOWN, reason, detail, ChargeState.RESERVED, now);
    Task task =
        record.task().toBuilder()
            .status(TaskStatus.PENDING)
            .attempts(with(record.task(), ended))
            .build();
    return Step.to(record.with(task), List.of(new MjEvent.AttemptEnded(task, ended, now)));
  }

  /** The one way to become final. */
  static Step end(
      TaskRecord record, UnaryOperator<Task.Builder> how, boolean refunds, Instant now) {
    List<Attempt> attempts = Charges.decided(record.task().attempts(), refunds);
    Task task = how.apply(record.task().toBuilder()).attempts(attempts).ended(now).build();
    return Step.to(record.toBuilder().task(task).submission(null).build(), MjEvent.ofEnd(task));
  }

  static List<Attempt> with(Task task, Attempt changed) {
    return task.attempts().stream()
        .map(attempt -> attempt.number() == changed.number() ? changed : attempt)
        .toList();
  }

  private static boolean hasIntent(Task task) {
    return task.attempts().stream().anyMatch(a -> a.state() == Attempt.State.INTENT);
  }

  private static Optional<Attempt> open(Task task, String token) {
    return task.attempts().stream()
        .filter(attempt -> attempt.token().equals(token))
        .filter(
            attempt ->
                attempt.state() == Attempt.State.INTENT || attempt.state() == Attempt.State.UNKNOWN)
        .findFirst();
  }
}
