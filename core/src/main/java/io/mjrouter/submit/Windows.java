package io.mjrouter.submit;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.SubmitProbe;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Answer;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.Admission;
import io.mjrouter.route.Candidate;
import io.mjrouter.route.Failover;
import io.mjrouter.route.NextStep;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers the windows of waiting tasks. The task goes on under its own id; an answer that no host
 * took leaves its window open, to be answered again.
 */
final class Windows {

  private final Journal journal;
  private final Roster roster;
  private final Planner planner;
  private final Sender sender;
  private final Duration deadline;
  private final TimeSource time;
  private final MjProbe probe;

  Windows(
      Journal journal,
      Roster roster,
      Planner planner,
      Sender sender,
      Duration deadline,
      TimeSource time,
      MjProbe probe) {
    this.journal = journal;
    this.roster = roster;
    this.planner = planner;
    this.sender = sender;
    this.deadline = deadline;
    this.time = time;
    this.probe = probe;
  }

  Task answer(Answer answer, SubmitOptions options, SubmitProbe told) {
    TaskLog.mark(answer.task());
    try {
      return send(answer, options, told);
    } finally {
      TaskLog.unmark();
    }
  }

  private Task send(Answer answer, SubmitOptions options, SubmitProbe told) {
    TaskId id = answer.task();
    TaskRecord waiting =
        journal
            .find(id)
            .filter(record -> record.task().isFor(options.caller()))
            .orElseThrow(() -> new TaskNotFoundException(id));
    boolean same = waiting.answer().equals(Optional.of(Ledger.digest(answer, options)));
    if (same && options.reference().isPresent()) {
      return Replies.of(waiting.task());
    }
    long start = time.nanoTime();
    Asked asked = planner.asked(id, answer, options);
    RoutePlan plan = planner.decide(asked, options);
    NextStep next = Failover.of(plan, 1, OnUnknown.HOLD).next();
    if (!(next instanceof NextStep.Try step)) {
      throw noRoute(waiting.task(), plan);
    }
    Admission admission = planner.admit(id, asked, plan, step, start);
    if (!(admission instanceof Admission.Admitted admitted)) {
      throw noRoute(waiting.task(), refused(plan, step.candidate(), admission));
    }
    told.recorded(id);
    Candidate candidate = step.candidate();
    Sender.Sending sending =
        sender.send(
            Course.Order.of(id, asked, options, told),
            waiting.task().attempts().size(),
            admitted.ticket(),
            plan.decision(),
            start + deadline.toNanos());
    if (sending instanceof Sender.NotMade) {
      throw Asked.refused(id, "NO_WINDOW", "task " + id + " is being answered");
    }
    if (sending instanceof Sender.CapReached reached) {
      throw noRoute(waiting.task(), plan.refused(candidate.route(), RouteReason.of(reached.cap())));
    }
    Sender.Sent sent = (Sender.Sent) sending;
    Task task = sent.record().task();
    Duration took = Duration.ofNanos(time.nanoTime() - start);
    TaskLog.submitted(task, took);
    probe.submitted(task, took);
    if (sent.outcome() instanceof SubmitOutcome.Accepted) {
      return task;
    }
    if (sent.outcome() instanceof SubmitOutcome.Unknown) {
      throw Replies.unknown(task);
    }
    if (sent.outcome() instanceof SubmitOutcome.Rejected rejected && !rejected.mayMove()) {
      throw Replies.refused(id, candidate, rejected);
    }
    throw noRoute(task, plan);
  }

  private static RoutePlan refused(RoutePlan plan, Candidate candidate, Admission admission) {
    return admission instanceof Admission.Refused refused
        ? plan.refused(candidate.route(), refused.reason())
        : plan;
  }

  private NoRouteException noRoute(Task task, RoutePlan plan) {
    String message = Replies.noRoute(task, plan, plan.retryAfter(), roster.disabled(), "");
    return Replies.noRoute(task, message, plan, plan.retryAfter());
  }
}
