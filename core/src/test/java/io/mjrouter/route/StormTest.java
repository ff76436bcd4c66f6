package io.mjrouter.route;

import static io.mjrouter.route.Routes.NOON;
import static io.mjrouter.route.Routes.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Balance;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.Route;
import io.mjrouter.quota.Tally;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A hundred thousand submissions against hosts that fail in every way, on virtual time. */
class StormTest {

  private static final int SUBMISSIONS = 100_000;

  @Test
  void storm_hold_nothingPaidTwiceEverythingEndsNothingHeld() {
    Storm storm = new Storm(42, SUBMISSIONS, OnUnknown.HOLD);
    storm.run();
    System.out.printf(
        Locale.ROOT,
        "%,d submissions, %,d attempts, %,d served, %,d in doubt, %,d paid twice%n",
        SUBMISSIONS,
        storm.attempts,
        storm.served,
        storm.unknown,
        storm.paidTwice);

    assertEquals(0, storm.paidTwice);
    assertEquals(SUBMISSIONS, storm.ended);
    assertEquals(0, storm.routeTwice);
    assertTrue(storm.attempts <= SUBMISSIONS + storm.refusals);
    assertTrue(storm.served > SUBMISSIONS / 2, () -> "served " + storm.served);
    assertTrue(storm.unknown > 1000 && storm.leastBad > 0, () -> "unknown " + storm.unknown);
    for (RejectReason reason : RejectReason.values()) {
      assertTrue(storm.met.getOrDefault(reason, 0) > 0, () -> "never met " + reason);
    }
    assertEquals(0, storm.state.providers().stream().mapToInt(p -> p.calls().inFlight()).sum());
    assertEquals(0, storm.state.routes().stream().mapToInt(r -> r.tasks().inFlight()).sum());
    assertTrue(storm.state.routes().stream().allMatch(r -> r.health().permit() == null));
    Money kept = Money.ZERO;
    for (Instant day : List.of(NOON, NOON.plus(Duration.ofDays(1)))) {
      Tally tally = storm.state.spend().day(day).total();
      assertEquals(Money.ZERO, tally.in(ChargeState.RESERVED));
      kept = kept.plus(tally.in(ChargeState.SETTLED));
    }
    assertEquals(storm.charged, kept);
  }

  @Test
  void storm_resubmit_paysTwiceOnlyWhatWasUnknown() {
    Storm storm = new Storm(42, 20_000, OnUnknown.RESUBMIT);
    storm.run();
    assertTrue(storm.paidTwice > 0 && storm.paidTwice <= storm.unknown);
    assertEquals(20_000, storm.ended);
  }

  @Test
  void storm_sameSeed_sameTrace() {
    Storm first = new Storm(7, 10_000, OnUnknown.HOLD);
    Storm again = new Storm(7, 10_000, OnUnknown.HOLD);
    Storm other = new Storm(8, 10_000, OnUnknown.HOLD);
    first.run();
    again.run();
    other.run();
    assertEquals(first.trace, again.trace);
    assertNotEquals(first.trace, other.trace);
  }

  @Test
  void afterTheStorm_allHostsHealthy_everyRouteIsBack() {
    Storm storm = new Storm(3, 5_000, OnUnknown.HOLD);
    storm.run();
    storm.calm();
    assertTrue(
        storm.state.routes().stream()
            .allMatch(r -> r.health().standing(storm.now) == Health.Standing.IN));
    assertTrue(
        storm.state.providers().stream()
            .noneMatch(p -> p.account().badKey() || p.account().broke() != null));
  }

  /** The hosts, their faults, and one driver. */
  private static final class Storm {

    private static final long SECOND = 1_000_000_000;

    final SplittableRandom random;
    final int submissions;
    final OnUnknown onUnknown;
    final PriorityQueue<Event> events = new PriorityQueue<>();
    final Map<Integer, Integer> paid = new HashMap<>();
    final Map<RejectReason, Integer> met = new EnumMap<>(RejectReason.class);
    RouterState state;
    long now;
    long order;
    long trace;
    int ended;
    int served;
    int attempts;
    int refusals;
    int unknown;
    int paidTwice;
    int routeTwice;
    int leastBad;
    boolean isCalm;
    Money charged = Money.ZERO;

