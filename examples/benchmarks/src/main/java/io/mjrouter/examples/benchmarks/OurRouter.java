package io.mjrouter.examples.benchmarks;

import io.mjrouter.model.Balance;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.Admission;
import io.mjrouter.route.Demand;
import io.mjrouter.route.Failover;
import io.mjrouter.route.NextStep;
import io.mjrouter.route.Offer;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RouterState;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.route.Ticket;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.SubmitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** The library's own engine, driven as its submitter drives it, on virtual time. */
final class OurRouter implements Contender {

  private static final Instant MIDNIGHT = Instant.parse("2026-05-01T00:00:00Z");
  private static final int ATTEMPTS = 3;

  private final String name;
  private final RoutingPolicy policy;
  private final SplittableRandom random;
  private RouterState state;
  private long tokens;

  OurRouter(String name, RoutingPolicy policy, World world, long seed) {
    this.name = name;
    this.policy = policy;
    this.random = new SplittableRandom(seed);
    List<Offer> offers = new ArrayList<>();
    world.hosts().forEach((id, host) -> offers.add(offer(id, host)));
    this.state = RouterState.of(offers, ZoneOffset.UTC, SpendCaps.none());
  }

  private static Offer offer(ProviderId id, Scenario.Host host) {
    PriceList.Builder prices = PriceList.builder();
    host.lanes().forEach((mode, lane) -> prices.otherwise(mode, lane.price()));
    ProviderInfo info =
        new ProviderInfo(
            "simulated",
            host.lanes().keySet(),
            EnumSet.allOf(Capability.class),
            prices.build(),
            host.refunds(),
            true);
    return new Offer(id, info, 0, 1, 1000, OptionalInt.empty());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Contender.Attempt> submit(World.Job job, double now) {
    Demand demand =
        Demand.of(Imagine.of("a red fox"))
            .withModes(World.modes())
            .withDeadline(Optional.of(seconds(job.caller().deadline())));
    RoutePlan plan = RoutePlan.of(demand, state, policy, random, nanos(now), wall(now));
    Failover failover = Failover.of(plan, ATTEMPTS, OnUnknown.HOLD);
    return next(new Course(demand, plan, failover, now), now);
  }

  /** A submission on its way. */
  private record Course(Demand demand, RoutePlan plan, Failover failover, double start) {
    Course with(Failover next) {
      return new Course(demand, plan, next, start);
    }
  }

  private Optional<Contender.Attempt> next(Course begun, double now) {
    Course course = begun;
    while (course.failover.next() instanceof NextStep.Try step) {
      Duration gone = seconds(now - course.start);
      Demand left =
          course.demand.withDeadline(course.demand.deadline().map(whole -> whole.minus(gone)));
      Admission admission =
          state.admit(
              left,
              step.candidate().route(),
              course.plan.leastBad(),
              step.number() > 1,
              "t" + tokens++,
              nanos(now),
              wall(now));
      if (admission instanceof Admission.Admitted admitted) {
        state = admitted.state();
        return Optional.of(new Sent(course, admitted.ticket()));
      }
      course =
          course.with(
              admission instanceof Admission.OutOfBudget
                  ? course.failover.stopped(NextStep.End.OUT_OF_BUDGET)
                  : course.failover.skipped());
    }
    return Optional.empty();
  }

  private final class Sent implements Contender.Attempt {
    private final Course course;
    private Ticket ticket;
    private ChargeState charge = ChargeState.RESERVED;

    Sent(Course course, Ticket ticket) {
      this.course = course;
      this.ticket = ticket;
    }

    @Override
    public Route route() {
      return ticket.route();
    }

    @Override
    public Optional<Contender.Attempt> answered(SubmitOutcome outcome, double now) {
      if (outcome instanceof SubmitOutcome.Accepted) {
        charge = ChargeState.SETTLED;
      } else if (!(outcome instanceof SubmitOutcome.Unknown)) {
        charge = ChargeState.RELEASED;
      }
      state = state.answered(ticket, outcome, charge, nanos(now));
      if (outcome instanceof SubmitOutcome.Accepted accepted) {
        ticket = ticket.accepted(accepted);
      }
      return next(course.with(course.failover.after(outcome)), now);
    }

    @Override
    public void ended(Optional<Failure> failure, double took, double now) {
      state = state.ended(ticket, failure, seconds(took), nanos(now));
      boolean known = failure.filter(f -> f.reason() == FailureReason.UNKNOWN_OUTCOME).isEmpty();
      if (charge == ChargeState.RESERVED) {
        move(known ? ChargeState.SETTLED : ChargeState.DISPUTED);
      }
      if (known && failure.isPresent() && refunds()) {
        move(ChargeState.REFUNDED);
      }
    }

    private void move(ChargeState to) {
      state = state.moved(ticket, charge, to);
      charge = to;
    }

    private boolean refunds() {
      return state
          .provider(ticket.route().provider())
          .map(p -> p.offer().info().refundsFailures())
          .orElse(false);
    }
  }

  @Override
  public void balance(ProviderId id, Money left, double now) {
    state = state.balanceRead(id, Balance.of(left, wall(now)), true, nanos(now), nanos(now));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static long nanos(double now) {
    return Math.round(now * 1e9);
  }

  private static Instant wall(double now) {
    return MIDNIGHT.plusNanos(nanos(now));
  }
}
