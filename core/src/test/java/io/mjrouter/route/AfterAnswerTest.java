package io.mjrouter.route;

import static io.mjrouter.route.Routes.IMAGINE;
import static io.mjrouter.route.Routes.NOON;
import static io.mjrouter.route.Routes.fast;
import static io.mjrouter.route.Routes.id;
import static io.mjrouter.route.Routes.offer;
import static io.mjrouter.route.Routes.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mjrouter.model.ChargeState;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.SubmitOutcome;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an answer says beyond yes or no: that it took long, that nobody was asked. */
class AfterAnswerTest {

  private static final long BEGUN = TimeUnit.SECONDS.toNanos(70);
  private static final long HALF_A_MINUTE = TimeUnit.SECONDS.toNanos(30);
  private static final SubmitOutcome TAKEN =
      SubmitOutcome.Accepted.of(SubmitOutcome.Acceptance.STARTED, "1");

  private static RouterState answered(RouterState state, SubmitOutcome outcome, long now) {
    Admission.Admitted admitted =
        assertInstanceOf(
            Admission.Admitted.class,
            state.admit(IMAGINE, fast("comet"), false, false, "t", BEGUN, NOON));
    return admitted.state().answered(admitted.ticket(), outcome, ChargeState.RELEASED, now);
  }

  private static double chanceAfter(long tookNanos) {
    long now = BEGUN + tookNanos;
    return answered(state(offer("comet", true, "fast 0.1")), TAKEN, now)
        .route(fast("comet"))
        .orElseThrow()
        .health()
        .chanceAccepted(now);
  }

  @Test
  void accepted_afterMoreThanHalfAMinute_speaksHalfAgainstTheHost() {
    assertEquals((4 * 0.97 + 1) / 5, chanceAfter(HALF_A_MINUTE), 1e-9);
    assertEquals((4 * 0.97 + 0.5) / 5, chanceAfter(HALF_A_MINUTE + 1), 1e-9);
  }

  @ParameterizedTest
  @EnumSource
  void notSent_countsAsACallUnlessNobodyWasAsked(NotSentReason reason) {
    Offer plain = offer("comet", true, "fast 0.1");
    Offer oneAMinute = new Offer(id("comet"), plain.info(), 0, 1, 10, OptionalInt.of(1));

    RouterState after =
        answered(state(oneAMinute), new SubmitOutcome.NotSent(reason, ""), BEGUN + 1);

    boolean givenBack = after.provider(id("comet")).orElseThrow().rate().hasRoom(BEGUN + 1);
    assertEquals(reason == NotSentReason.CLOSED, givenBack);
  }
}
