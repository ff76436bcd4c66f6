package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Money;
import java.util.Optional;

/**
 * One movement of the money of one attempt.
 *
 * @param account whose money, for what, and of which day
 * @param from where it stood; empty when it is reserved just now
 * @param to where it stands from now on
 * @param amount how much; zero where nobody published a price
 */
public record Booking(
    SpendAccount account, Optional<ChargeState> from, ChargeState to, Money amount) {

  public Booking {
    requireNonNull(account, "account");
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    if (amount.micros() < 0) {
      throw new IllegalArgumentException("amount: " + amount + " (expected: not negative)");
    }
  }

  /** Whether it adds to what counts against caps. */
  boolean isReservation() {
    return from.isEmpty() && to.isSpent();
  }

  /** Whether it takes away from that. */
  boolean isReturn() {
    return from.filter(ChargeState::isSpent).isPresent() && !to.isSpent();
  }
}
