package io.mjrouter.submit;

import io.mjrouter.event.SubmitProbe;
import io.mjrouter.ledger.Step;
import io.mjrouter.model.Decision;
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
   * How far it has come.
   *
   * @param plan as it was made, with what stood against a candidate by the time it was its turn
   * @param last the task after the last attempt, as it was recorded, or is known here alone; empty
   *     where none was made
   */
  record Stage(RoutePlan plan, Failover failover, Optional<Task> last) {

    /** Nothing more is tried. */
    private Stage stopped(NextStep.End why) {
      return new Stage(plan, failover.stopped(why), last);
    }

    private Stage skipped(NextStep.Try step, RouteReason why) {
      return new Stage(plan.refused(step.candidate().route(), why), failover.skipped(), last);
    }

    /** Empty: the record did not let the attempt be made. */
    private Optional<Stage> after(NextStep.Try step, Sender.Sending sending) {
      if (sending instanceof Sender.Sent sent) {
        Task task = sent.record().task();
        return Optional.of(new Stage(plan, failover.after(sent.outcome()), Optional.of(task)));
      }
      return sending instanceof Sender.CapReached reached
          ? Optional.of(skipped(step, RouteReason.of(reached.cap())))
          : Optional.empty();
    }
  }

  /** A plan of which nothing was tried yet. */
  Stage begin(Order order, RoutePlan plan) {
    OnUnknown onUnknown = order.options().onUnknown().orElse(settings.onUnknownOutcome());
    Failover failover = Failover.of(plan, order.made(), settings.attempts(), onUnknown);
    return new Stage(plan, failover, Optional.empty());
  }

  /**
   * Makes the first attempt of a task that is not recorded yet, and claims it as one with the
   * intent. Nothing is recorded where the first candidate is not to be had at once, a cap is in the
   * way, or the id is taken.
   *
   * @param claim how it is claimed
   * @param start when it began, on the monotonic clock
   */
  Stage sendFirst(Order order, Step claim, Stage begun, long start) {
    if (begun.failover().next() instanceof NextStep.Try step
        && stops(start).isEmpty()
        && admitted(order, begun, step, start) instanceof Admission.Admitted admitted) {
      Decision decision = begun.plan().decision();
      Sender.Sending sending =
          sender.sendFirst(order, claim, admitted.ticket(), decision, deadline(start));
      return begun.after(step, sending).orElse(begun);
    }
    return begun;
  }

  /**
   * Goes through the candidates that are left, to the end.
   *
   * @param start when it began, on the monotonic clock
   * @return how far it came; empty when the record did not let an attempt be made
   */
  Optional<Stage> run(Order order, Stage begun, long start) {
    Stage stage = begun;
    while (stage.failover().next() instanceof NextStep.Try step) {
      Optional<Stage> next = next(order, stage, step, start);
      if (next.isEmpty()) {
        return next;
      }
      stage = next.get();
    }
    return Optional.of(stage);
  }

  private Optional<Stage> next(Order order, Stage stage, NextStep.Try step, long start) {
    Optional<NextStep.End> stops = stops(start);
    if (stops.isPresent()) {
      return stops.map(stage::stopped);
    }
    Admission admission = admitted(order, stage, step, start);
    if (admission instanceof Admission.Admitted admitted) {
      Decision decision = stage.plan().decision();
      int made = stage.failover().attempts();
      return stage.after(
          step, sender.send(order, made, admitted.ticket(), decision, deadline(start)));
    }
    return Optional.of(
        admission instanceof Admission.Refused refused
            ? stage.skipped(step, refused.reason())
            : stage.stopped(NextStep.End.OUT_OF_BUDGET));
  }

  private Admission admitted(Order order, Stage stage, NextStep.Try step, long start) {
    return planner.admit(order.id(), order.asked(), stage.plan(), step, start);
  }

  private Optional<NextStep.End> stops(long start) {
    if (Thread.currentThread().isInterrupted()) {
      return Optional.of(NextStep.End.INTERRUPTED);
    }
    return time.nanoTime() - deadline(start) >= 0
        ? Optional.of(NextStep.End.OUT_OF_TIME)
        : Optional.empty();
  }

  private long deadline(long start) {
    return start + settings.submitDeadline().toNanos();
  }
}
