package io.mjrouter.submit;

import static java.util.Objects.requireNonNull;

import io.mjrouter.ledger.Ledger;
import io.mjrouter.ledger.Step;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Decision;
import io.mjrouter.model.SpendCap;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.Ticket;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.Claim;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Written;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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

  /** What is known of a call that ended in no answer and no failure. */
  private static final SubmitOutcome STOPPED =
      new SubmitOutcome.Unknown(UnknownReason.CONNECTION_LOST, "the sender stopped");

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final Journal journal;
  private final Roster roster;
  private final Board board;
  private final HookAddresses hooks;
  private final Outcomes outcomes;
  private final Duration submitDeadline;
  private final TimeSource time;

  Sender(
      Journal journal,
      Roster roster,
      Board board,
      HookAddresses hooks,
      Outcomes outcomes,
      Duration submitDeadline,
      TimeSource time) {
    this.journal = journal;
    this.roster = roster;
    this.board = board;
    this.hooks = hooks;
    this.outcomes = outcomes;
    this.submitDeadline = submitDeadline;
    this.time = time;
  }

  /** What came of an admitted attempt. */
  sealed interface Sending {}

  /**
   * The provider was asked.
   *
   * @param record the record after it
   * @param outcome what the provider answered
   */
  record Sent(TaskRecord record, SubmitOutcome outcome) implements Sending {}

  /** Nobody was asked: with what other nodes spend, a cap would have been passed. */
  record CapReached(SpendCap cap) implements Sending {}

  /** Nobody was asked: the record did not let the attempt be made. */
  record NotMade() implements Sending {}

  /**
   * Makes one attempt that was admitted. What it took is given back, whatever happens.
   *
   * @param made how many attempts the task must have: where another node made one meanwhile, or
   *     another thread, this one is not made, since that one may have been taken
   * @param decision why it goes there
   * @param deadline when it must be over, on the monotonic clock
   */
  Sending send(Course.Order order, int made, Ticket ticket, Decision decision, long deadline) {
    return send(order, ticket, deadline, () -> intend(order, made, ticket, decision));
  }

  /**
   * The same for a task that is not recorded yet: it is claimed as one with the intent.
   *
   * @param claim how it is claimed
   * @return anything but {@link Sent}: nothing is recorded
   */
  Sending sendFirst(
      Course.Order order, Step claim, Ticket ticket, Decision decision, long deadline) {
    return send(order, ticket, deadline, () -> claim(order, claim, ticket, decision));
  }

  private Sending send(
      Course.Order order, Ticket ticket, long deadline, Supplier<Written> intends) {
    SubmitOutcome outcome = new SubmitOutcome.NotSent(NotSentReason.CLOSED, "not recorded");
    TaskRecord sent;
    try {
      long before = time.nanoTime();
      Written written = intended(order.id(), ticket, intends);
      if (written instanceof Written.CapReached reached) {
        return new CapReached(reached.cap());
      }
      Optional<Attempt> intent = written.stored().flatMap(record -> attempt(record, ticket));
      if (intent.isEmpty()) {
        return new NotMade();
      }
      sent = written.stored().orElseThrow();
      outcome = STOPPED;
      outcome = followed(order, intent.get(), before, deadline);
    } finally {
      board.answered(ticket, outcome);
    }
    return new Sent(outcomes.record(sent, ticket.token(), outcome), outcome);
  }

  private Written intended(TaskId id, Ticket ticket, Supplier<Written> intends) {
    try {
      return intends.get();
    } catch (Exception | LinkageError | VirtualMachineError e) {
      outcomes.neverSent(id, ticket.token());
      throw e;
    }
  }

  private Written intend(Course.Order order, int made, Ticket ticket, Decision decision) {
    return journal.change(
        order.id(),
        board.limits(ticket),
        (record, now) -> {
          if (record.task().attempts().size() != made) {
            return Step.none(record);
          }
          Step first = order.first().apply(record, now);
          Step intent = intent(order, first.record(), ticket, decision);
          return intent.changed() ? intent.after(first) : Step.none(record);
        });
  }

  private Written claim(Course.Order order, Step claim, Ticket ticket, Decision decision) {
    Step first = intent(order, claim.record(), ticket, decision).after(claim);
    Claim made = journal.claim(first, board.limits(ticket));
    if (made instanceof Claim.CapReached reached) {
      return new Written.CapReached(reached.cap());
    }
    if (!(made instanceof Claim.Made)) {
      return new Written.Conflict();
    }
    order.probe().recorded(order.id());
    return new Written.Stored(first.record());
  }

  private static Step intent(
      Course.Order order, TaskRecord record, Ticket ticket, Decision decision) {
    return Ledger.intent(
        record,
        order.asked().given(),
        order.options(),
        ticket.route(),
        ticket.token(),
        ticket.price(),
        decision,
        ticket.intent());
  }

  private static Optional<Attempt> attempt(TaskRecord record, Ticket ticket) {
    return record.task().attempts().stream()
        .filter(attempt -> attempt.token().equals(ticket.token()))
        .findFirst();
  }

  /**
   * Asks the provider, and tells whoever follows the submission.
   *
   * @param before when recording the intent began, on the monotonic clock
   */
  private SubmitOutcome followed(Course.Order order, Attempt intent, long before, long deadline) {
    SubmitOutcome outcome = STOPPED;
    order.probe().attempting(intent);
    try {
      // Another node takes an old intent for lost: one that took long to record is not sent at all.
      outcome =
          time.nanoTime() - before > submitDeadline.toNanos() / 3
              ? new SubmitOutcome.NotSent(NotSentReason.LOCAL_LIMIT, "the store was too slow")
              : ask(order.id(), intent, order.asked(), order.options(), deadline);
      return outcome;
    } finally {
      order.probe().attempted(intent, outcome);
    }
  }

  private SubmitOutcome ask(
      TaskId id, Attempt intent, Asked asked, SubmitOptions options, long deadline) {
    Roster.Entry entry = roster.find(intent.route().provider()).orElseThrow();
    boolean calls = entry.offer().info().can(Capability.WEBHOOK);
    SubmitAttempt attempt =
        new SubmitAttempt(
            asked.sent(),
            asked.parentId(),
            intent.route().mode(),
            intent.token(),
            calls ? hooks.of(id, intent.number()) : Optional.empty(),
            options.extra(),
            entry.submitTimeout());
    SubmitOutcome outcome = once(entry, attempt, deadline);
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
      outcome = once(entry, attempt, deadline);
    }
    return outcome;
  }

  /** Certainly not taken, and the same call works a little later. */
  private static boolean isLag(SubmitOutcome outcome) {
    return outcome instanceof SubmitOutcome.Rejected rejected
        && rejected.reason() == RejectReason.PARENT_NOT_READY;
  }

  private SubmitOutcome once(Roster.Entry entry, SubmitAttempt attempt, long deadline) {
    Duration left = Duration.ofNanos(deadline - time.nanoTime());
    if (left.isNegative() || left.isZero()) {
      return new SubmitOutcome.NotSent(NotSentReason.LOCAL_LIMIT, "no time was left");
    }
    try {
      return requireNonNull(
          entry
              .provider()
              .submit(left.compareTo(attempt.timeout()) < 0 ? attempt.withTimeout(left) : attempt),
          "outcome");
    } catch (Exception | LinkageError | VirtualMachineError e) {
      LOG.warn("provider {} threw while submitting", entry.provider().id(), e);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return new SubmitOutcome.Unknown(
          UnknownReason.CONNECTION_LOST, "the adapter failed: " + e.getClass().getName());
    }
  }
}
