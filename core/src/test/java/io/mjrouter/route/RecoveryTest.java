package io.mjrouter.route;

import static io.mjrouter.route.Routes.IMAGINE;
import static io.mjrouter.route.Routes.NOON;
import static io.mjrouter.route.Routes.fast;
import static io.mjrouter.route.Routes.id;
import static io.mjrouter.route.Routes.offer;
import static io.mjrouter.route.Routes.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Balance;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** From whatever the router has come to, a host that is well again gets submissions again. */
class RecoveryTest {

  private static final long SECOND = 1_000_000_000;
  private static final long STEP = 30 * SECOND;

  /** The longest wait for money, then the longest ejection, permit and pause, and one task. */
  private static final Duration BOUND =
      Duration.ofHours(2).plus(Duration.ofMinutes(15 + 10 + 10 + 2));

  private static final Demand FAST = IMAGINE.withModes(List.of(Mode.FAST));

  @Property(tries = 500)
  void anyHistory_hostWellFromNowOn_isChosenInBoundedTime(@ForAll long seed) {
    World world = new World();
    world.goesWrong(new Random(seed));
    world.isWellAgain();
  }

  /** A provider under test, and a dearer one that is always well, so that none is the least bad. */
  private static final class World {

    private final List<Ticket> sent = new ArrayList<>();
    private final List<Ticket> atHost = new ArrayList<>();
    private RouterState state =
        state(offer("comet", true, "relax 0.02", "fast 0.1"), offer("deer", false, "fast 0.5"));
    private long now;
    private int tokens;
    private boolean readsBalance;

    void goesWrong(Random random) {
      now = random.nextLong();
      for (int i = random.nextInt(150); i > 0; i--) {
        now += random.nextLong(40 * SECOND);
        anything(random);
      }
    }

    void isWellAgain() {
      everythingUnderWayEndsWell();
      long wellSince = now;
      state = state.keyWorked(id("comet"), now);
      Deque<Ticket> drawing = new ArrayDeque<>();
      while (!isBack()) {
        now += STEP;
        String late = "not back after " + Duration.ofNanos(now - wellSince) + ": " + reason();
        assertTrue(now - wellSince <= BOUND.toNanos(), late);
        if (readsBalance && (now - wellSince) % (10 * STEP) == 0) {
          state = state.balanceRead(id("comet"), Balance.of(Money.usd("50"), NOON), true, now, now);
        }
        while (!drawing.isEmpty() && now - drawing.peek().begun() >= 60 * SECOND) {
          end(drawing.remove(), Optional.empty());
        }
        if (isChosen()) {
          Ticket ticket = admit(false);
          answer(ticket, taken(), ChargeState.SETTLED);
          drawing.add(ticket);
        }
      }
    }

    private boolean isBack() {
      Health health = state.route(fast("comet")).orElseThrow().health();
      return isChosen() && health.standing(now) == Health.Standing.IN;
    }

    private boolean isChosen() {
      return plan().candidates().get(0).route().equals(fast("comet"));
    }

    private String reason() {
      return plan().decision().summary();
    }

    private RoutePlan plan() {
      return RoutePlan.of(FAST, state, Policy.CHEAPEST, new Random(1), now, NOON);
    }

    private Ticket admit(boolean leastBad) {
      Admission admission =
          state.admit(FAST, fast("comet"), leastBad, false, "t" + tokens++, now, NOON);
      if (admission instanceof Admission.Admitted admitted) {
        state = admitted.state();
        return admitted.ticket();
      }
      return null;
    }

    // ---- What may have happened before.

    private void anything(Random random) {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          Ticket ticket = admit(random.nextInt(4) == 0);
          if (ticket != null) {
            sent.add(ticket);
          }
        }
        case 3, 4, 5 -> {
          if (!sent.isEmpty()) {
            answerSomehow(random, sent.remove(random.nextInt(sent.size())));
          }
        }
        case 6 -> {
          if (!atHost.isEmpty()) {
            Failure failure = new Failure(FailureReason.STALLED, Failure.Fault.HOST, "");
            end(
                atHost.remove(random.nextInt(atHost.size())),
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of(failure));
          }
        }
        default -> {
          readsBalance |= random.nextInt(10) == 0;
          if (readsBalance) {
            Balance balance = Balance.of(new Money(random.nextInt(200_000)), NOON);
            state = state.balanceRead(id("comet"), balance, random.nextBoolean(), now, now);
          }
        }
      }
    }

    private void answerSomehow(Random random, Ticket ticket) {
      RejectReason[] refusals = RejectReason.values();
      NotSentReason[] notSent = NotSentReason.values();
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          answer(ticket, taken(), ChargeState.SETTLED);
          atHost.add(ticket);
        }
        case 2 -> {
          answer(
              ticket, new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, ""), ChargeState.DISPUTED);
          atHost.add(ticket);
        }
        case 3 ->
            answer(
                ticket,
                new SubmitOutcome.NotSent(notSent[random.nextInt(notSent.length)], ""),
                ChargeState.RELEASED);
        default ->
            answer(
                ticket,
                new SubmitOutcome.Rejected(
                    refusals[random.nextInt(refusals.length)],
                    true,
                    "",
                    random.nextInt(3) == 0
                        ? Optional.of(Duration.ofSeconds(random.nextInt(600)))
                        : Optional.empty(),
                    Optional.empty()),
                ChargeState.RELEASED);
      }
    }

    private void everythingUnderWayEndsWell() {
      for (Ticket ticket : sent) {
        answer(ticket, taken(), ChargeState.SETTLED);
        atHost.add(ticket);
      }
      atHost.forEach(ticket -> end(ticket, Optional.empty()));
      assertEquals(0, state.route(fast("comet")).orElseThrow().tasks().inFlight());
    }

    private static SubmitOutcome taken() {
      return SubmitOutcome.Accepted.of(SubmitOutcome.Acceptance.STARTED, "1");
    }

    private void answer(Ticket ticket, SubmitOutcome outcome, ChargeState charge) {
      state = state.answered(ticket, outcome, charge, now);
    }

    private void end(Ticket ticket, Optional<Failure> failure) {
      state = state.ended(ticket, failure, Duration.ofSeconds(60), now);
    }
  }
}
