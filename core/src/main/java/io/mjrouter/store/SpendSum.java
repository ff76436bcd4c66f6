package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Money;

/**
 * How much of an account's money stands in one state.
 *
 * @param account whose money
 * @param state where it stands
 * @param amount how much in all
 * @param count how many attempts; also those without a known price
 */
public record SpendSum(SpendAccount account, ChargeState state, Money amount, long count) {

  public SpendSum {
    requireNonNull(account, "account");
    requireNonNull(state, "state");
    requireNonNull(amount, "amount");
  }
}
