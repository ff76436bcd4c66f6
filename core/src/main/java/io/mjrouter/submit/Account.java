package io.mjrouter.submit;

import io.mjrouter.model.Backoff;
import io.mjrouter.model.Balance;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.quota.BalanceState;
import io.mjrouter.quota.ExhaustionAlarm;
import io.mjrouter.route.AccountState;
import io.mjrouter.route.ProviderState;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of one provider about its account, and when.
 *
 * <p>A balance is read within half a minute of the start, though not by a run that is over in a
 * moment, then each {@code balance.refresh}, each minute while the account is out of money, and
 * ever less often while it cannot be read. While its key is refused a task is asked for, which
 * needs the key: after 5 s, then after 1 min, doubling up to 15 min. A key that comes back that way
 * and is refused again within an hour goes on from there, since some hosts show tasks to anybody.
 */
final class Account implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Account.class);
  private static final Duration EARLIEST = Duration.ofSeconds(5);
  private static final Duration SPREAD = Duration.ofSeconds(25);
  private static final Duration WITHOUT_MONEY = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final int DOUBLINGS = 10;

  private final Roster.Entry entry;
  private final ProviderId id;
  private final Board board;
  private final TimeSource time;
  private final RandomGenerator random;
  private final KeyProbes probes;
  private final Sightings sightings;
  private boolean busy;
  private long readAt;
  private long readNext;
  private int failures;
  private long lookNext;
  private ExhaustionAlarm alarm = ExhaustionAlarm.quiet();
  private volatile @Nullable Held held;

  /** A task that the host has, or had. */
  private record Held(TaskId task, HostTask at) {}

  /**
   * The account of a provider.
   *
   * @param sightings is shown the task that a probe of the key is shown
   * @param before the same account as it was configured; null: it is new
   */
  Account(
      Roster.Entry entry,
      Board board,
      TimeSource time,
      RandomGenerator random,
      Sightings sightings,
      @Nullable Account before) {
    this.entry = entry;
    this.id = entry.provider().id();
    this.board = board;
    this.time = time;
    this.random = random;
    this.probes = new KeyProbes(random);
    this.sightings = sightings;
    this.readAt = time.nanoTime();
    this.readNext = readAt + EARLIEST.toNanos() + (long) (random.nextDouble() * SPREAD.toNanos());
    this.lookNext = readAt;
    if (before != null) {
      held = before.held;
    }
  }

  /** Not an equal one: with another key it looks the same, and is read anew. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(Roster.Entry other) {
    return entry == other;
  }

  /** The host has, or had, a task. */
  void has(TaskId task, HostTask at) {
    held = new Held(task, at);
  }

  /** Whether something is due, and is to be {@linkplain #run done} now. */
  synchronized boolean begin() {
    long now = time.nanoTime();
    Optional<ProviderState> state = state();
    if (state.isEmpty()) {
      return false;
    }
    AccountState account = state.get().account();
    probes.notice(account.badKey(), now);
    if (now - lookNext >= 0) {
      lookNext = now + LOOK.toNanos();
      warn(state.get().balance());
    }
    if (busy || !(isReadDue(account, now) || probes.isDue(now))) {
      return false;
    }
    busy = true;
    return true;
  }

  @Override
  public void run() {
    try {
      if (probes.isDue(time.nanoTime())) {
        probe();
      }
      if (state().filter(now -> isReadDue(now.account(), time.nanoTime())).isPresent()) {
        plan(read());
      }
    } catch (RuntimeException e) {
      LOG.warn("looking at the account of {} failed", id, e);
      plan(Reading.failed(ReadFailure.Reason.GARBLED, "threw"));
    } finally {
      rest();
    }
  }

  /** Nothing is done for it just now. */
  synchronized void rest() {
    busy = false;
  }

  /** Reads the balance, whenever; what it shows is known to the board. */
  Reading<Balance> read() {
    long asked = time.nanoTime();
    Reading<Balance> reading = entry.provider().balance();
    reading
        .value()
        .ifPresent(
            balance ->
                board.balanceRead(
                    id, balance, entry.readsWithTheKey() && probes.leaveItOpen(), asked));
    return reading;
  }

  private synchronized boolean isReadDue(AccountState account, long now) {
    if (!entry.tellsBalance()) {
      return false;
    }
    boolean soon = account.moneyRetryAt().isPresent() && failures == 0;
    return now - readNext >= 0 || (soon && now - readAt - WITHOUT_MONEY.toNanos() >= 0);
  }

  private synchronized void plan(Reading<Balance> reading) {
    readAt = time.nanoTime();
    failures = reading.value().isPresent() ? 0 : Math.min(failures + 1, DOUBLINGS);
    Duration refresh = entry.balance().refresh();
    Duration longest = refresh.compareTo(LONGEST) > 0 ? refresh : LONGEST;
    Duration wait =
        reading.fold(
            balance -> refresh,
            failure -> {
              Duration own = new Backoff(refresh, longest).after(failures);
              return failure.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
            },
            other -> longest);
    readNext = readAt + KeyProbes.jittered(wait, random);
  }

  private void probe() {
    long asked = time.nanoTime();
    Held one = held;
    Reading<TaskSnapshot> reading =
        entry.provider().fetch(one == null ? Accounts.NO_TASK : one.at.id());
    boolean refused =
        reading instanceof Reading.Failed<TaskSnapshot> failed
            && (failed.failure().reason() == ReadFailure.Reason.AUTH
                || failed.failure().reason() == ReadFailure.Reason.FORBIDDEN);
    if (reading instanceof Reading.Found || reading instanceof Reading.Absent) {
      LOG.info("provider {}: its key is taken again", id);
      board.change(s -> s.keyWorked(id, asked));
    }
    probes.asked(refused, time.nanoTime());
    if (one != null) {
      reading.value().ifPresent(seen -> sightings.shown(one.task, one.at, seen));
    }
  }

  private void warn(BalanceState balance) {
    Instant now = time.now();
    Optional<Instant> end = balance.exhaustedAt(now);
    if (alarm.rings(end, now)) {
      Money left = balance.estimate().orElseThrow();
      LOG.warn(
          "provider {}: about {} are left, and at the speed of the last hour it is out of money at"
              + " {}",
          id,
          left.micros() < 0 ? Money.ZERO : left,
          end.orElseThrow().truncatedTo(ChronoUnit.MINUTES));
    }
    alarm = alarm.after(end, now);
  }

  /** Nothing once it is configured no more. */
  private Optional<ProviderState> state() {
    return board.state().provider(id);
  }
}
