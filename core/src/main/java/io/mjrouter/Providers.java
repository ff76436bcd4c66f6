package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.guard.GuardSettings;
import io.mjrouter.guard.GuardedProvider;
import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.Offer;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.NearestName;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.submit.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers of a configuration: checked all at once, then made. */
final class Providers {

  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

  private final List<ProviderSettings> settings;
  private final List<MjProvider> handed;
  private final Map<String, ProviderFactory> factories = new TreeMap<>();
  private final List<MjProvider> created = new ArrayList<>();

  /**
   * Reports everything that is wrong.
   *
   * @param handed providers that were made elsewhere
   * @param added factories beside those that are found
   */
  Providers(
      List<ProviderSettings> settings,
      List<MjProvider> handed,
      List<ProviderFactory> added,
      Problems problems) {
    this.settings = List.copyOf(settings);
    this.handed = List.copyOf(handed);
    Problems below = problems.in("providers");
    ServiceLoader.load(ProviderFactory.class).forEach(factory -> add(factory, below));
    added.forEach(factory -> add(factory, below));
    if (settings.stream().noneMatch(ProviderSettings::enabled) && handed.isEmpty()) {
      below.add("", "none that is enabled (expected: at least one)");
    }
    Set<ProviderId> names = new HashSet<>();
    settings.forEach(each -> checkName(each.id(), names, below));
    handed.forEach(each -> checkName(each.id(), names, below));
    settings.stream()
        .filter(ProviderSettings::enabled)
        .forEach(each -> check(each, below.in(each.id().name())));
  }

  private void add(ProviderFactory factory, Problems problems) {
    ProviderFactory other = factories.putIfAbsent(factory.type(), factory);
    if (other != null) {
      problems.add(
          "",
          "type "
              + factory.type()
              + " is made by "
              + other.getClass().getName()
              + " and by "
              + factory.getClass().getName()
              + " (expected: one factory of a type)");
    }
  }

  private static void checkName(ProviderId id, Set<ProviderId> names, Problems problems) {
    if (!names.add(id)) {
      problems.add(id.name(), "configured twice (expected: a name of its own)");
    }
  }

  private void check(ProviderSettings each, Problems problems) {
    each.validate(problems);
    ProviderFactory factory = factories.get(each.type());
    if (factory == null) {
      problems.add(
          "type",
          "'"
              + each.type()
              + "' (expected: one of "
              + factories.keySet()
              + ")"
              + NearestName.hint(each.type(), factories.keySet()));
    } else {
      factory.validate(each, problems);
    }
  }

  /** Makes the enabled ones; if one cannot be made, those made before are closed. */
  Roster create(ProviderContext context) {
    List<Roster.Entry> entries = new ArrayList<>();
    List<ProviderId> disabled = new ArrayList<>();
    try {
      for (ProviderSettings each : settings) {
        if (each.enabled()) {
          MjProvider made =
              requireNonNull(factories.get(each.type()), each.type()).create(each, context);
          MjProvider provider = guarded(made, each, context);
          created.add(provider);
          warn(provider);
          entries.add(entry(provider, each));
        } else {
          disabled.add(each.id());
        }
      }
    } catch (RuntimeException e) {
      created.forEach(MjProvider::close);
      throw e;
    }
    for (MjProvider provider : handed) {
      warn(provider);
      ProviderSettings defaults =
          ProviderSettings.builder(provider.id().name(), provider.info().type()).build();
      entries.add(entry(guarded(provider, defaults, context), defaults));
    }
    return new Roster(entries, disabled);
  }

  /** What everything above sees of a provider. */
  private static MjProvider guarded(
      MjProvider provider, ProviderSettings settings, ProviderContext context) {
    return GuardedProvider.of(
        provider,
        GuardSettings.of(settings.concurrent(), settings.timeouts()),
        context.time(),
        context.random());
  }

  /** The provider as those see it who ask again by a plan of their own. */
  static MjProvider withoutRepeats(MjProvider provider) {
    return provider instanceof GuardedProvider guarded ? guarded.withoutRepeats() : provider;
  }

  /** How long a provider is not asked for anything free, since its host is down. */
  static Optional<Duration> leftAloneFor(MjProvider provider) {
    return provider instanceof GuardedProvider guarded ? guarded.leftAloneFor() : Optional.empty();
  }

  /** Says once what a user should know before relying on a provider. */
  private static void warn(MjProvider provider) {
    ProviderInfo info = provider.info();
    List<String> unpriced =
        info.modes().stream()
            .filter(mode -> info.prices().price(Action.IMAGINE, mode).isEmpty())
            .map(Mode::key)
            .toList();
    if (!unpriced.isEmpty()) {
      LOG.warn(
          "provider {}: no price is known for {}: it is asked last, and not at all under a limit;"
              + " set midjourney.providers.{}.prices.default",
          provider.id(),
          unpriced,
          provider.id());
    }
    if (!info.can(Capability.LIST) || !info.can(Capability.RECONCILE)) {
      LOG.warn(
          "provider {}: a submission whose answer is lost cannot be found there again;"
              + " it is held, and counts as spent",
          provider.id());
    }
  }

  private static Roster.Entry entry(MjProvider provider, ProviderSettings settings) {
    return new Roster.Entry(
        provider,
        Offer.of(settings, provider.info()),
        settings.timeouts().submit(),
        settings.balance());
  }

  /** The caps on a day's money. */
  SpendCaps caps(RoutingSettings routing) {
    Map<ProviderId, Money> each = new HashMap<>();
    settings.forEach(s -> s.dailySpend().ifPresent(most -> each.put(s.id(), most)));
    return new SpendCaps(routing.dailySpend(), each, routing.callerSpend());
  }

  /** Which providers take no new submissions. */
  List<ProviderId> drained() {
    return settings.stream().filter(ProviderSettings::drain).map(ProviderSettings::id).toList();
  }

  /** What was made here, and is to be closed here. */
  List<MjProvider> created() {
    return List.copyOf(created);
  }
}
