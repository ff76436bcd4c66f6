package io.mjrouter.route;

import static io.mjrouter.route.Routes.NOON;
import static io.mjrouter.route.Routes.fast;
import static io.mjrouter.route.Routes.id;
import static io.mjrouter.route.Routes.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.Balance;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.RouteReason;
import io.mjrouter.quota.BalanceState;
import io.mjrouter.quota.Charge;
import io.mjrouter.quota.ConcurrencyLimit;
import io.mjrouter.quota.Cooldown;
import io.mjrouter.quota.RateWindow;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderInfo;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** One route with any set of causes against it, beside one that is well or not there. */
class FilterTest {

  private static final long NOW = 77_000_000_000_000L;
  private static final Money PRICE = Money.usd("0.1");

  private static final Set<RouteReason> CAUSES = causes();

  private static Set<RouteReason> causes() {
    Set<RouteReason> causes = EnumSet.allOf(RouteReason.class);
    causes.removeIf(RouteReason::isAdmitted);
    causes.remove(RouteReason.LEFT_OUT_BY_POLICY);
    return causes;
  }

  @Property(tries = 10_000)
  void exclusion_itsNamedCauseRemoved_admitsOrNamesTheNext(@ForAll long seed) {
    Random random = new Random(seed);
    boolean alone = random.nextBoolean();
    int oneIn = 1 + random.nextInt(8);
    Set<RouteReason> causes = EnumSet.noneOf(RouteReason.class);
    for (RouteReason cause : CAUSES) {
      if (random.nextInt(oneIn) == 0) {
        causes.add(cause);
      }
    }
    if (causes.contains(RouteReason.EJECTED)) {
      causes.remove(RouteReason.ON_TRIAL);
    }
    while (!causes.isEmpty()) {
      RouteReason named = reasonNamed(causes, alone);
      boolean onlyEjected =
          causes.equals(EnumSet.of(RouteReason.EJECTED))
              || causes.equals(EnumSet.of(RouteReason.ON_TRIAL));
      if (onlyEjected && named == RouteReason.LEAST_BAD) {
        assertTrue(alone);
        return;
      }
      assertEquals(causes.iterator().next(), named);
      causes.remove(named);
    }
    assertTrue(reasonNamed(causes, alone).isAdmitted());
  }

  private static RouteReason reasonNamed(Set<RouteReason> causes, boolean alone) {
    RouterState state = state(causes, alone);
    RoutePlan plan = RoutePlan.of(demand(causes), state, Policy.CHEAPEST, new Random(1), NOW, NOON);
    assertEquals(state.routes().size(), plan.decision().entries().size());
    RouteReason reason = plan.decision().reason(fast("tested")).orElseThrow();
    Admission admission =
        state.admit(demand(causes), fast("tested"), plan.leastBad(), false, "token", NOW, NOON);
    assertEquals(reason.isAdmitted(), admission instanceof Admission.Admitted);
    return reason;
  }

  private static Demand demand(Set<RouteReason> causes) {
    Demand demand = Routes.IMAGINE.withCaller("web");
    if (causes.contains(RouteReason.NOT_AT_ORIGIN)) {
      demand = demand.withOrigin(Optional.of(id("other")));
    }
    if (causes.contains(RouteReason.NOT_PINNED)) {
      demand = demand.withProviders(Set.of(id("other")));
    }
    if (causes.contains(RouteReason.TRIED)) {
      demand = demand.withTried(Set.of(fast("tested")));
    }
    if (causes.contains(RouteReason.MODE_NOT_ALLOWED)) {
      demand = demand.withModes(List.of(Mode.RELAX));
    }
    if (causes.contains(RouteReason.PRICE_TOO_HIGH)) {
      demand = demand.withMaxPrice(Optional.of(PRICE.minus(new Money(1))));
    } else if (causes.contains(RouteReason.PRICE_UNKNOWN)) {
      demand = demand.withMaxPrice(Optional.of(PRICE));
    }
    if (causes.contains(RouteReason.TOO_SLOW)) {
      demand = demand.withDeadline(Optional.of(Duration.ofSeconds(20)));
    }
    return demand;
  }

