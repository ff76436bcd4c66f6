package io.mjrouter.route;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Submission;
import java.util.List;
import java.util.Optional;

/**
 * What a plan is made for.
 *
 * @param submission what is asked
 * @param modes the modes allowed, in order of preference where prices are equal; empty: every mode
 *     but turbo
 * @param maxPrice the most it may cost
 * @param pin the one provider that may serve it
 * @param origin for a follow-up: the provider where its parent lives
 */
public record Demand(
    Submission submission,
    List<Mode> modes,
    Optional<Money> maxPrice,
    Optional<ProviderId> pin,
    Optional<ProviderId> origin) {

  public Demand {
    requireNonNull(submission, "submission");
    modes = List.copyOf(modes);
    requireNonNull(maxPrice, "maxPrice");
    requireNonNull(pin, "pin");
    requireNonNull(origin, "origin");
  }

  boolean allows(Mode mode) {
    return modes.isEmpty() ? mode != Mode.TURBO : modes.contains(mode);
  }

  /** How far down the caller's own list a mode stands. */
  int rank(Mode mode) {
    return Math.max(0, modes.indexOf(mode));
  }
}
