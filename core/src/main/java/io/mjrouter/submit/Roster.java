package io.mjrouter.submit;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.ProviderId;
import io.mjrouter.route.Offer;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Every configured provider, in the configured order. Immutable. */
public final class Roster {

  private final Map<ProviderId, Entry> entries;
  private final List<Offer> offers;
  private final List<ProviderId> disabled;

  /**
   * One provider.
   *
   * @param provider the provider
   * @param offer what the router knows of it
   * @param submitTimeout how long one submission may take there
   * @param balance how its balance is read
   */
  public record Entry(
      MjProvider provider, Offer offer, Duration submitTimeout, BalanceSettings balance) {
    public Entry {
      requireNonNull(provider, "provider");
      requireNonNull(offer, "offer");
      requireNonNull(submitTimeout, "submitTimeout");
      requireNonNull(balance, "balance");
    }

    /** Whether its balance can be read, and may be. */
    boolean tellsBalance() {
      return balance.enabled() && provider.info().can(Capability.BALANCE);
    }

    /** Whether its balance is read with the key that submits are sent with. */
    boolean readsWithTheKey() {
      return balance.key().isEmpty() && balance.accessToken().isEmpty();
    }
  }

  /**
   * A roster.
   *
   * @param entries the providers, each under a name of its own
   * @param disabled the names of those that are switched off
   */
  public Roster(List<Entry> entries, List<ProviderId> disabled) {
    Map<ProviderId, Entry> byId = new LinkedHashMap<>();
    entries.forEach(entry -> byId.put(entry.provider().id(), entry));
    this.entries = Collections.unmodifiableMap(byId);
    this.offers = entries.stream().map(Entry::offer).toList();
    this.disabled = List.copyOf(disabled);
  }

  /** The same providers, each seen through something. */
  public Roster with(UnaryOperator<MjProvider> view) {
    return new Roster(
        entries.values().stream()
            .map(e -> new Entry(view.apply(e.provider), e.offer, e.submitTimeout, e.balance))
            .toList(),
        disabled);
  }

  public Optional<Entry> find(ProviderId id) {
    return Optional.ofNullable(entries.get(id));
  }

  public Optional<MjProvider> provider(ProviderId id) {
    return find(id).map(Entry::provider);
  }

  public List<Offer> offers() {
    return offers;
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  public List<ProviderId> disabled() {
    return disabled;
  }
}
