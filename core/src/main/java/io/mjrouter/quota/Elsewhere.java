package io.mjrouter.quota;

import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.store.SpendSum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What counts against a day's caps and is not this process's own: the sums of a store less what
 * moved here. Below zero where others gave back what was spent here. An immutable value.
 */
final class Elsewhere {

  static final Elsewhere NOTHING = new Elsewhere(Money.ZERO, Map.of(), Map.of());

  private final Money total;
  private final Map<ProviderId, Money> providers;
  private final Map<String, Money> callers;

  private Elsewhere(Money total, Map<ProviderId, Money> providers, Map<String, Money> callers) {
    this.total = total;
    this.providers = providers;
    this.callers = callers;
  }

  /** Of one day's sums over all processes, what is not this day's own. */
  static Elsewhere of(List<SpendSum> sums, Spend.Day own) {
    Money total = Money.ZERO.minus(own.total().spent());
    Map<ProviderId, Money> providers = new HashMap<>();
    Map<String, Money> callers = new HashMap<>();
    own.providers().forEach((id, tally) -> providers.put(id, Money.ZERO.minus(tally.spent())));
    own.callers().forEach((name, tally) -> callers.put(name, Money.ZERO.minus(tally.spent())));
    for (SpendSum sum : sums) {
      if (sum.state().isSpent()) {
        total = total.plus(sum.amount());
        providers.merge(sum.account().provider(), sum.amount(), Money::plus);
        callers.merge(sum.account().caller(), sum.amount(), Money::plus);
      }
    }
    return new Elsewhere(total, providers, callers);
  }

  Money total() {
    return total;
  }

  Money provider(ProviderId provider) {
    return providers.getOrDefault(provider, Money.ZERO);
  }

  Money caller(String caller) {
    return callers.getOrDefault(caller, Money.ZERO);
  }
}