    private record Event(long at, long order, Runnable what) implements Comparable<Event> {
      @Override
      public int compareTo(Event other) {
        return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
      }
    }

    Storm(long seed, int submissions, OnUnknown onUnknown) {
      this.random = new SplittableRandom(seed);
      this.submissions = submissions;
      this.onUnknown = onUnknown;
      Offer[] offers = new Offer[6];
      for (int i = 0; i < offers.length; i++) {
        Offer plain =
            offer("host-" + i, i % 2 == 0, "relax 0.0" + (i + 1), "fast 0.1", "turbo 0.3");
        OptionalInt perMinute = i == 0 ? OptionalInt.of(60) : OptionalInt.empty();
        offers[i] = new Offer(plain.provider(), plain.info(), i, i + 1, 20, perMinute);
      }
      state = Routes.state(offers);
    }

    void run() {
      long at = 0;
      for (int i = 0; i < submissions; i++) {
        int number = i;
        at += random.nextLong(SECOND * 86_400 / submissions * 2 / 3);
        at(at, () -> submit(number));
      }
      while (!events.isEmpty()) {
        Event event = events.remove();
        now = event.at;
        event.what.run();
        if (event.order % 500 == 0) {
          operate();
        }
      }
    }

    /** All hosts are well from now on: each route is tried whenever it may be. */
    void calm() {
      isCalm = true;
      operate();
      for (int hour = 0; hour < 6; hour++) {
        for (int i = 0; i < 1_000; i++) {
          RouteState route = state.routes().get(i % state.routes().size());
          Demand demand =
              demand()
                  .withProviders(Set.of(route.route().provider()))
                  .withModes(List.of(route.route().mode()));
          at(now + (i + 1) * 3 * SECOND, () -> submit(-1, demand));
        }
        while (!events.isEmpty()) {
          Event event = events.remove();
          now = event.at;
          event.what.run();
        }
        now += 1_800 * SECOND;
      }
    }

    /** What free calls and people do: balances are read, keys mended. */
    private void operate() {
      for (ProviderState provider : state.providers()) {
        if (isCalm || random.nextInt(3) == 0) {
          state =
              state.balanceRead(
                  provider.offer().provider(),
                  Balance.of(Money.usd("100000"), wall()),
                  true,
                  now,
                  now);
        }
      }
    }

    private void at(long time, Runnable what) {
      events.add(new Event(time, order++, what));
    }

    private Instant wall() {
      return NOON.plusNanos(now);
    }

    private Demand demand() {
      return Demand.of(Imagine.of("a red fox"))
          .withModes(List.of(Mode.RELAX, Mode.FAST))
          .withCaller("caller-" + random.nextInt(5));
    }

    private void submit(int number) {
      submit(
          number,
          random.nextInt(4) == 0
              ? demand().withDeadline(Optional.of(Duration.ofMinutes(4)))
              : demand());
    }

    private void submit(int number, Demand demand) {
      Policy policy = Policy.values()[random.nextInt(Policy.values().length)];
      RoutePlan plan = RoutePlan.of(demand, state, policy, random, now, wall());
      leastBad += plan.leastBad() ? 1 : 0;
      step(number, demand, plan, Failover.of(plan, 3, onUnknown), new HashSet<>());
    }

    private void step(int number, Demand demand, RoutePlan plan, Failover begun, Set<Route> asked) {
      Failover failover = begun;
      while (failover.next() instanceof NextStep.Try next) {
        Route route = next.candidate().route();
        Admission admission =
            state.admit(
                demand, route, plan.leastBad(), next.number() > 1, "t" + order++, now, wall());
        if (admission instanceof Admission.Admitted admitted) {
          state = admitted.state();
          attempts++;
          routeTwice += asked.add(route) ? 0 : 1;
          Failover tried = failover;
          SubmitOutcome outcome = outcome(route);
          if (isTaken(outcome)) {
            pay(number, admitted.ticket());
          }
          at(
              now + random.nextLong(3 * SECOND),
              () -> answered(number, demand, plan, tried, asked, admitted.ticket(), outcome));
          return;
        }
        failover =
            admission instanceof Admission.OutOfBudget
                ? failover.stopped(NextStep.End.OUT_OF_BUDGET)
                : failover.skipped();
      }
      ended++;
      served += failover.next() instanceof NextStep.Taken ? 1 : 0;
      trace = trace * 31 + failover.next().toString().hashCode();
    }

