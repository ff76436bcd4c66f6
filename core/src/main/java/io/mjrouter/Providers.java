package io.mjrouter;

import static com.google.common.collect.ImmutableListMultimap.toImmutableListMultimap;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableListMultimap;
import io.mjrouter.guard.CurrentProvider;
import io.mjrouter.guard.GuardSettings;
import io.mjrouter.guard.GuardedProvider;
import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.route.Offer;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.Extensions;
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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks settings of providers and makes them, by the factories of their types. */
final class Providers {

  private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

  private final Map<String, ProviderFactory> factories = new TreeMap<>();
  private final ProviderContext context;

  /**
   * Finds the factories, and reports what is wrong with them.
   *
   * @param added factories beside those that are found
   */
  Providers(List<ProviderFactory> added, ProviderContext context, Problems problems) {
    this.context = context;
    Extensions.of(ProviderFactory.class).forEach(factory -> add(factory, problems));
    added.forEach(factory -> add(factory, problems));
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

  /** Reports everything that is wrong with settings and with the names among them. */
  void check(List<ProviderSettings> settings, List<ProviderId> taken, Problems problems) {
    Set<ProviderId> names = new HashSet<>();
    settings.forEach(each -> checkName(each.id(), names, problems));
    taken.forEach(each -> checkName(each, names, problems));
    settings.stream()
        .filter(ProviderSettings::enabled)
        .forEach(each -> check(each, problems.in(each.id().name())));
  }

  private static void checkName(ProviderId id, Set<ProviderId> names, Problems problems) {
    if (!names.add(id)) {
      problems.add(id.name(), "configured twice (expected: a name of its own)");
    }
  }

  /** Reports everything that is wrong with the settings of one. */
  void check(ProviderSettings each, Problems problems) {
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

  /** Makes one whose settings were found to be right. */
  GuardedProvider make(ProviderSettings settings) {
    ProviderFactory factory = requireNonNull(factories.get(settings.type()), settings.type());
    return guarded(factory.create(settings, context), settings);
  }

  /** What everything above sees of a provider. */
  GuardedProvider guarded(MjProvider provider, ProviderSettings settings) {
    return GuardedProvider.of(
        provider,
        GuardSettings.of(settings.concurrent(), settings.timeouts()),
        context.time(),
        context.random());
  }

  /** The provider as those see it who ask again by a plan of their own. */
  static MjProvider withoutRepeats(MjProvider provider) {
    return provider instanceof CurrentProvider current ? current.withoutRepeats() : provider;
  }

  /** How long a provider is not asked for anything free, since its host is down. */
  static Optional<Duration> leftAloneFor(MjProvider provider) {
    return provider instanceof CurrentProvider current ? current.leftAloneFor() : Optional.empty();
  }

  /** Says once what a user should know before relying on these. */
  static void warn(List<MjProvider> providers) {
    Map<ProviderId, List<String>> unpriced = new LinkedHashMap<>();
    List<ProviderId> losing = new ArrayList<>();
    for (MjProvider provider : providers) {
      List<String> modes = unpriced(provider.info());
      if (!modes.isEmpty()) {
        unpriced.put(provider.id(), modes);
      }
      if (!provider.info().can(Capability.LIST) || !provider.info().can(Capability.RECONCILE)) {
        losing.add(provider.id());
      }
    }
    if (!unpriced.isEmpty()) {
      LOG.warn(
          "no price is known for {}: what has none is asked last, and not at all under a limit;"
              + " set {}",
          unpriced,
          unpriced.keySet().stream()
              .map(id -> "midjourney.providers." + id + ".prices.default")
              .collect(joining(", ")));
    }
    if (!losing.isEmpty()) {
      LOG.warn(
          "providers {}: a submission whose answer is lost cannot be found there again;"
              + " it is held, and counts as spent",
          losing);
    }
  }

  /**
   * Says of which the host sees one customer: the router counts what each may do, and what each
   * holds, as if it were another account.
   *
   * @param all of them
   * @param change what became of them just now: of the others it was said before
   */
  static void warnOfShared(List<ProviderSettings> all, ProvidersChange change) {
    Set<ProviderId> news = new HashSet<>(change.added());
    news.addAll(change.changed().keySet());
    ImmutableListMultimap<Object, ProviderId> byAccount =
        all.stream()
            .filter(each -> each.enabled() && each.apiKey().isPresent())
            .collect(toImmutableListMultimap(Providers::account, ProviderSettings::id));
    for (Collection<ProviderId> same : byAccount.asMap().values()) {
      if (same.size() > 1 && same.stream().anyMatch(news::contains)) {
        LOG.warn(
            "providers {} have one address and one key: if that is one account,"
                + " its money and its places are counted for each of them; one provider can have"
                + " all of its modes",
            same);
      }
    }
  }

  /** Equal for those that have the same; one without an address has that of its type. */
  private static Object account(ProviderSettings settings) {
    String host =
        settings.baseUrl().map(CharMatcher.is('/')::trimTrailingFrom).orElse(settings.type());
    return List.of(host, settings.apiKey().orElseThrow());
  }

  private static List<String> unpriced(ProviderInfo info) {
    return info.modes().stream()
        .filter(mode -> info.prices().price(Action.IMAGINE, mode).isEmpty())
        .map(Mode::key)
        .toList();
  }

  static Roster.Entry entry(MjProvider provider, ProviderSettings settings) {
    return new Roster.Entry(
        provider,
        Offer.of(settings, provider.info()),
        settings.timeouts().submit(),
        settings.balance());
  }
}
