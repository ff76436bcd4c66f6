package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.error.ConfigurationException;
import io.mjrouter.error.StoreException;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.Offer;
import io.mjrouter.route.RouterState;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.store.DurationCount;
import io.mjrouter.store.TaskStore;
import io.mjrouter.submit.Accounts;
import io.mjrouter.submit.Board;
import io.mjrouter.submit.Roster;
import io.mjrouter.submit.Upkeep;
import io.mjrouter.task.Tracker;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of a router, at its start and whenever they change: what is wanted is checked and
 * made first, and then becomes true at once, or nothing does.
 *
 * <p>One that is configured no more keeps its connections until it had no task for {@link #KEPT};
 * so long its pictures can be fetched. Safe for use by many threads: changes come one after the
 * other, however long a provider takes to be made, and nothing else waits for them.
 */
final class Reconfiguration implements AutoCloseable {

  /** How long one that has no task any more is kept, for its pictures. */
  static final Duration KEPT = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(Reconfiguration.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Providers providers;
  private final Fleet fleet;
  private final RoutingSettings routing;
  private final TimeSource time;
  private final Map<ProviderId, Long> idleSince = new HashMap<>();
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable Parts parts;
  private List<ProviderSettings> fixed = List.of();
  private SourceRows rows = SourceRows.NONE;
  private volatile List<String> problems = List.of();
  private long look;
  private boolean closed;

  /** Who is told of a change. */
  record Parts(
      Board board, Accounts accounts, Upkeep upkeep, Tracker tracker, TaskStore remembers) {}

  Reconfiguration(Providers providers, Fleet fleet, RoutingSettings routing, TimeSource time) {
    this.providers = providers;
    this.fleet = fleet;
    this.routing = routing;
    this.time = time;
    this.look = time.nanoTime();
  }

  Roster roster() {
    return fleet.roster();
  }

  // ---- The start.

  /**
   * Makes the first providers, whose settings were checked.
   *
   * @param zone where days of money begin
   */
  RouterState begin(List<ProviderSettings> first, List<ProviderSettings> found, ZoneId zone) {
    return inTurn(() -> begun(first, found, zone));
  }

  private RouterState begun(
      List<ProviderSettings> first, List<ProviderSettings> found, ZoneId zone) {
    Fleet.Changed changed = become(first, found);
    List<ProviderId> all = new ArrayList<>(changed.change().added());
    all.addAll(fleet.handed());
    warn(all);
    RouterState state = RouterState.of(roster().offers(), zone, fleet.caps(routing));
    for (Map.Entry<ProviderId, Boolean> each : changed.drained().entrySet()) {
      state = state.drained(each.getKey(), each.getValue());
    }
    return state;
  }

  /** From now on these are told. */
  void tells(Parts others) {
    parts = others;
  }

  // ---- Changes.

  /**
   * Puts other settings in the place of those that were given so far; what a source gave stays.
   *
   * @throws ConfigurationException with everything that is wrong; then nothing has changed
   */
  ProvidersChange reconfigure(List<ProviderSettings> wanted, boolean mayBeNone) {
    Told told =
        inTurn(
            () -> {
              Problems found = Problems.under("midjourney");
              check(wanted, mayBeNone, found);
              if (!found.isEmpty()) {
                throw new ConfigurationException(found.lines().stream().distinct().toList());
              }
              return change(wanted, rows.found());
            });
    remember(told.fresh());
    return told.change();
  }

  private <T> T inTurn(Supplier<T> work) {
    turn.lock();
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }

  /** Reports everything that is wrong with settings that are to hold. */
  void check(List<ProviderSettings> wanted, boolean mayBeNone, Problems found) {
    Problems below = found.in("providers");
    if (!mayBeNone
        && fleet.handed().isEmpty()
        && wanted.stream().noneMatch(ProviderSettings::enabled)) {
      below.add("", "none that is enabled (expected: at least one)");
    }
    providers.check(wanted, fleet.handed(), below);
  }

  /** Puts what a source gives now in the place of what it gave so far. */
  ProvidersChange found(List<ProviderSettings> found) {
    Told told = inTurn(() -> change(fixed, found));
    remember(told.fresh());
    return told.change();
  }

  /** What a source gave and could not be used, each beginning with its property. */
  List<String> problems() {
    return problems;
  }

  /**
   * A change of which everybody was told.
   *
   * @param fresh those of which there may be something to remember
   */
  private record Told(ProvidersChange change, Set<ProviderId> fresh) {}

  private Told change(List<ProviderSettings> wanted, List<ProviderSettings> found) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    Set<ProviderId> before = fleet.leaving();
    Fleet.Changed changed = become(wanted, found);
    warn(changed.change().added());
    Set<ProviderId> fresh = tell(changed, before);
    if (!changed.change().isEmpty()) {
      LOG.info("providers: {}", changed.change());
    }
    return new Told(changed.change(), fresh);
  }

  private Fleet.Changed become(List<ProviderSettings> wanted, List<ProviderSettings> found) {
    Fleet.Made made = fleet.making();
    SourceRows next;
    try {
      wanted.stream().filter(ProviderSettings::enabled).forEach(made::add);
      Set<ProviderId> taken = new HashSet<>(fleet.handed());
      wanted.forEach(each -> taken.add(each.id()));
      next = rows.then(found, taken, row -> usable(row, made));
    } catch (RuntimeException e) {
      made.discard();
      throw e;
    }
    List<ProviderSettings> all = new ArrayList<>(wanted);
    all.addAll(next.usable());
    Fleet.Changed changed = fleet.become(all, made);
    Providers.warnOfShared(all, changed.change());
    fixed = List.copyOf(wanted);
    rows = next;
    problems = next.problems();
    return changed;
  }

  private void warn(List<ProviderId> ids) {
    Providers.warn(ids.stream().flatMap(id -> roster().provider(id).stream()).toList());
  }

  /** What is wrong with one that a source gave; nothing: it is made. */
  private List<String> usable(ProviderSettings row, Fleet.Made made) {
    Problems own = SourceRows.problemsOf(row.id());
    try {
      if (row.enabled()) {
        providers.check(row, own);
        if (own.isEmpty()) {
          made.add(row);
        }
      }
    } catch (RuntimeException e) {
      LOG.debug("provider {} could not be made", row.id(), e);
      own.add("", "could not be made: " + e.getClass().getName());
    }
    return own.lines();
  }

  private Set<ProviderId> tell(Fleet.Changed changed, Set<ProviderId> wereLeaving) {
    Parts others = requireNonNull(parts, "parts");
    List<Offer> offers = roster().offers();
    SpendCaps caps = fleet.caps(routing);
    if (changed.change().isEmpty() && offers.equals(Offer.of(others.board().state()))) {
      return Set.of();
    }
    long now = time.nanoTime();
    others
        .board()
        .change(
            state -> {
              RouterState next = state.reconfigured(offers, caps);
              for (ProviderId id : changed.renewed()) {
                next = next.renewed(id, now);
              }
              for (Map.Entry<ProviderId, Boolean> each : changed.drained().entrySet()) {
                next = next.drained(each.getKey(), each.getValue());
              }
              return next;
            });
    others.accounts().follow();
    others.upkeep().appeared(changed.change().added());
    Set<ProviderId> fresh = new LinkedHashSet<>(changed.change().added());
    fresh.removeAll(wereLeaving);
    if (!fresh.isEmpty()) {
      others.tracker().appeared(fresh);
    }
    return fresh;
  }

  /**
   * What was learned of them by other processes, and before; waits for the store, under no lock.
   */
  private void remember(Set<ProviderId> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    Parts others = requireNonNull(parts, "parts");
    try {
      LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
      List<DurationCount> counts =
          others.remembers().durations().weights(today).stream()
              .filter(count -> fresh.contains(count.provider()))
              .toList();
      others.board().durationsRead(counts);
    } catch (StoreException e) {
      LOG.warn("what was learned of {} was not read: {}", fresh, e.getMessage());
    }
  }

  // ---- Those that are leaving.

  /** Closes what nothing needs any more; while a change is under way that can wait. */
  void tick() {
    if (turn.tryLock()) {
      try {
        closeIdle();
      } finally {
        turn.unlock();
      }
    }
  }

  private void closeIdle() {
    long now = time.nanoTime();
    if (look - now > 0 || closed) {
      return;
    }
    look = now + LOOK.toNanos();
    Parts others = requireNonNull(parts, "parts");
    Set<ProviderId> leaving = fleet.leaving();
    idleSince.keySet().retainAll(leaving);
    for (ProviderId id : leaving) {
      if (!others.tracker().isDoneWith(id) || others.board().isSending(id)) {
        idleSince.remove(id);
      } else if (now - idleSince.computeIfAbsent(id, any -> now) >= KEPT.toNanos()) {
        others.tracker().gone(id);
        fleet.release(id);
        idleSince.remove(id);
        LOG.info("provider {}: its tasks have ended; closed", id);
      }
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      closed = true;
      fleet.close();
    } finally {
      turn.unlock();
    }
  }
}
