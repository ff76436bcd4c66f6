package io.mjrouter.route;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.ProviderId;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ProviderSettings;
import java.util.List;
import java.util.OptionalInt;

/**
 * One provider as configured: what does not change while the router runs.
 *
 * @param provider its name
 * @param info what it is and can do
 * @param priority lower first, where a policy finds routes equal
 * @param weight how often it is first when chance decides, beside others
 * @param concurrent how many submits may be under way at once
 * @param perMinute how many submits a minute may be sent; empty: any number
 */
public record Offer(
    ProviderId provider,
    ProviderInfo info,
    int priority,
    int weight,
    int concurrent,
    OptionalInt perMinute) {

  public Offer {
    requireNonNull(provider, "provider");
    requireNonNull(info, "info");
    requireNonNull(perMinute, "perMinute");
    if (weight < 1) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: 1 or more)");
    }
    if (concurrent < 1) {
      throw new IllegalArgumentException("concurrent: " + concurrent + " (expected: 1 or more)");
    }
  }

  /** Those that a state was made of, in their order. */
  public static List<Offer> of(RouterState state) {
    return state.providers().stream().map(ProviderState::offer).toList();
  }

  public static Offer of(ProviderSettings settings, ProviderInfo info) {
    return new Offer(
        settings.id(),
        info,
        settings.priority(),
        settings.weight(),
        settings.concurrent(),
        settings.perMinute());
  }
}
