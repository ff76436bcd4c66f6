package io.mjrouter.route;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Money;
import io.mjrouter.model.Route;
import java.time.Duration;
import java.util.Optional;

/**
 * A route that may be taken, as a policy sees it.
 *
 * @param route provider and mode
 * @param price what it costs; empty where nobody published a price
 * @param expected how long it is expected to take, its queue included
 * @param chanceAccepted the chance that the host takes the submission
 * @param chanceFinished the chance that it finishes what it took
 * @param refundsFailures whether it gives the money back where it does not
 * @param priority the provider's; lower first
 * @param weight the provider's
 */
public record Candidate(
    Route route,
    Optional<Money> price,
    Duration expected,
    double chanceAccepted,
    double chanceFinished,
    boolean refundsFailures,
    int priority,
    int weight) {

  public Candidate {
    requireNonNull(route, "route");
    requireNonNull(price, "price");
    requireNonNull(expected, "expected");
  }

  /** The chance that it takes the submission and finishes it. */
  public double chance() {
    return chanceAccepted * chanceFinished;
  }

  /**
   * The expected cost of one finished picture in micro-dollars, infinite where the price is
   * unknown: the price where failures are refunded, else the price divided by the chance to finish,
   * since on average 1 / chance tries are paid for each picture. A refusal costs nothing.
   */
  public double costPerPicture() {
    if (price.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double micros = price.get().micros();
    return refundsFailures ? micros : micros / Math.max(0.01, chanceFinished);
  }
}