    /** Half of the lost answers were those of tasks that the host took. */
    private boolean isTaken(SubmitOutcome outcome) {
      return outcome instanceof SubmitOutcome.Accepted
          || (outcome instanceof SubmitOutcome.Unknown && random.nextBoolean());
    }

    private void pay(int number, Ticket ticket) {
      charged = charged.plus(ticket.price().orElseThrow());
      if (number >= 0 && paid.merge(number, 1, Integer::sum) == 2) {
        paidTwice++;
      }
      taken.add(ticket.token());
    }

    private final Set<String> taken = new HashSet<>();

    private void answered(
        int number,
        Demand demand,
        RoutePlan plan,
        Failover failover,
        Set<Route> asked,
        Ticket ticket,
        SubmitOutcome outcome) {
      ChargeState charge = ChargeState.RELEASED;
      if (outcome instanceof SubmitOutcome.Accepted) {
        charge = ChargeState.SETTLED;
      } else if (outcome instanceof SubmitOutcome.Unknown) {
        charge = ChargeState.RESERVED;
        unknown++;
      } else {
        refusals++;
      }
      if (outcome instanceof SubmitOutcome.Rejected rejected) {
        met.merge(rejected.reason(), 1, Integer::sum);
      }
      state = state.answered(ticket, outcome, charge, now);
      if (charge != ChargeState.RELEASED) {
        long takes = (isCalm ? 60 : 20 + random.nextLong(400)) * SECOND;
        long begun = now;
        at(now + takes, () -> finish(ticket, outcome, Duration.ofNanos(takes), begun));
      }
      step(number, demand, plan, failover.after(outcome), asked);
    }

    private void finish(Ticket ticket, SubmitOutcome outcome, Duration took, long begun) {
      boolean known = outcome instanceof SubmitOutcome.Accepted || taken.contains(ticket.token());
      if (!(outcome instanceof SubmitOutcome.Accepted)) {
        state =
            state.moved(
                ticket, ChargeState.RESERVED, known ? ChargeState.SETTLED : ChargeState.DISPUTED);
      }
      FailureReason[] reasons = FailureReason.values();
      boolean fails = !isCalm && random.nextInt(5) == 0;
      Optional<Failure> failure =
          known && !fails
              ? Optional.empty()
              : Optional.of(
                  new Failure(
                      known
                          ? reasons[random.nextInt(reasons.length)]
                          : FailureReason.UNKNOWN_OUTCOME,
                      Failure.Fault.HOST,
                      ""));
      state = state.ended(ticket, failure, took, now);
      trace = trace * 31 + Long.hashCode(begun) + ticket.route().hashCode();
    }

    private SubmitOutcome outcome(Route route) {
      // Every quarter of an hour each host falls into another mood.
      SplittableRandom mood =
          new SplittableRandom(route.toString().hashCode() * 31L + now / (900 * SECOND));
      int badness = mood.nextInt(4) == 0 ? 60 : 6;
      if (isCalm || random.nextInt(100) >= badness) {
        return SubmitOutcome.Accepted.of(SubmitOutcome.Acceptance.STARTED, "1");
      }
      RejectReason[] refusals = RejectReason.values();
      NotSentReason[] notSent = NotSentReason.values();
      UnknownReason[] unknowns = UnknownReason.values();
      return switch (random.nextInt(4)) {
        case 0 -> new SubmitOutcome.Unknown(unknowns[random.nextInt(unknowns.length)], "");
        case 1 -> new SubmitOutcome.NotSent(notSent[random.nextInt(notSent.length)], "");
        default -> {
          RejectReason reason = refusals[random.nextInt(refusals.length)];
          yield new SubmitOutcome.Rejected(
              reason,
              reason.mayMove(),
              "",
              random.nextBoolean()
                  ? Optional.of(Duration.ofSeconds(random.nextInt(30)))
                  : Optional.empty(),
              Optional.empty());
        }
      };
    }
  }
}
