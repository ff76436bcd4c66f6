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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Every provider as configured now, in the configured order, and those that are configured no more
 * and still have tasks. Safe for use by many threads: a change is seen as a whole.
 */
public final class Roster {

  private final AtomicReference<Lists> lists;
  private final UnaryOperator<MjProvider> view;

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

  /** The roster at one moment. */
  private record Lists(
      Map<ProviderId, Entry> configured,
      Map<ProviderId, Entry> leaving,
      List<ProviderId> disabled) {

    private static Lists of(
        Collection<Entry> configured, Collection<Entry> leaving, Collection<ProviderId> disabled) {
      return new Lists(byId(configured), byId(leaving), List.copyOf(disabled));
    }

    private static Map<ProviderId, Entry> byId(Collection<Entry> entries) {
      Map<ProviderId, Entry> byId = new LinkedHashMap<>();
      entries.forEach(entry -> byId.put(entry.provider().id(), entry));
      return Collections.unmodifiableMap(byId);
    }

    private Optional<Entry> find(ProviderId id) {
      return Optional.ofNullable(configured.get(id)).or(() -> Optional.ofNullable(leaving.get(id)));
    }
  }

  /**
   * A roster.
   *
   * @param entries the providers, each under a name of its own
   * @param disabled the names of those that are switched off
   */
  public Roster(List<Entry> entries, List<ProviderId> disabled) {
    this(new AtomicReference<>(Lists.of(entries, List.of(), disabled)), UnaryOperator.identity());
  }

  private Roster(AtomicReference<Lists> lists, UnaryOperator<MjProvider> view) {
    this.lists = lists;
    this.view = view;
  }

  /** The same providers, now and later, each seen through something. */
  public Roster with(UnaryOperator<MjProvider> through) {
    return new Roster(lists, provider -> through.apply(view.apply(provider)));
  }

  /**
   * Becomes another, at once and as a whole.
   *
   * @param leaving those that take nothing new, and still have tasks
   */
  public void become(
      Collection<Entry> configured, Collection<Entry> leaving, Collection<ProviderId> disabled) {
    lists.set(Lists.of(configured, leaving, disabled));
  }

  /** Who has tasks under that name: as configured, or as it was. */
  public Optional<MjProvider> provider(ProviderId id) {
    return current().find(id).map(entry -> view.apply(entry.provider));
  }

  /** Who is configured under that name. */
  public Optional<MjProvider> configured(ProviderId id) {
    return Optional.ofNullable(current().configured.get(id))
        .map(entry -> view.apply(entry.provider));
  }

  /** What the router knows of each that is configured, in that order. */
  public List<Offer> offers() {
    return current().configured.values().stream().map(Entry::offer).toList();
  }

  Optional<Entry> find(ProviderId id) {
    return current().find(id);
  }

  Collection<Entry> entries() {
    return current().configured.values();
  }

  public List<ProviderId> disabled() {
    return current().disabled;
  }

  private Lists current() {
    return requireNonNull(lists.get());
  }
}
