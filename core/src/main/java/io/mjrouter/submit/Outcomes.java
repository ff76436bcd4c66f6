package io.mjrouter.submit;

import io.mjrouter.error.MjException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.StoreException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what providers answered. A store that is away for a moment is waited for; what it does
 * not take then is kept here and tried again until it does, since a host's answer comes only once.
 * Only the end of the process in that time loses it; the log has the ids.
 */
final class Outcomes {

  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
  private static final List<Duration> WAITS =
      List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(3));

  /** A store that said it was too slow may still write for so long: it waits for locks itself. */
  private static final Duration TOO_SLOW = Duration.ofSeconds(30);

  /** More than are under way at once: while a store is away, each new one would be another. */
  private static final int MOST_UNSENT = 10_000;

  private final Journal journal;
  private final TimeSource time;
  private final Outage outage = new Outage(LOG, "outcomes that it did not take are recorded");
  private final Queue<Late> late = new ConcurrentLinkedQueue<>();
  private final Queue<Late> unsent = new LinkedBlockingQueue<>(MOST_UNSENT);

  /**
   * What came of an attempt, and no record has yet.
   *
   * @param missed when no record of the attempt was found, on the monotonic clock
   */
  private record Late(TaskId id, String token, SubmitOutcome outcome, OptionalLong missed) {

    Late(TaskId id, String token, SubmitOutcome outcome) {
      this(id, token, outcome, OptionalLong.empty());
    }

    boolean isIn(TaskRecord record) {
      return record.task().attempts().stream().anyMatch(each -> each.token().equals(token));
    }
  }

  Outcomes(Journal journal, TimeSource time) {
    this.journal = journal;
    this.time = time;
  }

  /**
   * Records an outcome.
   *
   * @param sent the record with the open intent
   * @return the record after it; its task is not durable while only this process knows that a host
   *     took it
   * @throws StoreException when it is not recorded yet, and nobody took it
   * @throws OutcomeUnknownException when it is not recorded yet, and nobody knows
   * @throws TaskNotFoundException when the store has forgotten the task, and nobody took it
   */
  TaskRecord record(TaskRecord sent, String token, SubmitOutcome outcome) {
    TaskId id = sent.id();
    for (Iterator<Duration> waits = WAITS.iterator(); ; ) {
      try {
        Optional<TaskRecord> recorded = change(id, token, outcome);
        return recorded.orElseGet(
            () -> unrecorded(sent, token, outcome, new TaskNotFoundException(id)));
      } catch (Exception | LinkageError | VirtualMachineError e) {
        if (!waits.hasNext()) {
          late.add(new Late(id, token, outcome));
          return unrecorded(sent, token, outcome, failed(e));
        }
        LOG.warn("task {}: outcome not recorded yet: {}", id, e.toString());
        pause(waits.next());
      }
    }
  }

  /** A store may fail in ways that nobody foresaw, and the machine have no room. */
  private static StoreException failed(Throwable e) {
    return e instanceof StoreException known ? known : new StoreException("store: failed: " + e, e);
  }

  private void pause(Duration wait) {
    try {
      time.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TaskRecord unrecorded(
      TaskRecord sent, String token, SubmitOutcome outcome, MjException why) {
    TaskId id = sent.id();
    if (outcome instanceof SubmitOutcome.Accepted accepted) {
      LOG.error("task {} lives as {} and is not recorded", id, accepted.hostTaskId(), why);
      TaskRecord taken = Ledger.outcome(sent, token, outcome, time.now()).record();
      return taken.with(taken.task().toBuilder().durable(false).build());
    }
    if (outcome instanceof SubmitOutcome.Unknown) {
      throw new OutcomeUnknownException(id, "task " + id + ": " + outcome.message());
    }
    throw why;
  }

  /**
   * Of an intent that the store said it did not take nothing was sent; should it be recorded all
   * the same, at once or within half a minute, that is recorded as well. Those beyond ten thousand
   * are not kept: where one was recorded, it counts as an intent whose sender is gone.
   */
  void neverSent(TaskId id, String token) {
    var unused =
        unsent.offer(
            new Late(
                id,
                token,
                new SubmitOutcome.NotSent(NotSentReason.LOCAL_LIMIT, "the store failed")));
  }

  /**
   * Tries again what the store did not take, answers first. What it has forgotten meanwhile is
   * given up, and what it cannot take holds up the others for one call at most.
   */
  void recordLate() {
    recordLate(late, this::recorded);
    recordLate(unsent, this::looked);
  }

  private void recordLate(
      Queue<Late> answers, BiConsumer<Late, Optional<TaskRecord>> whatIsRecorded) {
    for (int left = answers.size(); left > 0; left--) {
      Late answer = answers.remove();
      if (!isDue(answer)) {
        var unused = answers.offer(answer);
        continue;
      }
      Optional<TaskRecord> recorded;
      try {
        recorded = change(answer.id(), answer.token(), answer.outcome());
      } catch (Exception | LinkageError | VirtualMachineError e) {
        var unused = answers.offer(answer);
        outage.failed(failed(e));
        return;
      }
      outage.over();
      whatIsRecorded.accept(answer, recorded);
    }
  }

  private boolean isDue(Late answer) {
    return answer.missed().isEmpty()
        || time.nanoTime() - answer.missed().getAsLong() >= TOO_SLOW.toNanos();
  }

  private void recorded(Late answer, Optional<TaskRecord> record) {
    if (record.isPresent()) {
      LOG.debug("task {}: what its attempt came to is recorded", answer.id());
    } else {
      LOG.error("task {} is gone from the store; its outcome is not recorded", answer.id());
    }
  }

  /** A write that the store gave up waiting for may come about after it was looked for. */
  private void looked(Late answer, Optional<TaskRecord> record) {
    if (record.filter(answer::isIn).isPresent()) {
      LOG.debug("task {}: that its attempt was not sent is recorded", answer.id());
    } else if (answer.missed().isEmpty()) {
      OptionalLong now = OptionalLong.of(time.nanoTime());
      var unused = unsent.offer(new Late(answer.id(), answer.token(), answer.outcome(), now));
    } else {
      LOG.debug("task {}: the attempt was not recorded, as it was not sent", answer.id());
    }
  }

  private Optional<TaskRecord> change(TaskId id, String token, SubmitOutcome outcome) {
    return journal.change(id, (record, now) -> Ledger.outcome(record, token, outcome, now));
  }
}
