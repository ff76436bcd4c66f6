package io.mjrouter.route;

import static io.mjrouter.route.Routes.IMAGINE;
import static io.mjrouter.route.Routes.NOON;
import static io.mjrouter.route.Routes.fast;
import static io.mjrouter.route.Routes.id;
import static io.mjrouter.route.Routes.offer;
import static io.mjrouter.route.Routes.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.quota.ConcurrencyLimit;
import io.mjrouter.quota.RateWindow;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RouteStatusTest {

  private RouterState state = state(offer("comet", true, "fast 0.1"));

  private RouteState route() {
    return state.route(fast("comet")).orElseThrow();
  }

  private RouteStatus status(long now) {
    return route().status(state.provider(id("comet")).orElseThrow(), now);
  }

  private void refused(RejectReason reason) {
    Admission.Admitted admitted =
        (Admission.Admitted) state.admit(IMAGINE, fast("comet"), true, false, "t", 0, NOON);
    state =
        admitted
            .state()
            .answered(
                admitted.ticket(), SubmitOutcome.Rejected.of(reason, ""), ChargeState.RELEASED, 0);
  }

  @Test
  void fresh_isOpen() {
    assertEquals(RouteStatus.OPEN, status(0));
  }

  @Test
  void account_saysWhyItIsOut() {
    state = state.drained(id("comet"), true);
    assertEquals(RouteStatus.DRAINED, status(0));
    state = state.disabled(id("comet"), true);
    assertEquals(RouteStatus.DISABLED, status(0));
    state = state(offer("comet", true, "fast 0.1"));
    refused(RejectReason.AUTH);
    assertEquals(RouteStatus.BAD_KEY, status(0));
  }

  @Test
  void noMoney_isOutAndThenOnTrial() {
    refused(RejectReason.NO_MONEY);
    assertEquals(RouteStatus.NO_MONEY, status(0));
    assertEquals(RouteStatus.ON_TRIAL, status(TimeUnit.MINUTES.toNanos(15)));
  }

  @Test
  void queueFull_isAPauseThatEnds() {
    refused(RejectReason.QUEUE_FULL);
    assertEquals(RouteStatus.COOLING_DOWN, status(0));
    assertEquals(RouteStatus.OPEN, status(TimeUnit.SECONDS.toNanos(2)));
  }

  @Test
  void pauses_ofRouteAndAccount_endWithTheLater() {
    for (int[] seconds : new int[][] {{9, 5}, {5, 9}, {9, 9}}) {
      state =
          state(offer("comet", true, "fast 0.1"))
              .with(id("comet"), p -> p.with(p.cooldown().busy(pause(seconds[0]), 0, 0)))
              .with(fast("comet"), r -> r.with(r.cooldown().busy(pause(seconds[1]), 0, 0)));
      assertEquals(RouteStatus.COOLING_DOWN, status(0));
      assertEquals(
          Optional.of(TimeUnit.SECONDS.toNanos(9)),
          route().statusUntil(state.provider(id("comet")).orElseThrow(), 0));
    }
  }

  private static Optional<Duration> pause(int seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  @Test
  void hasRoom_callsTasksAndRate_mustAllHaveSome() {
    assertTrue(hasRoom(p -> p, r -> r));
    ConcurrencyLimit full = ConcurrencyLimit.of(1).taken();
    assertFalse(hasRoom(p -> p.with(full), r -> r));
    assertFalse(hasRoom(p -> p, r -> r.with(full)));
    assertFalse(hasRoom(p -> p.with(RateWindow.of(OptionalInt.of(1)).taken(0)), r -> r));
  }

  private boolean hasRoom(UnaryOperator<ProviderState> account, UnaryOperator<RouteState> own) {
    state =
        state(offer("comet", true, "fast 0.1")).with(id("comet"), account).with(fast("comet"), own);
    return route().hasRoom(state.provider(id("comet")).orElseThrow(), 0);
  }

  @Test
  void ejected_isOutAndThenOnTrial() {
    refused(RejectReason.FORBIDDEN);
    assertEquals(RouteStatus.EJECTED, status(0));
    assertEquals(RouteStatus.ON_TRIAL, status(TimeUnit.MINUTES.toNanos(5)));
  }
}