  private static RouterState state(Set<RouteReason> causes, boolean alone) {
    Offer well = offer("other", true, "relax 0.01", "fast 0.02");
    PriceList prices =
        causes.contains(RouteReason.PRICE_UNKNOWN)
            ? PriceList.unknown()
            : PriceList.builder().otherwise(Mode.FAST, PRICE).build();
    Set<Capability> can = EnumSet.allOf(Capability.class);
    if (causes.contains(RouteReason.UNSUPPORTED)) {
      can.remove(Capability.IMAGINE);
    }
    Offer tested =
        new Offer(
            id("tested"),
            new ProviderInfo("test", EnumSet.of(Mode.FAST), can, prices, false, true),
            0,
            1,
            5,
            OptionalInt.of(1));
    Money cap = PRICE.plus(PRICE).minus(new Money(1));
    Map<String, Money> callers = new HashMap<>();
    Map<ProviderId, Money> providers = new HashMap<>();
    if (causes.contains(RouteReason.PROVIDER_SPEND_CAP)) {
      providers.put(id("tested"), cap);
    }
    if (causes.contains(RouteReason.CALLER_SPEND_CAP)) {
      callers.put("web", cap);
    }
    SpendCaps caps =
        new SpendCaps(
            causes.contains(RouteReason.TOTAL_SPEND_CAP) ? Optional.of(cap) : Optional.empty(),
            providers,
            callers);
    List<Offer> offers = alone ? List.of(tested) : List.of(tested, well);
    RouterState empty = RouterState.of(offers, ZoneOffset.UTC, caps);
    Charge spent = new Charge(id("tested"), "web", PRICE, NOON);
    RouterState state =
        spent(empty, spent)
            .with(id("tested"), p -> provider(p, causes))
            .with(fast("tested"), r -> route(r, causes));
    return state
        .disabled(id("tested"), causes.contains(RouteReason.DISABLED))
        .drained(id("tested"), causes.contains(RouteReason.DRAINED));
  }

  private static RouterState spent(RouterState state, Charge charge) {
    return state.adopted(
        new Ticket(
            fast("tested"),
            Action.IMAGINE,
            Optional.of(charge.amount()),
            "before",
            charge.caller(),
            0,
            NOON,
            0),
        ChargeState.SETTLED,
        false);
  }

  private static ProviderState provider(ProviderState old, Set<RouteReason> causes) {
    AccountState account = old.account();
    if (causes.contains(RouteReason.BAD_KEY)) {
      account = account.keyRefused(0);
    }
    if (causes.contains(RouteReason.NO_MONEY)) {
      account = account.moneyRefused(Optional.empty(), NOW - 1, NOW - 1);
    }
    ProviderState state = old.with(account);
    if (causes.contains(RouteReason.BUSY)) {
      ConcurrencyLimit limit = ConcurrencyLimit.of(1);
      state = state.with(limit.taken());
    }
    if (causes.contains(RouteReason.RATE_LIMITED)) {
      state = state.with(RateWindow.of(OptionalInt.of(1)).taken(NOW - 1));
    }
    if (causes.contains(RouteReason.BALANCE_BELOW_PRICE)) {
      state =
          state.with(
              BalanceState.unknown()
                  .read(Balance.of(PRICE.minus(new Money(1)), NOON), 0, Money.ZERO));
    }
    return state;
  }

  private static RouteState route(RouteState old, Set<RouteReason> causes) {
    RouteState state = old;
    Health ejected = Health.fresh().answered("x", Verdict.FATAL, NOW - 10, NOW - 10);
    if (causes.contains(RouteReason.EJECTED)) {
      state = state.with(ejected);
    }
    if (causes.contains(RouteReason.ON_TRIAL)) {
      Health earlier =
          Health.fresh().answered("x", Verdict.FATAL, NOW - 60_000_000_000L, NOW - 60_000_000_000L);
      state = state.with(earlier.admitted("trial", NOW - 5));
    }
    if (causes.contains(RouteReason.COOLING_DOWN)) {
      state =
          state.with(Cooldown.none().busy(Optional.of(Duration.ofSeconds(9)), NOW - 1, NOW - 1));
    }
    return state;
  }
}
