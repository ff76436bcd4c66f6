package io.mjrouter.submit;

import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.StoreException;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.ledger.Step;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.Ticket;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt: the intent is recorded, then the provider is asked, then the outcome is recorded.
 */
final class Sender {

  /** How long a host's view of a parent may lag: gateways look at their workers every 15 s. */
  private static final List<Duration> LAG =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(6),
          Duration.ofSeconds(8));

  private static final List<Duration> STORE_RETRIES =
      List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(3));

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final Journal journal;
  private final Roster roster;
  private final Board board;
  private final Duration lease;
  private final TimeSource time;

  Sender(Journal journal, Roster roster, Board board, Duration lease, TimeSource time) {
    this.journal = journal;
    this.roster = roster;
    this.board = board;
    this.lease = lease;
    this.time = time;
  }

  /**
   * What came of an attempt.
   *
   * @param record the record after it
   * @param outcome what the provider answered
   */
  record Sent(TaskRecord record, SubmitOutcome outcome) {}

  /**
   * Makes one attempt that was admitted. What it took is given back, whatever happens.
   *
   * @param decision why it goes there
   * @param deadline when it must be over, on the monotonic clock
   * @return empty when the record did not let it be made
   */
  Optional<Sent> send(Course.Order order, Ticket ticket, Decision decision, long deadline) {
    SubmitOutcome outcome = new SubmitOutcome.NotSent(NotSentReason.CLOSED, "not recorded");
    try {
      long before = time.nanoTime();
      if (!intend(order, ticket, decision)) {
        return Optional.empty();
      }
      // Another node takes an old intent for lost: one that took long to record is not sent at all.
      outcome =
          time.nanoTime() - before > lease.toNanos() / 3
              ? new SubmitOutcome.NotSent(NotSentReason.LOCAL_LIMIT, "the store was too slow")
              : ask(order.asked(), order.options(), ticket.route(), ticket.token(), deadline);
    } finally {
      board.answered(ticket, outcome);
    }
    return Optional.of(new Sent(record(order.id(), ticket.token(), outcome), outcome));
  }

  private boolean intend(Course.Order order, Ticket ticket, Decision decision) {
    return journal
        .change(
            order.id(),
            (record, now) -> {
              Step first = order.first().apply(record, now);
              Step intent =
                  Ledger.intent(
                      first.record(),
                      order.asked().given(),
                      order.options(),
                      ticket.route(),
                      ticket.token(),
                      ticket.price(),
                      decision,
                      now);
              return intent.changed() ? intent.after(first) : Step.none(record);
            })
        .filter(r -> r.task().attempts().stream().anyMatch(a -> a.token().equals(ticket.token())))
        .isPresent();
  }

  private SubmitOutcome ask(
      Asked asked, SubmitOptions options, Route route, String token, long deadline) {
    Roster.Entry entry = roster.find(route.provider()).orElseThrow();
    SubmitOutcome outcome = once(entry, asked, options, route, token, deadline);
    for (Duration wait : LAG) {
      if (!isLag(outcome) || time.nanoTime() + wait.toNanos() - deadline >= 0) {
        return outcome;
      }
      try {
        time.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return outcome;
      }
      outcome = once(entry, asked, options, route, token, deadline);
    }
    return outcome;
  }

  /** Certainly not taken, and the same call works a little later. */
  private static boolean isLag(SubmitOutcome outcome) {
    return outcome instanceof SubmitOutcome.Rejected rejected
        && rejected.reason() == RejectReason.PARENT_NOT_READY;
  }

  private SubmitOutcome once(
      Roster.Entry entry,
      Asked asked,
      SubmitOptions options,
      Route route,
      String token,
      long deadline) {
    Duration left = Duration.ofNanos(deadline - time.nanoTime());
    if (left.isNegative() || left.isZero()) {
      return new SubmitOutcome.NotSent(NotSentReason.LOCAL_LIMIT, "no time was left");
    }
    SubmitAttempt attempt =
        new SubmitAttempt(
            asked.sent(),
            asked.parentId(),
            route.mode(),
            token,
            Optional.empty(),
            options.extra(),
            left.compareTo(entry.submitTimeout()) < 0 ? left : entry.submitTimeout());
    try {
      return entry.provider().submit(attempt);
    } catch (RuntimeException e) {
      LOG.warn("provider {} threw while submitting", route.provider(), e);
      return new SubmitOutcome.Unknown(
          UnknownReason.CONNECTION_LOST, "the adapter failed: " + e.getClass().getName());
    }
  }

  /** A host's answer is not given up because the store is away for a moment. */
  private TaskRecord record(TaskId id, String token, SubmitOutcome outcome) {
    for (Duration wait : STORE_RETRIES) {
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
      if (outcome instanceof SubmitOutcome.Accepted accepted) {
        LOG.error("task {} lives as {} and could not be recorded", id, accepted.hostTaskId(), e);
        throw new OutcomeUnknownException(
            id, "task " + id + " was taken as " + accepted.hostTaskId() + " and not recorded");
      }
      if (outcome instanceof SubmitOutcome.Unknown) {
        throw new OutcomeUnknownException(id, "task " + id + ": " + outcome.message());
      }
      throw e;
    }
  }

  private TaskRecord write(TaskId id, String token, SubmitOutcome outcome) {
    return journal
        .change(id, (record, now) -> Ledger.outcome(record, token, outcome, now))
        .orElseThrow(() -> new StoreException("task " + id + " is gone from the store", null));
  }
}
