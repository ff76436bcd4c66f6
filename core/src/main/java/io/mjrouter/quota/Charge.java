package io.mjrouter.quota;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import java.time.Instant;

/**
 * What one attempt costs, and to whose account it goes.
 *
 * @param provider who is paid
 * @param caller who asked; empty where callers are not told apart
 * @param amount how much; zero where nobody published a price
 * @param intent when the attempt was recorded: its day is the day of the money, whenever it moves
 */
public record Charge(ProviderId provider, String caller, Money amount, Instant intent) {

  public Charge {
    requireNonNull(provider, "provider");
    requireNonNull(caller, "caller");
    requireNonNull(intent, "intent");
    if (amount.micros() < 0) {
      throw new IllegalArgumentException("amount: " + amount + " (expected: not negative)");
    }
  }
}
