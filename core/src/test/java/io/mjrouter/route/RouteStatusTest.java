package io.mjrouter.route;

import static io.mjrouter.route.Routes.IMAGINE;
import static io.mjrouter.route.Routes.NOON;
import static io.mjrouter.route.Routes.fast;
import static io.mjrouter.route.Routes.id;
import static io.mjrouter.route.Routes.offer;
import static io.mjrouter.route.Routes.state;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RouteStatusTest {

  private RouterState state = state(offer("comet", true, "fast 0.1"));

  private RouteStatus status(long now) {
    return state
        .route(fast("comet"))
        .orElseThrow()
        .status(state.provider(id("comet")).orElseThrow(), now);
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
  void ejected_isOutAndThenOnTrial() {
    refused(RejectReason.FORBIDDEN);
    assertEquals(RouteStatus.EJECTED, status(0));
    assertEquals(RouteStatus.ON_TRIAL, status(TimeUnit.MINUTES.toNanos(5)));
  }
}
