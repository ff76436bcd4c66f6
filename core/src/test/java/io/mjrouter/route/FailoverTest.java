package io.mjrouter.route;

import static io.mjrouter.route.Routes.IMAGINE;
import static io.mjrouter.route.Routes.NOON;
import static io.mjrouter.route.Routes.offer;
import static io.mjrouter.route.Routes.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.Route;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailoverTest {

  private static final SubmitOutcome FULL =
      SubmitOutcome.Rejected.of(RejectReason.QUEUE_FULL, "full");
  private static final SubmitOutcome UNKNOWN =
      new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "");
  private static final SubmitOutcome TAKEN =
      SubmitOutcome.Accepted.of(SubmitOutcome.Acceptance.STARTED, "1");

  @Test
  void after_refusalsThatMayMove_triesTheNextUntilAttemptsAreUsedUp() {
    Failover failover = failover(5, 3, OnUnknown.HOLD);
    assertEquals(1, assertInstanceOf(NextStep.Try.class, failover.next()).number());
    failover = failover.after(FULL).after(FULL).after(FULL);
    NextStep.NoRoute end = assertInstanceOf(NextStep.NoRoute.class, failover.next());
    assertEquals(NextStep.End.ATTEMPTS_USED_UP, end.end());
    assertEquals(Optional.of(FULL), end.last());
  }

  @ParameterizedTest
  @EnumSource
  void after_rejection_movesExactlyWhereItMay(RejectReason reason) {
    Failover failover = failover(3, 3, OnUnknown.HOLD).after(SubmitOutcome.Rejected.of(reason, ""));
    assertEquals(reason.mayMove(), failover.next() instanceof NextStep.Try);
    assertEquals(!reason.mayMove(), failover.next() instanceof NextStep.Refused);
  }

  /** What the provider's other modes would meet as well: its own key, money, way or walls. */
  private static final Set<RejectReason> OF_THE_PROVIDER =
      EnumSet.of(
          RejectReason.AUTH,
          RejectReason.FORBIDDEN,
          RejectReason.EDGE_BLOCKED,
          RejectReason.NO_MONEY,
          RejectReason.REDIRECTED,
          RejectReason.UNSUPPORTED,
          RejectReason.PAYLOAD_TOO_LARGE);

  private static final Set<NotSentReason> OF_OURS =
      EnumSet.of(
          NotSentReason.POOL_TIMEOUT, NotSentReason.LOCAL_LIMIT, NotSentReason.INVALID_REQUEST);

  static Stream<RejectReason> thatMove() {
    return Stream.of(RejectReason.values()).filter(RejectReason::mayMove);
  }

  @ParameterizedTest
  @MethodSource("thatMove")
  void after_rejectionThatMoves_skipsTheProviderWhereItWouldMeetTheSame(RejectReason reason) {
    assertEquals(
        OF_THE_PROVIDER.contains(reason) ? "other/fast" : "both/relax",
        secondAsked(SubmitOutcome.Rejected.of(reason, "")));
  }

  @ParameterizedTest
  @EnumSource
  void after_notSent_skipsTheProviderUnlessItWasForUs(NotSentReason reason) {
    assertEquals(
        OF_OURS.contains(reason) ? "both/relax" : "other/fast",
        secondAsked(new SubmitOutcome.NotSent(reason, "")));
  }

  private static String secondAsked(SubmitOutcome first) {
    RouterState state =
        state(offer("both", true, "fast 0.01", "relax 0.02"), offer("other", true, "fast 0.03"));
    RoutePlan plan = RoutePlan.of(IMAGINE, state, Policy.CHEAPEST, new Random(1), 0, NOON);
    Failover failover = Failover.of(plan, 3, OnUnknown.HOLD).after(first);
    NextStep.Try next = assertInstanceOf(NextStep.Try.class, failover.next());
    return next.candidate().route().toString();
  }

  @Test
  void next_first_isNoRetry() {
    assertFalse(isRetry(failover(3, 3, OnUnknown.HOLD)));
    assertFalse(isRetry(failover(3, 3, OnUnknown.HOLD).skipped()));
  }

  @Test
  void next_afterTroubleAtAHost_isARetryAndOtherwiseNone() {
    Failover failover = failover(3, 3, OnUnknown.RESUBMIT);
    assertTrue(isRetry(failover.after(FULL)));
    assertTrue(isRetry(failover.after(UNKNOWN)));
    assertFalse(isRetry(failover.after(new SubmitOutcome.NotSent(NotSentReason.DNS, ""))));
    assertFalse(isRetry(failover.after(SubmitOutcome.Rejected.of(RejectReason.NO_MONEY, ""))));
  }

  private static boolean isRetry(Failover failover) {
    return assertInstanceOf(NextStep.Try.class, failover.next()).retries();
  }

  @Test
  void after_unknownWithResubmit_attemptsAreStillCounted() {
    Failover failover = failover(9, 3, OnUnknown.RESUBMIT);
    assertEquals(0, failover.attempts());
    failover = failover.after(UNKNOWN).after(UNKNOWN);
    assertInstanceOf(NextStep.Try.class, failover.next());
    failover = failover.after(UNKNOWN);
    assertEquals(3, failover.attempts());
    assertInstanceOf(NextStep.Held.class, failover.next());
  }

  @Test
  void after_unknown_holds() {
    Failover held = failover(3, 3, OnUnknown.HOLD).after(UNKNOWN);
    assertInstanceOf(NextStep.Held.class, held.next());
    assertThrows(IllegalStateException.class, () -> held.after(FULL));
    assertThrows(IllegalStateException.class, held::skipped);
  }

  @Test
  void after_unknownWithResubmit_movesButNeverEndsAsNotBought() {
    Failover moved = failover(2, 3, OnUnknown.RESUBMIT).after(UNKNOWN);
    assertInstanceOf(NextStep.Try.class, moved.next());
    assertInstanceOf(NextStep.Held.class, moved.after(FULL).next());
    assertInstanceOf(
        NextStep.Held.class,
        moved.after(SubmitOutcome.Rejected.of(RejectReason.BANNED_PROMPT, "")).next());
    assertInstanceOf(NextStep.Held.class, moved.stopped(NextStep.End.OUT_OF_TIME).next());
    assertInstanceOf(NextStep.Taken.class, moved.after(TAKEN).next());
  }

  @Test
  void skipped_permitLost_costsNoAttempt() {
    Failover failover = failover(3, 1, OnUnknown.HOLD).skipped().skipped();
    assertEquals(1, assertInstanceOf(NextStep.Try.class, failover.next()).number());
    NextStep.NoRoute end = assertInstanceOf(NextStep.NoRoute.class, failover.skipped().next());
    assertEquals(NextStep.End.NO_CANDIDATE, end.end());
    assertEquals(Optional.empty(), end.last());
  }

  /** What a host may have taken is counted; under hold at most one ever. */
  @Property(tries = 2000)
  void anyOutcomes_holding_endWithAtMostOnePossiblePurchaseAndNoRouteTwice(@ForAll long seed) {
    Random random = new Random(seed);
    int most = 1 + random.nextInt(6);
    Failover failover = failover(1 + random.nextInt(8), most, OnUnknown.HOLD);
    List<Route> asked = new ArrayList<>();
    int possiblyBought = 0;
    int refusals = 0;
    while (failover.next() instanceof NextStep.Try step) {
      if (random.nextInt(5) == 0) {
        failover = failover.skipped();
        continue;
      }
      asked.add(step.candidate().route());
      SubmitOutcome outcome =
          switch (random.nextInt(9)) {
            case 0 -> TAKEN;
            case 1 -> UNKNOWN;
            case 2 -> SubmitOutcome.Rejected.of(RejectReason.BAD_PARAMETER, "");
            case 3 -> new SubmitOutcome.NotSent(NotSentReason.DNS, "");
            default -> FULL;
          };
      boolean maybe = outcome == TAKEN || outcome == UNKNOWN;
      possiblyBought += maybe ? 1 : 0;
      refusals += maybe ? 0 : 1;
      failover = failover.after(outcome);
    }
    assertTrue(possiblyBought <= 1);
    assertEquals(asked.size(), new HashSet<>(asked).size());
    assertTrue(asked.size() <= Math.min(most, 1 + refusals));
    boolean bought =
        failover.next() instanceof NextStep.Taken || failover.next() instanceof NextStep.Held;
    assertEquals(possiblyBought == 1, bought);
  }

  private static Failover failover(int routes, int attempts, OnUnknown onUnknown) {
    Offer[] offers = new Offer[routes];
    for (int i = 0; i < routes; i++) {
      offers[i] = offer("p" + i, true, "fast 0." + (i + 1));
    }
    RoutePlan plan = RoutePlan.of(IMAGINE, state(offers), Policy.CHEAPEST, new Random(1), 0, NOON);
    return Failover.of(plan, attempts, onUnknown);
  }
}
