package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.guard.CurrentProvider;
import io.mjrouter.guard.GuardedProvider;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.submit.Roster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every provider of one router, from when it is made until it is closed. What stays the same
 * through a change is left alone: its connections, its guard, and the calls in it.
 *
 * <p>Those handed in are always there, and closed where they were made. Not safe for use by many
 * threads, but for {@link #close} and for the roster, which show whole changes.
 */
final class Fleet implements AutoCloseable {

  private final Providers providers;
  private final List<Roster.Entry> handed;
  private final Roster roster;
  private final Map<ProviderId, Member> members = new LinkedHashMap<>();
  private final Map<ProviderId, Member> leaving = new LinkedHashMap<>();
  private final Set<CurrentProvider> open = new HashSet<>();
  private List<ProviderId> disabled = List.of();

  /** One that was made here, as it is configured. */
  private record Member(ProviderSettings settings, CurrentProvider provider, Roster.Entry entry) {

    private static Member of(ProviderSettings settings, CurrentProvider provider) {
      return new Member(settings, provider, Providers.entry(provider, settings));
    }
  }

  /**
   * What a change came to.
   *
   * @param change for people
   * @param renewed those that are reached in another way than before
   * @param drained those of which the settings say anew whether they take submissions
   */
  record Changed(
      ProvidersChange change, List<ProviderId> renewed, Map<ProviderId, Boolean> drained) {}

  /** Those made and not yet put into their places. */
  final class Made {
    private final Map<ProviderId, GuardedProvider> all = new HashMap<>();

    /** Makes what these settings need. */
    void add(ProviderSettings settings) {
      Member before = known(settings.id());
      if (before == null || SettingsDiff.between(before.settings(), settings).needsAnother()) {
        all.put(settings.id(), providers.make(settings));
      }
    }

    /** Closes them again. */
    void discard() {
      all.values().forEach(MjProvider::close);
    }
  }

  Fleet(Providers providers, List<MjProvider> handed) {
    this.providers = providers;
    this.handed = handed.stream().map(this::entry).toList();
    this.roster = new Roster(this.handed, List.of());
  }

  private Roster.Entry entry(MjProvider provider) {
    ProviderSettings defaults =
        ProviderSettings.builder(provider.id().name(), provider.info().type()).build();
    return Providers.entry(CurrentProvider.of(providers.guarded(provider, defaults)), defaults);
  }

  Roster roster() {
    return roster;
  }

  /** The names of those handed in. */
  List<ProviderId> handed() {
    return handed.stream().map(each -> each.provider().id()).toList();
  }

  Made making() {
    return new Made();
  }

  /**
   * Becomes what is wanted.
   *
   * @param wanted all of them, in order, each under a name of its own; those that are not enabled
   *     are as good as not there
   * @param made what they need
   */
  Changed become(List<ProviderSettings> wanted, Made made) {
    List<ProviderId> added = new ArrayList<>();
    Map<ProviderId, List<String>> changed = new LinkedHashMap<>();
    List<ProviderId> renewed = new ArrayList<>();
    Map<ProviderId, Boolean> drained = new LinkedHashMap<>();
    Map<ProviderId, Member> next = new LinkedHashMap<>();
    for (ProviderSettings settings : wanted) {
      if (!settings.enabled()) {
        continue;
      }
      ProviderId id = settings.id();
      Member before = known(id);
      SettingsDiff diff =
          before == null
              ? new SettingsDiff(List.of())
              : SettingsDiff.between(before.settings(), settings);
      boolean isNew = !members.containsKey(id);
      if (isNew) {
        added.add(id);
      } else if (!diff.isEmpty()) {
        changed.put(id, diff.properties());
      }
      if (diff.isOtherAccess()) {
        renewed.add(id);
      }
      if (isNew || diff.has("drain")) {
        drained.put(id, settings.drain());
      }
      next.put(id, placed(settings, before, diff, made.all.get(id)));
    }
    List<ProviderId> removed =
        members.keySet().stream().filter(id -> !next.containsKey(id)).toList();
    removed.forEach(id -> leaving.put(id, members.get(id)));
    leaving.keySet().removeAll(next.keySet());
    members.clear();
    members.putAll(next);
    disabled = wanted.stream().filter(s -> !s.enabled()).map(ProviderSettings::id).toList();
    show();
    return new Changed(new ProvidersChange(added, removed, changed), renewed, drained);
  }

  private Member placed(
      ProviderSettings settings,
      @Nullable Member before,
      SettingsDiff diff,
      @Nullable GuardedProvider made) {
    if (before == null) {
      CurrentProvider provider = CurrentProvider.of(requireNonNull(made, "made"));
      synchronized (open) {
        open.add(provider);
      }
      return Member.of(settings, provider);
    }
    if (made != null) {
      before.provider().become(made);
    }
    return diff.isEmpty() ? before : Member.of(settings, before.provider());
  }

  private @Nullable Member known(ProviderId id) {
    Member member = members.get(id);
    return member != null ? member : leaving.get(id);
  }

  /** The names of those that are configured no more, and still have tasks. */
  Set<ProviderId> leaving() {
    return new LinkedHashSet<>(leaving.keySet());
  }

  /** Closes one that is leaving. */
  void release(ProviderId id) {
    Member member = leaving.remove(id);
    if (member != null) {
      show();
      synchronized (open) {
        open.remove(member.provider());
      }
      member.provider().close();
    }
  }

  /** The caps on a day's money. */
  SpendCaps caps(RoutingSettings routing) {
    Map<ProviderId, Money> each = new HashMap<>();
    members.forEach(
        (id, member) -> member.settings().dailySpend().ifPresent(most -> each.put(id, most)));
    return new SpendCaps(routing.dailySpend(), each, routing.callerSpend());
  }

  private void show() {
    Collection<Roster.Entry> configured =
        Stream.concat(members.values().stream().map(Member::entry), handed.stream()).toList();
    roster.become(configured, leaving.values().stream().map(Member::entry).toList(), disabled);
  }

  /** Closes whatever was made here. */
  @Override
  public void close() {
    List<CurrentProvider> all;
    synchronized (open) {
      all = List.copyOf(open);
      open.clear();
    }
    all.forEach(CurrentProvider::close);
  }
}
