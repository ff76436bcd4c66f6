package io.mjrouter.ledger;

import io.mjrouter.event.MjEvent;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import io.mjrouter.store.TaskRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows when a host took an attempt: at once, or as it turns out later. */
final class Acceptances {

  private Acceptances() {}

  static Step taken(TaskRecord record, Attempt attempt, Accepted accepted, Instant now) {
    Task before = record.task();
    if (before.status().isFinal()) {
      return tooLate(record, attempt, accepted, now);
    }
    boolean answers = record.answer().isPresent() && attempt.number() == before.attempts().size();
    if (!answers && before.hostTask().isPresent()) {
      return duplicate(record, attempt, accepted, now);
    }
    List<MjEvent> events = new ArrayList<>();
    Attempt ended =
        attempt.ended(Attempt.State.ACCEPTED, "", accepted.message(), ChargeState.SETTLED, now);
    Task.Builder task =
        before.toBuilder()
            .attempts(Ledger.with(before, ended))
            .route(attempt.route())
            .status(
                accepted.how() == Acceptance.NEEDS_MODAL
                    ? TaskStatus.NEEDS_MODAL
                    : TaskStatus.QUEUED);
    if (before.accepted().isEmpty()) {
      task.accepted(now);
    }
    if (!answers) {
      // What a host showed where the task died before.
      task.snapshot(null);
    }
    if (!accepted.hostTaskId().isBlank()) {
      task.hostTask(new HostTask(attempt.route().provider(), accepted.hostTaskId()));
    }
    if (accepted.how() == Acceptance.NEEDS_MODAL) {
      task.snapshot(window(accepted));
    }
    TaskRecord stored =
        record.toBuilder()
            .task(task.build())
            .submission(record.submission().filter(asked -> !asked.hasContent()).orElse(null))
            .shared(record.shared() || isShared(accepted.how()))
            .build();
    if (attempt.state() == Attempt.State.INTENT) {
      events.add(new MjEvent.AttemptEnded(stored.task(), ended, now));
    }
    events.add(
        answers
            ? new MjEvent.Progressed(stored.task(), now)
            : new MjEvent.Accepted(stored.task(), now));
    if (accepted.how() == Acceptance.NEEDS_MODAL) {
      events.add(new MjEvent.NeedsModal(stored.task(), now));
    }
    Step taken = Step.to(stored, events);
    return accepted.uploaded().isEmpty() ? taken : uploaded(taken, accepted, now);
  }

  /** Whether nobody knows if the answer to a window was taken, and nobody is sending one. */
  static boolean isUndecided(TaskRecord record) {
    List<Attempt> attempts = record.task().attempts();
    return record.answer().isPresent()
        && attempts.stream().anyMatch(a -> a.state() == Attempt.State.UNKNOWN)
        && attempts.stream().noneMatch(a -> a.state() == Attempt.State.INTENT);
  }

  /**
   * An answer whose outcome was unknown was taken, if the host has moved on from the window. Empty
   * while nobody can tell, and for good where it ended: a window that was closed, or left alone for
   * too long, ends like that without any answer.
   */
  static Optional<Step> answered(TaskRecord record, TaskSnapshot seen, Instant now) {
    boolean moved =
        switch (seen.status()) {
          case MODAL, NOT_START, BLANK, FAILURE, CANCEL -> false;
          case SUBMITTED, IN_PROGRESS, SUCCESS, UNKNOWN -> true;
        };
    HostTask hostTask = record.task().hostTask().orElse(null);
    return !moved || hostTask == null
        ? Optional.empty()
        : record.task().attempts().stream()
            .filter(attempt -> attempt.state() == Attempt.State.UNKNOWN)
            .map(attempt -> Ledger.found(record, attempt.token(), hostTask.id(), now))
            .reduce((first, last) -> last);
  }

  /**
   * The task is over, and stays so: this was paid for nothing. Of a task that no host had, what it
   * drew can still be looked at.
   */
  private static Step tooLate(TaskRecord record, Attempt attempt, Accepted accepted, Instant now) {
    Step paid = duplicate(record, attempt, accepted, now);
    Task task = paid.record().task();
    boolean isLost = task.hostTask().isEmpty() && !accepted.hostTaskId().isBlank();
    return isLost
        ? Step.to(
            record.with(
                task.toBuilder()
                    .route(attempt.route())
                    .hostTask(new HostTask(attempt.route().provider(), accepted.hostTaskId()))
                    .build()),
            List.of())
        : Step.to(paid.record(), List.of());
  }

  /** The task lives elsewhere already: this one was paid for as well. */
  private static Step duplicate(
      TaskRecord record, Attempt attempt, Accepted accepted, Instant now) {
    Attempt ended =
        attempt.ended(Attempt.State.ACCEPTED, "", accepted.message(), ChargeState.DUPLICATE, now);
    Task task = record.task().toBuilder().attempts(Ledger.with(record.task(), ended)).build();
    return Step.to(
        record.with(task),
        attempt.state() == Attempt.State.INTENT
            ? List.of(new MjEvent.AttemptEnded(task, ended, now))
            : List.of());
  }

  /** An upload makes no task at the host: its links are there at once. */
  private static Step uploaded(Step taken, Accepted accepted, Instant now) {
    TaskSnapshot links =
        TaskSnapshot.builder("", HostStatus.SUCCESS)
            .images(accepted.uploaded().stream().map(MediaLink::of).toList())
            .build();
    return Ledger.end(
            taken.record(),
            task -> task.snapshot(links).progress(100).status(TaskStatus.SUCCEEDED),
            false,
            now)
        .after(taken);
  }

  private static TaskSnapshot window(Accepted accepted) {
    return TaskSnapshot.builder(accepted.hostTaskId(), HostStatus.MODAL)
        .finalPrompt(accepted.finalPrompt())
        .build();
  }

  private static boolean isShared(Acceptance how) {
    return how == Acceptance.EXISTED || how == Acceptance.UNCLEAR;
  }
}
