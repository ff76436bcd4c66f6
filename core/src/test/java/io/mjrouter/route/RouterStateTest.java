package io.mjrouter.route;

import static io.mjrouter.route.Routes.IMAGINE;
import static io.mjrouter.route.Routes.NOON;
import static io.mjrouter.route.Routes.fast;
import static io.mjrouter.route.Routes.id;
import static io.mjrouter.route.Routes.offer;
import static io.mjrouter.route.Routes.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.Balance;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.RouteReason;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.DurationCount;
import io.mjrouter.store.NodePlace;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RouterStateTest {

  private static final long SECOND = 1_000_000_000;
  private static final SubmitOutcome TAKEN =
      SubmitOutcome.Accepted.of(SubmitOutcome.Acceptance.STARTED, "1");

  private RouterState state = state(offer("comet", true, "fast 0.1"));

  /** Any outcomes in any order; when all have ended, nothing is held any more. */
  @Property(tries = 500)
  void anyInterleaving_everythingEnded_holdsNoPlaceNoPermitNoReservation(@ForAll long seed) {
    Random random = new Random(seed);
    List<Offer> all = List.of(offer("comet", true, "fast 0.1"), offer("deer", false, "fast 0.05"));
    state = RouterState.of(all, ZoneOffset.UTC, SpendCaps.none());
    long now = random.nextLong();
    List<Ticket> sent = new ArrayList<>();
    List<Ticket> open = new ArrayList<>();
    for (int step = 0; step < 150; step++) {
      now += random.nextLong(20 * SECOND);
      switch (random.nextInt(5)) {
        case 4 ->
            state =
                state.reconfigured(
                    all.stream().filter(any -> random.nextInt(4) > 0).toList(), SpendCaps.none());
        case 0, 1 -> {
          Admission admission =
              state.admit(
                  IMAGINE,
                  fast(random.nextBoolean() ? "comet" : "deer"),
                  random.nextInt(10) == 0,
                  random.nextInt(5) == 0,
                  "t" + step,
                  now,
                  NOON);
          if (admission instanceof Admission.Admitted admitted) {
            state = admitted.state();
            sent.add(admitted.ticket());
          }
        }
        case 2 -> answerOne(random, sent, open, now);
        default -> endOne(random, open, now);
      }
      RouterState whole = state.reconfigured(all, SpendCaps.none());
      int underWay = whole.providers().stream().mapToInt(p -> p.calls().inFlight()).sum();
      assertEquals(sent.size(), underWay);
      int tasks = whole.routes().stream().mapToInt(r -> r.tasks().inFlight()).sum();
      assertEquals(sent.size() + open.size(), tasks);
    }
    while (!sent.isEmpty()) {
      answerOne(random, sent, open, now);
    }
    while (!open.isEmpty()) {
      endOne(random, open, now);
    }
    state = state.reconfigured(all, SpendCaps.none());
    assertEquals(0, state.providers().stream().mapToInt(p -> p.calls().inFlight()).sum());
    assertEquals(0, state.routes().stream().mapToInt(r -> r.tasks().inFlight()).sum());
    assertTrue(state.routes().stream().allMatch(r -> r.health().permit() == null));
    assertEquals(Money.ZERO, state.spend().day(NOON).total().in(ChargeState.RESERVED));
  }

  private void answerOne(Random random, List<Ticket> sent, List<Ticket> open, long now) {
    if (sent.isEmpty()) {
      return;
    }
    Ticket ticket = sent.remove(random.nextInt(sent.size()));
    RejectReason[] reasons = RejectReason.values();
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        state = state.answered(ticket, TAKEN, ChargeState.SETTLED, now);
        open.add(ticket);
      }
      case 2 -> {
        SubmitOutcome unknown = new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "");
        state = state.answered(ticket, unknown, ChargeState.DISPUTED, now);
        open.add(ticket);
      }
      case 3 ->
          state =
              state.answered(
                  ticket,
                  SubmitOutcome.Rejected.of(reasons[random.nextInt(reasons.length)], ""),
                  ChargeState.RELEASED,
                  now);
      default ->
          state =
              state.answered(
                  ticket,
                  new SubmitOutcome.NotSent(NotSentReason.CONNECT_REFUSED, ""),
                  ChargeState.RELEASED,
                  now);
    }
  }

  private void endOne(Random random, List<Ticket> open, long now) {
    if (open.isEmpty()) {
      return;
    }
    Ticket ticket = open.remove(random.nextInt(open.size()));
    Optional<Failure> failure =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new Failure(FailureReason.STALLED, Failure.Fault.HOST, ""));
    state = state.ended(ticket, failure, Duration.ofSeconds(random.nextInt(300)), now);
  }

  @Test
  void admit_capAndConcurrency_areNeverPassedByConcurrentAttempts() {
    Offer offer = offer("comet", true, "fast 0.1");
    SpendCaps caps = new SpendCaps(Optional.of(Money.usd("0.25")), Map.of(), Map.of());
    state = RouterState.of(List.of(offer), ZoneOffset.UTC, caps);
    admitted("a", 0);
    admitted("b", 0);
    assertEquals(RouteReason.TOTAL_SPEND_CAP, refused(0));
    state = state(new Offer(id("comet"), offer.info(), 0, 1, 2, OptionalInt.empty()));
    admitted("a", 0);
    admitted("b", 0);
    assertEquals(RouteReason.BUSY, refused(0));
  }

  @Test
  void admit_budgetUsedUp_isOutOfBudgetOnlyForFurtherAttempts() {
    Offer one = offer("comet", true, "fast 0.1");
    int many = RetryBudget.LEAST + 2;
    state = state(new Offer(id("comet"), one.info(), 0, 1, many, OptionalInt.empty()));
    for (int i = 0; i < RetryBudget.LEAST; i++) {
      state =
          assertInstanceOf(
                  Admission.Admitted.class,
                  state.admit(IMAGINE, fast("comet"), false, true, "r" + i, 0, NOON))
              .state();
    }
    assertInstanceOf(
        Admission.OutOfBudget.class,
        state.admit(IMAGINE, fast("comet"), false, true, "r", 0, NOON));
    admitted("first", 0);
  }

  @Test
  void answered_retryAfter_pausesTheAccountForThatLong() {
    Ticket ticket = admitted("a", 0);
    SubmitOutcome throttled =
        new SubmitOutcome.Rejected(
            RejectReason.THROTTLED, true, "", Optional.of(Duration.ofSeconds(7)), Optional.empty());
    state = state.answered(ticket, throttled, ChargeState.RELEASED, SECOND);
    assertEquals(RouteReason.COOLING_DOWN, refused(8 * SECOND - 1));
    admitted("b", 8 * SECOND);
  }

  @Test
  void answered_queueFull_halvesTheTasksInFlight() {
    for (int i = 0; i < 8; i++) {
      Ticket ticket = admitted("t" + i, 0);
      state = state.answered(ticket, TAKEN, ChargeState.SETTLED, 0);
    }
    Ticket ninth = admitted("n", SECOND);
    state =
        state.answered(
            ninth,
            SubmitOutcome.Rejected.of(RejectReason.QUEUE_FULL, ""),
            ChargeState.RELEASED,
            SECOND);
    assertEquals(4, state.route(fast("comet")).orElseThrow().tasks().limit());
    assertEquals(RouteReason.BUSY, refused(60 * SECOND));
  }

  @Test
  void answered_wrongKey_isOutUntilAFreeCallWorks() {
    Ticket ticket = admitted("a", 0);
    state =
        state.answered(
            ticket, SubmitOutcome.Rejected.of(RejectReason.AUTH, ""), ChargeState.RELEASED, 1);
    assertEquals(RouteReason.BAD_KEY, refused(Duration.ofDays(30).toNanos()));
    Balance balance = Balance.unlimited(NOON);
    assertEquals(
        RouteReason.BAD_KEY, reasonIn(state.balanceRead(id("comet"), balance, false, 2, 2)));
    state = state.balanceRead(id("comet"), balance, true, 2, 2);
    admitted("b", 3);
  }

  @Test
  void answered_callersMistakes_neverEject() {
    for (int i = 0; i < 100; i++) {
      Ticket ticket = admitted("t" + i, i);
      SubmitOutcome banned = SubmitOutcome.Rejected.of(RejectReason.BANNED_PROMPT, "");
      state = state.answered(ticket, banned, ChargeState.RELEASED, i);
    }
    assertEquals(
        Health.Standing.IN, state.route(fast("comet")).orElseThrow().health().standing(100));
  }

  @Test
  void answered_upload_leavesNoTask() {
    Ticket ticket = admitted("a", 0);
    SubmitOutcome uploaded =
        new SubmitOutcome.Accepted(
            SubmitOutcome.Acceptance.STARTED,
            "",
            List.of(URI.create("https://host.example/1.png")),
            OptionalInt.empty(),
            "",
            "");
    state = state.answered(ticket, uploaded, ChargeState.SETTLED, 1);
    assertEquals(0, state.route(fast("comet")).orElseThrow().tasks().inFlight());
  }

  @Test
  void ended_success_teachesTheTime() {
    Duration before =
        state.route(fast("comet")).orElseThrow().durations(Action.IMAGINE).expected(0);
    for (int i = 0; i < 20; i++) {
      Ticket ticket = admitted("t" + i, 0);
      state = state.answered(ticket, TAKEN, ChargeState.SETTLED, 0);
      state = state.ended(ticket, Optional.empty(), Duration.ofSeconds(20), 20 * SECOND);
    }
    Duration after = state.route(fast("comet")).orElseThrow().durations(Action.IMAGINE).expected(0);
    assertTrue(after.compareTo(before) < 0 && after.toSeconds() < 35, () -> before + " " + after);
  }

  @Test
  void moved_refund_comesBackToTheBalance() {
    state = state.balanceRead(id("comet"), Balance.of(Money.usd("0.15"), NOON), true, 0, 0);
    Ticket ticket = admitted("a", 0);
    state = state.answered(ticket, TAKEN, ChargeState.SETTLED, 0);
    assertEquals(RouteReason.BALANCE_BELOW_PRICE, refused(1));
    state = state.moved(ticket, ChargeState.SETTLED, ChargeState.REFUNDED);
    assertEquals(Money.usd("0.1"), state.spend().day(NOON).total().in(ChargeState.REFUNDED));
    admitted("b", 2);
  }

  @Test
  void reconfigured_routesThatStay_keepWhatIsKnown() {
    Ticket ticket = admitted("a", 0);
    state =
        state.answered(
            ticket, SubmitOutcome.Rejected.of(RejectReason.FORBIDDEN, ""), ChargeState.RELEASED, 0);
    RouterState changed =
        state.reconfigured(
            List.of(offer("new", true, "fast 0.2"), offer("comet", true, "relax 0.01", "fast 0.1")),
            SpendCaps.none());
    assertEquals(3, changed.routes().size());
    assertEquals(
        Health.Standing.EJECTED, changed.route(fast("comet")).orElseThrow().health().standing(1));
    assertFalse(changed.provider(id("new")).orElseThrow().account().badKey());
    assertEquals(changed, changed.moved(ticket, ChargeState.RELEASED, ChargeState.RELEASED));
  }

  @Test
  void reconfigured_routeGoesWithATask_itsPlaceComesBackWithIt() {
    Ticket ticket = admitted("a", 0);
    state = state.answered(ticket, TAKEN, ChargeState.SETTLED, 0);
    RouterState gone = state.reconfigured(List.of(), SpendCaps.none());
    assertEquals(List.of(), gone.routes());

    RouterState back = gone.reconfigured(Offer.of(state), SpendCaps.none());
    assertEquals(1, back.route(fast("comet")).orElseThrow().tasks().inFlight());
    RouterState ended =
        gone.ended(ticket, Optional.empty(), Duration.ZERO, 5)
            .reconfigured(Offer.of(state), SpendCaps.none());
    assertEquals(0, ended.route(fast("comet")).orElseThrow().tasks().inFlight());
  }

  @Test
  void adopted_routeComesLater_hasThePlace() {
    Ticket ticket = admitted("a", 0);
    RouterState none = state(offer("deer", true, "fast 0.1"));
    RouterState later =
        none.adopted(ticket, ChargeState.SETTLED, true)
            .reconfigured(Offer.of(state), SpendCaps.none());
    assertEquals(1, later.route(fast("comet")).orElseThrow().tasks().inFlight());
    RouterState ended = later.ended(ticket, Optional.empty(), Duration.ZERO, 5);
    assertEquals(0, ended.route(fast("comet")).orElseThrow().tasks().inFlight());
  }

  @Test
  void durationsRead_teachesEachRouteItsOwn() {
    state = state(offer("comet", true, "fast 0.1"), offer("deer", true, "fast 0.1"));
    int bucket = DurationModel.bucket(Duration.ofSeconds(200));
    double[] weights = new double[DurationModel.buckets()];
    weights[bucket] = 5;
    DurationModel untaught = DurationModel.of(Mode.FAST, Action.IMAGINE);

    state =
        state.durationsRead(
            List.of(
                new DurationCount(id("comet"), Mode.FAST, Action.IMAGINE, bucket, 3),
                new DurationCount(id("comet"), Mode.FAST, Action.IMAGINE, bucket, 2),
                new DurationCount(id("comet"), Mode.FAST, Action.IMAGINE, -1, 9),
                new DurationCount(id("comet"), Mode.FAST, Action.IMAGINE, weights.length, 9),
                new DurationCount(id("comet"), Mode.RELAX, Action.IMAGINE, bucket, 9),
                new DurationCount(id("gone"), Mode.FAST, Action.IMAGINE, bucket, 9)),
            0);

    assertEquals(
        untaught.remembering(weights, 0).expected(0), durations("comet").expected(0), "its own");
    assertEquals(5, durations("comet").weight(0), 1e-9);
    assertEquals(untaught, durations("deer"));
  }

  private DurationModel durations(String provider) {
    return state.route(fast(provider)).orElseThrow().durations(Action.IMAGINE);
  }

  @Test
  void durationsRead_whatWasLearnedOfOtherActions_stays() {
    Ticket ticket = admitted("a", 0);
    state = state.answered(ticket, TAKEN, ChargeState.SETTLED, 0);
    state = state.ended(ticket, Optional.empty(), Duration.ofSeconds(20), 20 * SECOND);
    DurationModel learned = durations("comet");

    state =
        state.durationsRead(
            List.of(new DurationCount(id("comet"), Mode.FAST, Action.DESCRIBE, 9, 1)), 0);

    assertEquals(learned, durations("comet"));
  }

  @Test
  void admit_routeThatIsGone_isRefused() {
    Admission.Refused refused =
        assertInstanceOf(
            Admission.Refused.class,
            state.admit(IMAGINE, fast("gone"), false, false, "x", 0, NOON));
    assertEquals(RouteReason.DISABLED, refused.reason());
  }

  @Test
  void readmitted_oneProvider_isBackAndNoOther() {
    state = state(offer("comet", true, "fast 0.1"), offer("deer", true, "fast 0.1"));
    for (String name : List.of("comet", "deer")) {
      state =
          state
              .drained(id(name), true)
              .balanceRead(id(name), Balance.of(Money.ZERO, NOON), false, 0, 0)
              .with(id(name), p -> p.with(p.account().keyRefused(0)))
              .with(fast(name), r -> r.with(Health.fresh().answered("x", Verdict.FATAL, 0, 0)));
    }

    state = state.readmitted(id("comet"));

    admitted("a", 0);
    assertEquals(
        Health.Standing.EJECTED, state.route(fast("deer")).orElseThrow().health().standing(1));
    assertTrue(state.provider(id("deer")).orElseThrow().account().badKey());
    assertTrue(state.provider(id("deer")).orElseThrow().account().drained());
  }

  @Test
  void hasRoutesOf_untilReconfigured_isTrue() {
    RouterState before = state;
    admitted("a", 0);
    assertTrue(state.hasRoutesOf(before));
    assertFalse(state.reconfigured(List.of(), SpendCaps.none()).hasRoutesOf(before));
  }

  @Test
  void renewed_newKey_forgetsWhatWasKnownAgainstTheOldOne() {
    Ticket old = admitted("a", 0);
    Ticket older = admitted("b", 0);
    SubmitOutcome refused = SubmitOutcome.Rejected.of(RejectReason.AUTH, "");
    state = state.answered(old, refused, ChargeState.RELEASED, 1);
    assertTrue(state.provider(id("comet")).orElseThrow().account().badKey());

    state = state.renewed(id("comet"), 2);
    assertFalse(state.provider(id("comet")).orElseThrow().account().badKey());
    state = state.answered(older, refused, ChargeState.RELEASED, 3);
    assertFalse(state.provider(id("comet")).orElseThrow().account().badKey());
    Ticket present = admitted("c", 4);
    state = state.answered(present, refused, ChargeState.RELEASED, 5);
    assertTrue(state.provider(id("comet")).orElseThrow().account().badKey());
  }

  private Ticket admitted(String token, long now) {
    Admission.Admitted admitted =
        assertInstanceOf(
            Admission.Admitted.class,
            state.admit(IMAGINE, fast("comet"), false, false, token, now, NOON));
    state = admitted.state();
    return admitted.ticket();
  }

  private RouteReason refused(long now) {
    return assertInstanceOf(
            Admission.Refused.class,
            state.admit(IMAGINE, fast("comet"), false, false, "x", now, NOON))
        .reason();
  }

  private static RouteReason reasonIn(RouterState state) {
    return RoutePlan.of(IMAGINE, state, Policy.CHEAPEST, new Random(1), 2, NOON)
        .decision()
        .reason(fast("comet"))
        .orElseThrow();
  }

  // ---- Several nodes.

  private int admitted(RouterState from, int wanted) {
    RouterState now = from;
    for (int i = 0; i < wanted; i++) {
      Admission admission = now.admit(IMAGINE, fast("comet"), false, false, "n" + i, 0, NOON);
      if (!(admission instanceof Admission.Admitted one)) {
        return i;
      }
      now = one.state();
    }
    return wanted;
  }

  @Test
  void sharedBy_severalNodes_togetherAdmitNoMoreThanTheLimit() {
    int together = 0;
    for (int rank = 0; rank < 3; rank++) {
      together += admitted(state.sharedBy(new NodePlace(3, rank)), 100);
    }

    assertEquals(10, together);
    assertEquals(10, admitted(state, 100));
  }

  @Test
  void sharedBy_limitOfAMinute_isSharedAndKeepsItsCount() {
    Offer slow = offer("comet", true, "fast 0.1");
    slow = new Offer(slow.provider(), slow.info(), 0, 1, 100, OptionalInt.of(8));
    RouterState first = RouterState.of(List.of(slow), ZoneOffset.UTC, SpendCaps.none());
    RouterState busy = first;
    for (int i = 0; i < 3; i++) {
      busy =
          assertInstanceOf(
                  Admission.Admitted.class,
                  busy.admit(IMAGINE, fast("comet"), false, false, "t" + i, 0, NOON))
              .state();
    }

    assertEquals(1, admitted(busy.sharedBy(new NodePlace(2, 0)), 100));
    assertEquals(5, admitted(busy.sharedBy(new NodePlace(2, 0)).sharedBy(NodePlace.alone()), 100));
  }

  @Test
  void sharedBy_reconfigured_theNewLimitIsSharedToo() {
    RouterState shared = state.sharedBy(new NodePlace(2, 1));
    RouterState after =
        shared.reconfigured(
            List.of(offer("comet", true, "fast 0.1"), offer("deer", true, "fast 0.1")),
            SpendCaps.none());

    assertEquals(5, after.provider(id("deer")).orElseThrow().calls().ceiling());
    assertEquals(5, admitted(after, 100));
  }
}
