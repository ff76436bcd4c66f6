package io.mjrouter.route;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.route.Exclusion.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which routes to try, best first, and why the others not.
 *
 * @param candidates the routes that may be taken, best first
 * @param exclusions the reasons for all others
 */
public record RoutePlan(List<Candidate> candidates, List<Exclusion> exclusions) {

  public RoutePlan {
    candidates = List.copyOf(candidates);
    exclusions = List.copyOf(exclusions);
  }

  /**
   * Makes a plan.
   *
   * @param offers every provider, in the configured order, which decides among equals
   * @param disabled the providers that are switched off
   */
  public static RoutePlan of(
      Demand demand, List<Offer> offers, List<ProviderId> disabled, Policy policy) {
    List<Candidate> candidates = new ArrayList<>();
    List<Exclusion> exclusions = new ArrayList<>();
    for (Offer offer : offers) {
      Optional<Reason> whole = reasonAgainst(offer, demand);
      if (whole.isPresent()) {
        exclusions.add(new Exclusion(offer.provider(), Optional.empty(), whole.get()));
        continue;
      }
      for (Mode mode : offer.info().modes()) {
        Optional<Money> price = offer.info().prices().price(demand.submission().action(), mode);
        Optional<Reason> reason = reasonAgainst(mode, price, demand);
        if (reason.isPresent()) {
          exclusions.add(new Exclusion(offer.provider(), Optional.of(mode), reason.get()));
        } else {
          candidates.add(new Candidate(new Route(offer.provider(), mode), price, offer.priority()));
        }
      }
    }
    for (ProviderId provider : disabled) {
      exclusions.add(new Exclusion(provider, Optional.empty(), Reason.DISABLED));
    }
    candidates.sort(
        policy.order().thenComparing(Comparator.comparingInt(c -> demand.rank(c.route().mode()))));
    return new RoutePlan(candidates, exclusions);
  }

  private static Optional<Reason> reasonAgainst(Offer offer, Demand demand) {
    if (demand.origin().isPresent() && !demand.origin().get().equals(offer.provider())) {
      return Optional.of(Reason.NOT_AT_ORIGIN);
    }
    if (demand.pin().isPresent() && !demand.pin().get().equals(offer.provider())) {
      return Optional.of(Reason.NOT_PINNED);
    }
    if (offer.drained() && demand.origin().isEmpty()) {
      return Optional.of(Reason.DRAINED);
    }
    return offer.canTake(demand.submission()) ? Optional.empty() : Optional.of(Reason.UNSUPPORTED);
  }

  private static Optional<Reason> reasonAgainst(Mode mode, Optional<Money> price, Demand demand) {
    if (!demand.allows(mode)) {
      return Optional.of(Reason.MODE_NOT_ALLOWED);
    }
    if (demand.maxPrice().isEmpty()) {
      return Optional.empty();
    }
    if (price.isEmpty()) {
      return Optional.of(Reason.PRICE_UNKNOWN);
    }
    return price.get().compareTo(demand.maxPrice().get()) > 0
        ? Optional.of(Reason.PRICE_TOO_HIGH)
        : Optional.empty();
  }
}
