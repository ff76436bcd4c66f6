package io.mjrouter.route;

import io.mjrouter.model.Money;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.SpendCap;
import io.mjrouter.quota.Charge;
import io.mjrouter.quota.Spend;
import io.mjrouter.quota.SpendCaps;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one place that says whether a route may take a submission.
 *
 * <p>Causes are looked for in this order, and the first is named: who may serve it at all (origin,
 * named provider, tried before), capability, modes, price, what the operator says, hard causes
 * (key, money), ejection, pauses and places, calls a minute, caps on money, the account's balance,
 * the deadline.
 */
final class Filter {

  /** How likely a route must be to finish in time. */
  static final double CONFIDENCE = 0.9;

  /** About what a submit call takes. */
  private static final Duration CALL = Duration.ofSeconds(2);

  private final Demand demand;
  private final Spend spend;
  private final SpendCaps caps;
  private final long now;
  private final Instant wall;

  Filter(Demand demand, Spend spend, SpendCaps caps, long now, Instant wall) {
    this.demand = demand;
    this.caps = caps;
    this.now = now;
    this.wall = wall;
    this.spend = spend;
  }

  /**
   * The cause against a route, or null.
   *
   * @param leastBad whether ejection is overlooked, since nothing better is left
   */
  @Nullable RouteReason against(
      ProviderState provider, RouteState route, Optional<Money> price, boolean leastBad) {
    RouteReason reason = cannot(provider, route, price);
    if (reason == null) {
      reason = mustNot(provider, route, price, leastBad);
    }
    return reason == null ? notNow(provider, route, price) : reason;
  }

  private @Nullable RouteReason cannot(
      ProviderState provider, RouteState route, Optional<Money> price) {
    Offer offer = provider.offer();
    if (demand.origin().isPresent() && !demand.origin().get().equals(offer.provider())) {
      return RouteReason.NOT_AT_ORIGIN;
    }
    if (!demand.providers().isEmpty() && !demand.providers().contains(offer.provider())) {
      return RouteReason.NOT_PINNED;
    }
    if (demand.tried().contains(route.route())) {
      return RouteReason.TRIED;
    }
    if (!offer.info().canTake(demand.submission())) {
      return RouteReason.UNSUPPORTED;
    }
    if (!demand.allows(route.route().mode())) {
      return RouteReason.MODE_NOT_ALLOWED;
    }
    if (price.isEmpty()) {
      boolean mustKnow =
          demand.maxPrice().isPresent() || caps.concern(offer.provider(), demand.caller());
      return mustKnow ? RouteReason.PRICE_UNKNOWN : null;
    }
    return demand.maxPrice().isPresent() && price.get().compareTo(demand.maxPrice().get()) > 0
        ? RouteReason.PRICE_TOO_HIGH
        : null;
  }

  private @Nullable RouteReason mustNot(
      ProviderState provider, RouteState route, Optional<Money> price, boolean leastBad) {
    AccountState account = provider.account();
    if (account.disabled()) {
      return RouteReason.DISABLED;
    }
    if (account.drained() && demand.origin().isEmpty()) {
      return RouteReason.DRAINED;
    }
    if (account.badKey()) {
      return RouteReason.BAD_KEY;
    }
    if (account.lacksMoney(price, now)) {
      return RouteReason.NO_MONEY;
    }
    if (leastBad) {
      return null;
    }
    return switch (route.health().standing(now)) {
      case IN, TRIAL -> null;
      case ON_TRIAL -> RouteReason.ON_TRIAL;
      case EJECTED -> RouteReason.EJECTED;
    };
  }

  private @Nullable RouteReason notNow(
      ProviderState provider, RouteState route, Optional<Money> price) {
    if (!provider.cooldown().isOver(now) || !route.cooldown().isOver(now)) {
      return RouteReason.COOLING_DOWN;
    }
    if (!provider.calls().hasRoom() || !route.tasks().hasRoom()) {
      return RouteReason.BUSY;
    }
    if (!provider.rate().hasRoom(now)) {
      return RouteReason.RATE_LIMITED;
    }
    if (price.isPresent()) {
      Charge charge = new Charge(route.route().provider(), demand.caller(), price.get(), wall);
      Optional<SpendCap> cap = spend.passed(caps, charge, demand.back());
      if (cap.isPresent()) {
        return RouteReason.of(cap.get());
      }
      if (!provider.balance().covers(price.get(), wall)) {
        return RouteReason.BALANCE_BELOW_PRICE;
      }
    }
    return isInTime(route) ? null : RouteReason.TOO_SLOW;
  }

  private boolean isInTime(RouteState route) {
    if (demand.deadline().isEmpty()) {
      return true;
    }
    DurationModel model = route.durations(demand.submission().action());
    return model.chanceWithin(demand.deadline().get().minusNanos(route.queue().waitNanos(now)), now)
        >= CONFIDENCE;
  }

  /** When a cause that passes by itself is over; empty where waiting alone does not help. */
  Optional<Long> over(RouteReason reason, ProviderState provider, RouteState route) {
    return switch (reason) {
      case EJECTED, ON_TRIAL -> Optional.of(route.health().earliest(now));
      case COOLING_DOWN ->
          Optional.of(later(provider.cooldown().overAt(now), route.cooldown().overAt(now)));
      case RATE_LIMITED -> Optional.of(provider.rate().roomAt(now));
      case NO_MONEY -> provider.account().moneyRetryAt();
      case BUSY -> Optional.of(now + place(provider, route).toNanos());
      case PROVIDER_SPEND_CAP, CALLER_SPEND_CAP, TOTAL_SPEND_CAP ->
          Optional.of(now + Duration.between(wall, spend.nextDay(wall)).toNanos());
      default -> Optional.empty();
    };
  }

  /**
   * The time until a place is likely to be free: of n tasks that take T, one ends after T/n. A call
   * is over much sooner.
   */
  private Duration place(ProviderState provider, RouteState route) {
    if (!provider.calls().hasRoom()) {
      return CALL;
    }
    Duration usual = route.durations(demand.submission().action()).expected(now);
    return usual.dividedBy(Math.max(1, route.tasks().inFlight()));
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }
}
