package io.mjrouter.route;

import static io.mjrouter.route.Routes.IMAGINE;
import static io.mjrouter.route.Routes.NOON;
import static io.mjrouter.route.Routes.fast;
import static io.mjrouter.route.Routes.id;
import static io.mjrouter.route.Routes.names;
import static io.mjrouter.route.Routes.offer;
import static io.mjrouter.route.Routes.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.Button;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Press;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.TaskId;
import io.mjrouter.quota.ConcurrencyLimit;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderInfo;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoutePlanTest {

  private static final List<Mode> ANY = List.of(Mode.RELAX, Mode.FAST, Mode.TURBO);

  private final RouterState three =
      state(
          offer("comet", true, "fast 0.056", "turbo 0.168"),
          offer("deer", true, "relax 0.05", "fast 0.1"),
          offer("nobody", true, "relax", "fast"));

  @Test
  void cheapest_prices_dearestAndUnknownLast() {
    assertEquals(
        List.of(
            "deer/relax", "comet/fast", "deer/fast", "comet/turbo", "nobody/relax", "nobody/fast"),
        names(plan(IMAGINE.withModes(ANY), three, Policy.CHEAPEST)));
  }

  @Test
  void equalPrices_priorityThenCallersModesThenConfiguredOrder() {
    Offer b = prioritised("b", 1);
    Offer c = prioritised("c", 0);
    Offer a = prioritised("a", 1);
    Demand demand = IMAGINE.withModes(List.of(Mode.FAST, Mode.RELAX));
    assertEquals(
        List.of("c/fast", "c/relax", "b/fast", "a/fast", "b/relax", "a/relax"),
        names(plan(demand, state(b, c, a), Policy.CHEAPEST)));
  }

  private static Offer prioritised(String name, int priority) {
    Offer plain = offer(name, true, "relax 0.05", "fast 0.05");
    return new Offer(id(name), plain.info(), priority, 1, 10, OptionalInt.empty());
  }

  @Test
  void press_whereOnlyChangeExists_isTakenWhenSimple() {
    ProviderInfo info =
        new ProviderInfo(
            "old", Set.of(Mode.FAST), Set.of(Capability.CHANGE), PriceList.unknown(), false, true);
    RouterState old = state(new Offer(id("old"), info, 0, 1, 10, OptionalInt.empty()));
    assertEquals(List.of("old/fast"), names(plan(press("MJ::JOB::upsample::1::h"), old)));
    assertEquals(List.of(), names(plan(press("MJ::Outpaint::50::1::h::SOLO"), old)));
  }

  private static Demand press(String customId) {
    Button button = new Button(customId, "", "", 2, 2);
    return Demand.of(Press.of(TaskId.of("1000000000000001"), button));
  }

  private static RoutePlan plan(Demand demand, RouterState state) {
    return plan(demand, state, Policy.CHEAPEST);
  }

  @Test
  void noModesNamed_turbo_isNeverTaken() {
    for (Policy policy : Policy.values()) {
      assertFalse(names(plan(IMAGINE, three, policy)).contains("comet/turbo"));
    }
  }

  @Test
  void deadline_threeMinutes_leavesRelaxOut() {
    RoutePlan plan =
        plan(IMAGINE.withDeadline(Optional.of(Duration.ofMinutes(3))), three, Policy.CHEAPEST);
    assertEquals("comet/fast", names(plan).get(0));
    assertEquals(
        Optional.of(RouteReason.TOO_SLOW),
        plan.decision().reason(new Route(id("deer"), Mode.RELAX)));
  }

  @Test
  void deadline_longQueueTold_leavesTheRouteOut() {
    Demand demand = IMAGINE.withDeadline(Optional.of(Duration.ofMinutes(3)));
    RouterState queued =
        three.with(fast("comet"), r -> r.with(r.queue().told(OptionalInt.of(40), 0)));
    assertEquals("deer/fast", names(plan(demand, queued, Policy.CHEAPEST)).get(0));
  }

  @Test
  void cheapest_failuresPaidFor_countInTheCost() {
    RouterState state =
        state(offer("keeps", false, "fast 0.08"), offer("refunds", true, "fast 0.1"));
    assertEquals("keeps/fast", names(plan(IMAGINE, state, Policy.CHEAPEST)).get(0));
    RouterState failing =
        state.with(
            fast("keeps"),
            r -> {
              Health health = r.health();
              for (int i = 0; i < 20; i++) {
                health = health.finished("t", i % 3 == 0 ? Verdict.BAD : Verdict.GOOD, 0, 0);
              }
              return r.with(health);
            });
    assertEquals("refunds/fast", names(plan(IMAGINE, failing, Policy.CHEAPEST)).get(0));
  }

  @Test
  void fastest_learnedTimes_decide() {
    RouterState learned =
        three.with(
            new Route(id("deer"), Mode.RELAX),
            r -> {
              RouteState state = r;
              for (int i = 0; i < 30; i++) {
                state = state.learned(Action.IMAGINE, Duration.ofSeconds(15), 0, 0);
              }
              return state;
            });
    assertEquals("comet/turbo", names(plan(IMAGINE.withModes(ANY), three, Policy.FASTEST)).get(0));
    assertEquals("deer/relax", names(plan(IMAGINE, learned, Policy.FASTEST)).get(0));
  }

  @Test
  void balanced_aMinuteForThreeCents_isWorthIt() {
    RouterState cheap = state(offer("a", true, "relax 0.05", "fast 0.1"));
    RouterState dear = state(offer("a", true, "relax 0.05", "fast 0.12"));
    assertEquals("a/fast", names(plan(IMAGINE, cheap, Policy.BALANCED)).get(0));
    assertEquals("a/relax", names(plan(IMAGINE, dear, Policy.BALANCED)).get(0));
  }

  @Test
  void weighted_threeToOne_isFirstThreeTimesAsOften() {
    Offer light = offer("light", true, "fast 0.1");
    Offer heavy = new Offer(id("heavy"), light.info(), 0, 3, 10, OptionalInt.empty());
    Random random = new Random(7);
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < 4000; i++) {
      RoutePlan plan = RoutePlan.of(IMAGINE, state(light, heavy), Policy.WEIGHTED, random, 0, NOON);
      first.merge(names(plan).get(0), 1, Integer::sum);
    }
    assertEquals(3000, first.get("heavy/fast"), 120);
  }

  @Test
  void customPolicy_leavesOut_isNotTriedAndIsSaidSo() {
    RoutingPolicy onlyDeer =
        (demand, candidates, random) ->
            candidates.stream().filter(c -> c.route().provider().equals(id("deer"))).toList();
    RoutePlan plan = plan(IMAGINE, three, onlyDeer);
    assertEquals(List.of("deer/relax", "deer/fast"), names(plan));
    assertEquals(
        Optional.of(RouteReason.LEFT_OUT_BY_POLICY), plan.decision().reason(fast("comet")));
  }

  @Test
  void customPolicy_returnsAnything_eachCandidateCountsOnce() {
    Candidate stranger =
        plan(IMAGINE, state(offer("stranger", true, "fast 0.01"))).candidates().get(0);
    RoutingPolicy wild =
        (demand, candidates, random) -> {
          List<Candidate> ranked = new ArrayList<>();
          ranked.add(stranger);
          ranked.add(null);
          candidates.forEach(c -> ranked.addAll(List.of(c, c)));
          candidates.clear();
          return ranked;
        };
    RoutePlan plan = plan(IMAGINE, three, wild);
    assertEquals(
        List.of("comet/fast", "deer/relax", "deer/fast", "nobody/relax", "nobody/fast"),
        names(plan));
    assertEquals(6, plan.decision().entries().size());
  }

  @Test
  void followUp_cheaperElsewhere_staysWithItsParent() {
    Demand follow = IMAGINE.withOrigin(Optional.of(id("deer")));
    assertTrue(
        names(plan(follow, three, Policy.CHEAPEST)).stream().allMatch(n -> n.startsWith("deer/")));
    assertEquals(
        List.of(),
        names(plan(IMAGINE.withOrigin(Optional.of(id("gone"))), three, Policy.CHEAPEST)));
    RouterState drained = three.drained(id("deer"), true);
    assertEquals("deer/relax", names(plan(follow, drained, Policy.CHEAPEST)).get(0));
    assertFalse(names(plan(IMAGINE, drained, Policy.CHEAPEST)).contains("deer/relax"));
  }

  @Test
  void allEjected_leastBad_isTriedAloneAndSaid() {
    RouterState state =
        state(offer("worse", true, "fast 0.01"), offer("bad", true, "fast 0.1"))
            .with(fast("worse"), r -> r.with(ejectedAfter(0)))
            .with(fast("bad"), r -> r.with(ejectedAfter(9)));
    RoutePlan plan = plan(IMAGINE, state, Policy.CHEAPEST);
    assertTrue(plan.leastBad());
    assertEquals(List.of("bad/fast"), names(plan));
    assertEquals(Optional.of(RouteReason.LEAST_BAD), plan.decision().reason(fast("bad")));
    assertEquals(Optional.of(RouteReason.EJECTED), plan.decision().reason(fast("worse")));
    assertEquals(Optional.of(Duration.ofSeconds(10)), plan.retryAfter());
  }

  @Test
  void allEjected_betterOnesOutForAnotherCause_areNotOverlooked() {
    RouterState state =
        state(offer("better", true, "fast 0.01"), offer("bad", true, "fast 0.1"))
            .disabled(id("better"), true)
            .with(fast("bad"), r -> r.with(ejectedAfter(0)));
    RoutePlan plan = plan(IMAGINE, state, Policy.CHEAPEST);
    assertEquals(List.of("bad/fast"), names(plan));
    assertEquals(Optional.of(RouteReason.DISABLED), plan.decision().reason(fast("better")));
  }

  @Test
  void customPolicy_wantsNone_noneIsTriedAsTheLeastBad() {
    RoutePlan plan = plan(IMAGINE, three, (demand, candidates, random) -> List.of());
    assertEquals(List.of(), plan.candidates());
    assertFalse(plan.leastBad());
  }

  @Test
  void maxPrice_exactlyThePrice_isPaid() {
    Demand demand = IMAGINE.withMaxPrice(Optional.of(Money.usd("0.056")));
    assertEquals(List.of("deer/relax", "comet/fast"), names(plan(demand, three, Policy.CHEAPEST)));
  }

  @Test
  void spendCap_retryAfter_isTheNextDay() {
    SpendCaps none = new SpendCaps(Optional.of(Money.ZERO), Map.of(), Map.of());
    RouterState state = RouterState.of(List.of(offer("a", true, "fast 0.1")), ZoneOffset.UTC, none);
    RoutePlan plan = RoutePlan.of(IMAGINE, state, Policy.CHEAPEST, new Random(1), 7, NOON);
    assertEquals(Optional.of(Duration.ofHours(12)), plan.retryAfter());
  }

  @Test
  void pauses_ofRouteAndAccount_retryAfterIsTheLater() {
    for (int[] seconds : new int[][] {{9, 5}, {5, 9}}) {
      RouterState state =
          state(offer("a", true, "fast 0.1"))
              .with(id("a"), p -> p.with(p.cooldown().busy(pause(seconds[0]), 0, 0)))
              .with(fast("a"), r -> r.with(r.cooldown().busy(pause(seconds[1]), 0, 0)));
      assertEquals(pause(9), plan(IMAGINE, state, Policy.CHEAPEST).retryAfter());
    }
  }

  private static Optional<Duration> pause(int seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  @Test
  void refused_whenItsTurnCame_isSaidOfItAlone() {
    RoutePlan plan = plan(IMAGINE, three, Policy.CHEAPEST);
    RoutePlan told = plan.refused(fast("comet"), RouteReason.BUSY);
    assertEquals(Optional.of(RouteReason.BUSY), told.decision().reason(fast("comet")));
    assertEquals(
        Optional.of(RouteReason.CHOSEN), told.decision().reason(new Route(id("deer"), Mode.RELAX)));
    assertEquals(plan.candidates(), told.candidates());
  }

  @Test
  void allEjected_oneOnTrial_keepsItsOwnCause() {
    long later = Duration.ofMinutes(1).toNanos();
    RouterState state =
        state(offer("tried", true, "fast 0.01"), offer("bad", true, "fast 0.1"))
            .with(fast("tried"), r -> r.with(ejectedAfter(0).admitted("t", later)))
            .with(
                fast("bad"),
                r ->
                    r.with(
                        ejectedAfter(9).readmitted().answered("u", Verdict.FATAL, later, later)));
    RoutePlan plan = RoutePlan.of(IMAGINE, state, Policy.CHEAPEST, new Random(1), later, NOON);
    assertEquals(List.of("bad/fast"), names(plan));
    assertEquals(Optional.of(RouteReason.ON_TRIAL), plan.decision().reason(fast("tried")));
  }

  @Test
  void noMoney_anotherOnTrial_retryAfterIsNotNow() {
    long later = Duration.ofMinutes(20).toNanos();
    RouterState state =
        state(offer("a", true, "fast 0.1"))
            .with(
                id("a"),
                p ->
                    p.with(
                        p.account()
                            .moneyRefused(Optional.of(Money.usd("0.1")), 0, 0)
                            .admitted("t", Optional.of(Money.usd("0.1")), later)));
    RoutePlan plan = RoutePlan.of(IMAGINE, state, Policy.CHEAPEST, new Random(1), later, NOON);
    assertEquals(Optional.of(Duration.ofMinutes(10)), plan.retryAfter());
  }

  @Test
  void nothingLeft_retryAfter_isTheFirstCauseThatPasses() {
    RouterState state =
        state(offer("a", true, "fast 0.1"), offer("b", true, "fast 0.1"))
            .with(id("a"), p -> p.with(p.cooldown().busy(Optional.of(Duration.ofSeconds(9)), 0, 0)))
            .with(
                id("b"), p -> p.with(p.cooldown().busy(Optional.of(Duration.ofSeconds(5)), 0, 0)));
    RoutePlan plan = plan(IMAGINE, state, Policy.CHEAPEST);
    assertEquals(List.of(), plan.candidates());
    assertEquals(Optional.of(Duration.ofSeconds(5)), plan.retryAfter());
    assertEquals(
        Optional.empty(),
        plan(IMAGINE.withMaxPrice(Optional.of(Money.ZERO)), three, Policy.CHEAPEST).retryAfter());
  }

  @Property(tries = 300)
  void anyWorld_plan_repeatsItselfAndNeverLeavesItsLimits(@ForAll long seed) {
    Random random = new Random(seed);
    Demand demand =
        IMAGINE
            .withModes(random.nextBoolean() ? List.of(Mode.RELAX) : ANY)
            .withMaxPrice(
                random.nextBoolean()
                    ? Optional.of(new Money(random.nextInt(200_000)))
                    : Optional.empty());
    Policy policy = Policy.values()[random.nextInt(Policy.values().length)];
    RoutePlan plan = RoutePlan.of(demand, three, policy, new Random(seed), 5, NOON);
    assertEquals(plan, RoutePlan.of(demand, three, policy, new Random(seed), 5, NOON));
    for (Candidate candidate : plan.candidates()) {
      assertTrue(demand.modes().contains(candidate.route().mode()));
      demand
          .maxPrice()
          .ifPresent(most -> assertTrue(candidate.price().orElseThrow().compareTo(most) <= 0));
    }
    assertEquals(6, plan.decision().entries().size());
  }

  private static Health ejectedAfter(int successes) {
    Health health = Health.fresh();
    for (int i = 0; i < successes; i++) {
      health = health.answered("t", Verdict.GOOD, 0, 0);
    }
    return health.answered("t", Verdict.FATAL, 0, 0);
  }

  private static RoutePlan plan(Demand demand, RouterState state, RoutingPolicy policy) {
    return RoutePlan.of(demand, state, policy, new Random(1), 0, NOON);
  }

  @Test
  void busy_retryAfter_isWhenTheFirstTaskIsLikelyToEnd() {
    ConcurrencyLimit full = ConcurrencyLimit.of(4).taken().taken().taken().taken();
    RouterState state = state(offer("a", true, "fast 0.1")).with(fast("a"), r -> r.with(full));
    RoutePlan plan = plan(IMAGINE, state, Policy.CHEAPEST);
    assertEquals(Optional.of(RouteReason.BUSY), plan.decision().reason(fast("a")));
    Duration usual = DurationModel.of(Mode.FAST, Action.IMAGINE).expected(0);
    assertEquals(Optional.of(usual.dividedBy(4)), plan.retryAfter());
  }
}
