package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What a provider said about its money.
 *
 * @param remaining what is left; empty when the account is unlimited or the host does not say.
 *     Unknown is never zero
 * @param unlimited whether the host says that this key has no limit
 * @param at when it was read
 */
public record Balance(Optional<Money> remaining, boolean unlimited, Instant at) {

  public Balance {
    requireNonNull(remaining, "remaining");
    requireNonNull(at, "at");
  }

  public static Balance of(Money remaining, Instant at) {
    return new Balance(Optional.of(remaining), false, at);
  }

  public static Balance unlimited(Instant at) {
    return new Balance(Optional.empty(), true, at);
  }
}
