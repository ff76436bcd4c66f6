package io.mjrouter.route;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Money;
import io.mjrouter.model.Route;
import java.util.Optional;

/**
 * A route that may be taken.
 *
 * @param route provider and mode
 * @param price what it costs; empty where nobody published a price
 * @param priority the provider's
 */
public record Candidate(Route route, Optional<Money> price, int priority) {

  public Candidate {
    requireNonNull(route, "route");
    requireNonNull(price, "price");
  }
}
