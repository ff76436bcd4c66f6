package io.mjrouter.quota;

import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import java.util.Map;
import java.util.Optional;

/**
 * The most that may be spent in a day.
 *
 * @param total over all providers
 * @param providers at one provider; absent: no cap
 * @param callers by one caller; absent: no cap
 */
public record SpendCaps(
    Optional<Money> total, Map<ProviderId, Money> providers, Map<String, Money> callers) {

  private static final SpendCaps NONE = new SpendCaps(Optional.empty(), Map.of(), Map.of());

  public SpendCaps {
    providers = Map.copyOf(providers);
    callers = Map.copyOf(callers);
  }

  public static SpendCaps none() {
    return NONE;
  }

  /** Whether any cap holds for this provider and caller: then a price must be known. */
  public boolean concern(ProviderId provider, String caller) {
    return total.isPresent() || providers.containsKey(provider) || callers.containsKey(caller);
  }
}
