package io.mjrouter.examples.benchmarks;

import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Money;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;

/** One contender through one day: events in the order of virtual time. */
final class Run {

  /** How long until a lost answer is found out by its token, or given up. */
  private static final double RECONCILED_AFTER = 60;

  private static final double READS_BALANCE_EVERY = 300;

  private final World world;
  private final Contender contender;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final double[] times;
  private int finished;
  private int onTime;
  private int paidTwice;
  private final int[] paid;
  private long order;

  private Run(World world, Contender contender) {
    this.world = world;
    this.contender = contender;
    this.times = new double[world.jobs().size()];
    this.paid = new int[world.jobs().size()];
  }

  /** Something that happens; of equal times the one planned first. */
  private record Event(double at, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Double.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /**
   * What a day came to.
   *
   * @param spent what the hosts charged and kept
   * @param p95 the time that 95 of 100 finished pictures were ready within, in seconds
   */
  record Result(
      String name, int jobs, int finished, int onTime, int paidTwice, Money spent, double p95) {

    double costPerPicture() {
      return finished == 0 ? Double.NaN : spent.micros() / 1e6 / finished;
    }

    double onTimeShare() {
      return (double) onTime / jobs;
    }
  }

  static Result of(World world, Contender contender) {
    return new Run(world, contender).run();
  }

  private Result run() {
    world.jobs().forEach(job -> at(job.at(), () -> submit(job)));
    double last = world.jobs().isEmpty() ? 0 : world.jobs().get(world.jobs().size() - 1).at();
    for (double t = 0; t < last; t += READS_BALANCE_EVERY) {
      double now = t;
      at(now, () -> readBalances(now));
    }
    while (!events.isEmpty()) {
      events.remove().what().run();
    }
    double[] sorted = Arrays.stream(times).filter(t -> t > 0).sorted().toArray();
    double p95 = sorted.length == 0 ? Double.NaN : sorted[(int) (0.95 * (sorted.length - 1))];
    return new Result(
        contender.name(), world.jobs().size(), finished, onTime, paidTwice, world.charged(), p95);
  }

  private void at(double time, Runnable what) {
    events.add(new Event(time, order++, what));
  }

  private void readBalances(double now) {
    for (var id : List.copyOf(world.hosts().keySet())) {
      world.balance(id).ifPresent(left -> contender.balance(id, left, now));
    }
  }

  private void submit(World.Job job) {
    contender.submit(job, job.at()).ifPresent(attempt -> send(job, attempt, job.at()));
  }

  private void send(World.Job job, Contender.Attempt attempt, double now) {
    World.Luck luck = world.submit(job, attempt.route(), now);
    double answered = now + World.ANSWERS_IN;
    at(answered, () -> answer(job, attempt, luck, now, answered));
  }

  private void answer(
      World.Job job, Contender.Attempt attempt, World.Luck luck, double sent, double now) {
    boolean taken = luck.answer() == World.Answer.TAKEN || luck.answer() == World.Answer.LOST_TAKEN;
    if (taken && ++paid[job.number()] == 2) {
      paidTwice++;
    }
    attempt.answered(outcome(luck), now).ifPresent(next -> send(job, next, now));
    switch (luck.answer()) {
      case TAKEN -> at(sent + luck.takes(), () -> end(job, attempt, luck, sent));
      case LOST_TAKEN ->
          at(
              Math.max(sent + luck.takes(), now + RECONCILED_AFTER),
              () -> end(job, attempt, luck, sent));
      case LOST ->
          at(
              now + RECONCILED_AFTER,
              () ->
                  attempt.ended(
                      Optional.of(
                          new Failure(
                              FailureReason.UNKNOWN_OUTCOME, Failure.Fault.UNSTATED, "lost")),
                      RECONCILED_AFTER,
                      now + RECONCILED_AFTER));
      case REFUSED, NO_MONEY -> {}
    }
  }

  private static SubmitOutcome outcome(World.Luck luck) {
    return switch (luck.answer()) {
      case TAKEN ->
          new SubmitOutcome.Accepted(
              SubmitOutcome.Acceptance.QUEUED,
              "1",
              List.of(),
              luck.places() > 0 ? OptionalInt.of(luck.places()) : OptionalInt.empty(),
              "",
              "");
      case LOST_TAKEN, LOST -> new SubmitOutcome.Unknown(UnknownReason.CONNECTION_LOST, "");
      case REFUSED -> SubmitOutcome.Rejected.of(RejectReason.NO_CHANNEL, "");
      case NO_MONEY -> SubmitOutcome.Rejected.of(RejectReason.NO_MONEY, "");
    };
  }

  private void end(World.Job job, Contender.Attempt attempt, World.Luck luck, double sent) {
    double now = sent + luck.takes();
    world.end(attempt.route(), luck);
    Optional<Failure> failure =
        luck.fails()
            ? Optional.of(new Failure(FailureReason.HOST_SAID_SO, Failure.Fault.HOST, ""))
            : Optional.empty();
    attempt.ended(failure, luck.takes(), Math.max(now, sent + World.ANSWERS_IN));
    if (failure.isEmpty()) {
      finished++;
      times[job.number()] = now - job.at();
      onTime += now - job.at() <= job.caller().deadline() ? 1 : 0;
    }
  }
}
