package io.mjrouter.quota;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Money;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/**
 * Amounts by the state of their charge. Each amount stands in exactly one state: a refund takes it
 * out of {@code SETTLED} and puts it into {@code REFUNDED}. An immutable value.
 */
public final class Tally {

  static final Tally EMPTY = new Tally(new EnumMap<>(ChargeState.class), Money.ZERO);

  private final EnumMap<ChargeState, Money> amounts;
  private final Money spent;

  private Tally(EnumMap<ChargeState, Money> amounts, Money spent) {
    this.amounts = amounts;
    this.spent = spent;
  }

  public Money in(ChargeState state) {
    return amounts.getOrDefault(state, Money.ZERO);
  }

  /** What counts against a cap: reserved, settled, disputed and duplicate. */
  public Money spent() {
    return spent;
  }

  /** Every amount that was ever reserved, whatever became of it. */
  public Money ever() {
    return amounts.values().stream().reduce(Money.ZERO, Money::plus);
  }

  Tally plus(ChargeState state, Money amount) {
    EnumMap<ChargeState, Money> copy = new EnumMap<>(amounts);
    copy.put(state, in(state).plus(amount));
    return new Tally(copy, state.isSpent() ? spent.plus(amount) : spent);
  }

  Tally moved(ChargeState from, ChargeState to, Money amount) {
    if (in(from).compareTo(amount) < 0) {
      throw new IllegalStateException(
          "move of " + amount + " from " + from + ", which holds only " + in(from));
    }
    EnumMap<ChargeState, Money> copy = new EnumMap<>(amounts);
    copy.put(from, in(from).minus(amount));
    copy.put(to, in(to).plus(amount));
    Money left = from.isSpent() ? spent.minus(amount) : spent;
    return new Tally(copy, to.isSpent() ? left.plus(amount) : left);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tally that && amounts.equals(that.amounts);
  }

  @Override
  public int hashCode() {
    return amounts.hashCode();
  }

  @Override
  public String toString() {
    return "Tally" + amounts;
  }
}
