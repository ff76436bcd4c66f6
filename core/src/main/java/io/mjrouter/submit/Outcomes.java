package io.mjrouter.submit;

import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.StoreException;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  private final Journal journal;
  private final TimeSource time;
  private final Map<String, Late> late = new ConcurrentHashMap<>();

  /** An answer that no record has yet. */
  private record Late(TaskId id, SubmitOutcome outcome) {}

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
   */
  TaskRecord record(TaskRecord sent, String token, SubmitOutcome outcome) {
    TaskId id = sent.id();
    for (Duration wait : WAITS) {
      try {
        return write(id, token, outcome);
      } catch (StoreException e) {
        LOG.warn("task {}: outcome not recorded yet: {}", id, e.getMessage());
        try {
          time.sleep(wait);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
    try {
      return write(id, token, outcome);
    } catch (StoreException e) {
      late.put(token, new Late(id, outcome));
      if (outcome instanceof SubmitOutcome.Accepted accepted) {
        LOG.error("task {} lives as {} and is not recorded yet", id, accepted.hostTaskId(), e);
        TaskRecord taken = Ledger.outcome(sent, token, outcome, time.now()).record();
        return taken.with(taken.task().toBuilder().durable(false).build());
      }
      if (outcome instanceof SubmitOutcome.Unknown) {
        throw new OutcomeUnknownException(id, "task " + id + ": " + outcome.message());
      }
      throw e;
    }
  }

  /** Tries again what the store did not take. */
  void recordLate() {
    for (Map.Entry<String, Late> each : Map.copyOf(late).entrySet()) {
      Late answer = each.getValue();
      Optional<TaskRecord> recorded;
      try {
        recorded = change(answer.id(), each.getKey(), answer.outcome());
      } catch (StoreException e) {
        LOG.warn("{} outcomes not recorded yet: {}", late.size(), e.getMessage());
        return;
      }
      late.remove(each.getKey());
      if (recorded.isPresent()) {
        LOG.info("task {}: its outcome is recorded now", answer.id());
      } else {
        LOG.error("task {} is gone from the store; its outcome is not recorded", answer.id());
      }
    }
  }

  private TaskRecord write(TaskId id, String token, SubmitOutcome outcome) {
    return change(id, token, outcome)
        .orElseThrow(() -> new StoreException("task " + id + " is gone from the store", null));
  }

  private Optional<TaskRecord> change(TaskId id, String token, SubmitOutcome outcome) {
    return journal.change(id, (record, now) -> Ledger.outcome(record, token, outcome, now));
  }
}
