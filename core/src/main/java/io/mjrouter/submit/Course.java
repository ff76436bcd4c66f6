package io.mjrouter.submit;

import io.mjrouter.event.SubmitProbe;
import io.mjrouter.ledger.Step;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.Admission;
import io.mjrouter.route.Failover;
import io.mjrouter.route.NextStep;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.store.TaskRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** Tries one plan to its end: one admitted candidate after the other, until a host took it. */
final class Course {

  private final Planner planner;
  private final Sender sender;
  private final RoutingSettings settings;
  private final TimeSource time;

  Course(Planner planner, Sender sender, RoutingSettings settings, TimeSource time) {
    this.planner = planner;
    this.sender = sender;
    this.settings = settings;
    this.time = time;
  }

  /**
   * What is to be sent.
   *
   * @param probe is told how it goes
   * @param made how many attempts were made for it before
   * @param first the transition that must come before an intent, stored as one with it
   */
  record Order(
      TaskId id,
      Asked asked,
      SubmitOptions options,
      SubmitProbe probe,
      int made,
      BiFunction<TaskRecord, Instant, Step> first) {

    static Order of(TaskId id, Asked asked, SubmitOptions options, SubmitProbe probe) {
      return new Order(id, asked, options, probe, 0, (record, now) -> Step.none(record));
    }
  }

  /**
   * How it ended.
   *
   * @param plan as it was made, with what stood against a candidate by the time it was its turn
   * @param unrecorded the task, where the store does not know yet that a host took it
   */
  record Ended(NextStep last, RoutePlan plan, Optional<Task> unrecorded) {}

  /**
   * Goes through the candidates.
   *
   * @param start when it began, on the monotonic clock
   * @return how it ended; empty when the record did not let an attempt be made
   */
  Optional<Ended> run(Order order, RoutePlan made, long start) {
    RoutePlan plan = made;
    OnUnknown onUnknown = order.options().onUnknown().orElse(settings.onUnknownOutcome());
    long deadline = start + settings.submitDeadline().toNanos();
    Optional<Task> unrecorded = Optional.empty();
    Failover failover = Failover.of(plan, order.made(), settings.attempts(), onUnknown);
    while (failover.next() instanceof NextStep.Try step) {
      if (Thread.currentThread().isInterrupted() || time.nanoTime() - deadline >= 0) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        failover =
            failover.stopped(interrupted ? NextStep.End.INTERRUPTED : NextStep.End.OUT_OF_TIME);
        continue;
      }
      Admission admission = planner.admit(order.id(), order.asked(), plan, step, start);
      if (admission instanceof Admission.OutOfBudget) {
        failover = failover.stopped(NextStep.End.OUT_OF_BUDGET);
      } else if (admission instanceof Admission.Admitted admitted) {
        Sender.Sending sending = sender.send(order, admitted.ticket(), plan.decision(), deadline);
        if (sending instanceof Sender.NotMade) {
          return Optional.empty();
        }
        if (sending instanceof Sender.Sent sent) {
          failover = failover.after(sent.outcome());
          unrecorded = Optional.of(sent.record().task()).filter(task -> !task.isDurable());
        } else if (sending instanceof Sender.CapReached reached) {
          plan = plan.refused(step.candidate().route(), RouteReason.of(reached.cap()));
          failover = failover.skipped();
        }
      } else if (admission instanceof Admission.Refused refused) {
        plan = plan.refused(step.candidate().route(), refused.reason());
        failover = failover.skipped();
      }
    }
    return Optional.of(new Ended(failover.next(), plan, unrecorded));
  }
}
