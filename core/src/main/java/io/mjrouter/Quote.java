package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Money;
import io.mjrouter.model.Route;
import java.time.Duration;
import java.util.Optional;

/**
 * What a submission would be sent to first, and what that costs. Nothing was sent.
 *
 * @param route provider and mode
 * @param price the published or configured price; empty where nobody published one
 * @param usual how long such a task is expected to take there, its queue included; no promise
 */
public record Quote(Route route, Optional<Money> price, Duration usual) {

  public Quote {
    requireNonNull(route, "route");
    requireNonNull(price, "price");
    requireNonNull(usual, "usual");
  }
}
