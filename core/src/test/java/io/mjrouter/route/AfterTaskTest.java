package io.mjrouter.route;

import static io.mjrouter.route.Routes.IMAGINE;
import static io.mjrouter.route.Routes.NOON;
import static io.mjrouter.route.Routes.fast;
import static io.mjrouter.route.Routes.offer;
import static io.mjrouter.route.Routes.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mjrouter.model.Action;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Mode;
import io.mjrouter.spi.SubmitOutcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AfterTaskTest {

  private static final SubmitOutcome TAKEN =
      SubmitOutcome.Accepted.of(SubmitOutcome.Acceptance.STARTED, "1");

  private RouterState state = state(offer("comet", true, "fast 0.1"));

  private RouteState route() {
    return state.route(fast("comet")).orElseThrow();
  }

  private Ticket accepted(long now) {
    Admission.Admitted admitted =
        assertInstanceOf(
            Admission.Admitted.class,
            state.admit(IMAGINE, fast("comet"), false, false, "t", now, NOON));
    state = admitted.state().answered(admitted.ticket(), TAKEN, ChargeState.SETTLED, now);
    return admitted.ticket();
  }

  private double chanceAfter(Duration took) {
    state = state(offer("comet", true, "fast 0.1"));
    Ticket ticket = accepted(0);
    state = state.ended(ticket, Optional.empty(), took, 0);
    return route().health().chanceFinished(0);
  }

  @Test
  void success_thriceAsLongAsNineteenOfTwenty_speaksHalfAgainstTheHost() {
    Duration nineteen = DurationModel.of(Mode.FAST, Action.IMAGINE).quantile(0.95, 0);

    assertEquals((4 * 0.97 + 1) / 5, chanceAfter(nineteen.multipliedBy(3).minusSeconds(5)), 1e-9);
    assertEquals((4 * 0.97 + 0.5) / 5, chanceAfter(nineteen.multipliedBy(3).plusSeconds(5)), 1e-9);
  }

  @Test
  void left_whileItIsOnTrial_freesItsPlaceAndItsTrialAndTeachesNothing() {
    state =
        state.with(fast("comet"), r -> r.with(Health.fresh().finished("x", Verdict.FATAL, 0, 0)));
    long now = route().health().earliest(0);
    Ticket ticket = accepted(now);
    assertEquals(Health.Standing.ON_TRIAL, route().health().standing(now));
    RouteState before = route();

    state = state.left(ticket);

    assertEquals(Health.Standing.TRIAL, route().health().standing(now));
    assertEquals(0, route().tasks().inFlight());
    assertEquals(before.health().chanceFinished(now), route().health().chanceFinished(now));
    assertEquals(before.durations(Action.IMAGINE), route().durations(Action.IMAGINE));
  }
}
