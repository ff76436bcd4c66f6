package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Money;
import io.mjrouter.model.SpendCap;

/**
 * The most that a reservation may bring a day's money to.
 *
 * @param cap whether it is counted over the reservation's provider, its caller or everything
 * @param most what may be reached and not passed
 */
public record SpendLimit(SpendCap cap, Money most) {

  public SpendLimit {
    requireNonNull(cap, "cap");
    requireNonNull(most, "most");
  }
}
