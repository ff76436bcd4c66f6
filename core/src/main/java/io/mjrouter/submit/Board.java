package io.mjrouter.submit;

import static java.util.Objects.requireNonNull;

import io.mjrouter.event.RouterGauges;
import io.mjrouter.ledger.Resubmission;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Balance;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SpendCap;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.quota.Spend;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.Admission;
import io.mjrouter.route.Demand;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RouterState;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.route.Ticket;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.DurationCount;
import io.mjrouter.store.SpendLimit;
import io.mjrouter.store.SpendSum;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The current {@link RouterState}, kept true to what happens: submits admit and answer here, and
 * the journal shows every record, so that places and money come back when a task ends, whoever
 * ended it.
 *
 * <p>Safe for use by many threads; never waits.
 */
public final class Board {

  private final AtomicReference<RouterState> state;
  private final TimeSource time;
  private final RandomGenerator random;
  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private final List<Runnable> routeWatchers = new CopyOnWriteArrayList<>();

  /**
   * An attempt that holds a place or money.
   *
   * @param version the one of its task that was seen last
   */
  public record Held(String token, TaskId task, long version) {}

  /** An attempt whose place or money may still move. Guarded by itself. */
  private static final class Open {
    private Ticket ticket;
    private ChargeState charge;
    private boolean atHost;
    private boolean answered;
    private @Nullable TaskId task;
    private long version;
    private @Nullable Task meanwhile;

    private Open(Ticket ticket, ChargeState charge, boolean atHost, boolean answered) {
      this.ticket = ticket;
      this.charge = charge;
      this.atHost = atHost;
      this.answered = answered;
    }

    private synchronized void saw(TaskRecord record) {
      task = record.id();
      version = record.version();
    }

    private synchronized Optional<Held> held() {
      return Optional.ofNullable(task).map(id -> new Held(ticket.token(), id, version));
    }
  }

  public Board(RouterState state, TimeSource time, RandomGenerator random) {
    this.state = new AtomicReference<>(state);
    this.time = time;
    this.random = random;
  }

  public RouterState state() {
    return requireNonNull(state.get());
  }

  /** What meters may read. */
  public RouterGauges gauges() {
    return new BoardGauges(this, time);
  }

  /** Adds somebody who is told whenever there are other routes than before. */
  public void watchRoutes(Runnable watcher) {
    routeWatchers.add(watcher);
  }

  /** Makes a plan; changes nothing. */
  RoutePlan plan(Demand demand, RoutingPolicy policy) {
    return RoutePlan.of(demand, state(), policy, random, time.nanoTime(), time.now());
  }

  /** Takes all that one attempt needs, or nothing. */
  Admission admit(Demand demand, Route route, boolean leastBad, boolean further, String token) {
    for (; ; ) {
      RouterState before = state();
      Admission admission =
          before.admit(demand, route, leastBad, further, token, time.nanoTime(), time.now());
      if (!(admission instanceof Admission.Admitted admitted)) {
        return admission;
      }
      // Known before it counts: whoever finds its place taken finds it sending.
      open.put(token, new Open(admitted.ticket(), ChargeState.RESERVED, true, false));
      if (state.compareAndSet(before, admitted.state())) {
        return admission;
      }
      open.remove(token);
    }
  }

  /** The caps that an attempt's money must respect, whoever else spends. */
  List<SpendLimit> limits(Ticket ticket) {
    SpendCaps caps = state().caps();
    List<SpendLimit> limits = new ArrayList<>();
    add(limits, SpendCap.PROVIDER, caps.providers().get(ticket.route().provider()));
    add(limits, SpendCap.CALLER, caps.callers().get(ticket.caller()));
    add(limits, SpendCap.TOTAL, caps.total().orElse(null));
    return limits;
  }

  private static void add(List<SpendLimit> limits, SpendCap cap, @Nullable Money most) {
    if (most != null) {
      limits.add(new SpendLimit(cap, most));
    }
  }

  /** A submit ended. What it costs is told by the journal, unless it certainly costs nothing. */
  void answered(Ticket ticket, SubmitOutcome outcome) {
    Open entry = open.get(ticket.token());
    if (entry == null) {
      return;
    }
    synchronized (entry) {
      change(s -> s.answered(ticket, outcome, ChargeState.RESERVED, time.nanoTime()));
      boolean taken = outcome instanceof SubmitOutcome.Accepted;
      if (outcome instanceof SubmitOutcome.Accepted accepted) {
        entry.ticket = ticket.accepted(accepted);
        entry.atHost = accepted.uploaded().isEmpty();
      } else if (!(outcome instanceof SubmitOutcome.Unknown)) {
        move(entry, ChargeState.RELEASED);
        entry.atHost = false;
      }
      entry.answered = true;
      if (!taken && !entry.atHost) {
        open.remove(ticket.token());
      } else if (entry.meanwhile != null) {
        // It may have ended already, found by somebody else: no record of it follows then.
        changed(entry, entry.meanwhile);
        entry.meanwhile = null;
      }
    }
  }

  /** A record was stored, or read when following began. */
  public void changed(TaskRecord record) {
    Task task = record.task();
    for (Attempt attempt : task.attempts()) {
      Open entry = open.get(attempt.token());
      if (entry == null) {
        continue;
      }
      synchronized (entry) {
        entry.saw(record);
        // Until its sender tells, the submit is under way and holds its place.
        if (entry.answered) {
          changed(entry, task, attempt);
        } else {
          entry.meanwhile = task;
        }
      }
    }
  }

  private void changed(Open entry, Task task) {
    for (Attempt attempt : task.attempts()) {
      if (attempt.token().equals(entry.ticket.token())) {
        changed(entry, task, attempt);
      }
    }
  }

  private void changed(Open entry, Task task, Attempt attempt) {
    move(entry, attempt.charge());
    if (task.status().isFinal()) {
      leave(entry, task, attempt, task.failure());
      open.remove(attempt.token());
    } else if (attempt.state() == Attempt.State.NOT_SENT
        || attempt.state() == Attempt.State.REJECTED) {
      // Its sender was only slow, and not gone.
      leave(entry);
      open.remove(attempt.token());
    } else if (attempt.hasDied()) {
      leave(entry, task, attempt, Resubmission.death(task));
      open.remove(attempt.token());
    } else if (task.status() == TaskStatus.NEEDS_MODAL
        && attempt.state() == Attempt.State.ACCEPTED) {
      // It may wait for weeks, and its answer is an attempt of its own.
      leave(entry);
      open.remove(attempt.token());
    } else if (task.status() == TaskStatus.NEEDS_MODAL
        && attempt.state() == Attempt.State.UNKNOWN) {
      // As long; but its money may still move.
      leave(entry);
    }
  }

  /** Nobody works on it any more, or for now. */
  private void leave(Open entry) {
    if (entry.atHost) {
      entry.atHost = false;
      change(s -> s.left(entry.ticket));
    }
  }

  /** The store has lost a task: its places are free, whatever became of it. */
  public void lost(TaskId id) {
    held()
        .forEachRemaining(
            each -> {
              if (each.task().equals(id)) {
                lost(each.token());
              }
            });
  }

  /**
   * The task of an attempt was read just now: a store may have lost the attempt, or have shown the
   * task's end to nobody here.
   */
  public void read(Held held, TaskRecord record) {
    Task task = record.task();
    if (task.status().isFinal()
        || task.attempts().stream().noneMatch(each -> each.token().equals(held.token()))) {
      lost(held.token());
    }
  }

  private void lost(String token) {
    Open entry = open.get(token);
    if (entry == null) {
      return;
    }
    synchronized (entry) {
      if (entry.answered) {
        open.remove(token);
        leave(entry);
      }
    }
  }

  /** Takes up what was under way when this process began. */
  public void adopt(TaskRecord record) {
    Task task = record.task();
    for (Attempt attempt : task.attempts()) {
      boolean atHost =
          attempt.state() == Attempt.State.ACCEPTED || attempt.state() == Attempt.State.UNKNOWN;
      if (!atHost
          || attempt.hasDied()
          || openedWindow(record, attempt)
          || open.containsKey(attempt.token())) {
        continue;
      }
      Instant now = time.now();
      Duration age = Duration.between(attempt.started(), now);
      Ticket ticket =
          new Ticket(
              attempt.route(),
              task.action(),
              attempt.price(),
              attempt.token(),
              task.caller(),
              time.nanoTime() - (age.isNegative() ? 0 : age.toNanos()),
              attempt.started(),
              0);
      boolean waits = task.status() == TaskStatus.NEEDS_MODAL;
      Open entry = new Open(ticket, attempt.charge(), !waits, true);
      entry.saw(record);
      // Whoever sees it end meanwhile waits until its place counts.
      synchronized (entry) {
        open.put(attempt.token(), entry);
        change(s -> s.adopted(ticket, attempt.charge(), !waits));
      }
    }
  }

  /** Whether a person was asked about what it made: then it holds nothing any more. */
  private static boolean openedWindow(TaskRecord record, Attempt attempt) {
    Task task = record.task();
    boolean answered = record.answer().isPresent() && attempt.number() < task.attempts().size();
    return attempt.state() == Attempt.State.ACCEPTED
        && (answered || task.status() == TaskStatus.NEEDS_MODAL);
  }

  /**
   * A provider told its balance.
   *
   * @param sameKey whether it was read with the key that submits are sent with
   * @param asked when it was asked for, by the monotonic clock
   */
  void balanceRead(ProviderId id, Balance balance, boolean sameKey, long asked) {
    change(s -> s.balanceRead(id, balance, sameKey, asked, time.nanoTime()));
  }

  /**
   * The store told what was spent on a day in all: before this process began, and by other nodes.
   */
  public void spendRead(LocalDate day, List<SpendSum> sums) {
    change(s -> s.spendRead(day, sums));
  }

  /** The store told how long tasks took: before this process began, and on other nodes. */
  public void durationsRead(List<DurationCount> counts) {
    change(s -> s.durationsRead(counts, time.nanoTime()));
  }

  /** Applies what an operator or a free call says. */
  public void change(UnaryOperator<RouterState> transition) {
    for (; ; ) {
      RouterState before = state();
      RouterState after = transition.apply(before);
      if (state.compareAndSet(before, after)) {
        if (!after.hasRoutesOf(before)) {
          routeWatchers.forEach(Runnable::run);
        }
        return;
      }
    }
  }

  /**
   * The attempts that hold a place or money here, of tasks that were stored; in no order, and as
   * they are when the iterator comes to each, which may take as long as it likes.
   */
  public Iterator<Held> held() {
    return open.values().stream().map(Open::held).flatMap(Optional::stream).iterator();
  }

  /** Whether an attempt at a provider was admitted and has no answer yet. */
  public boolean isSending(ProviderId provider) {
    return open.values().stream()
        .anyMatch(
            entry -> {
              synchronized (entry) {
                return !entry.answered && entry.ticket.route().provider().equals(provider);
              }
            });
  }

  /** How many attempts hold a place or money that may still move. */
  int open() {
    return open.size();
  }

  private void move(Open entry, ChargeState to) {
    if (entry.charge != to && Spend.mayMove(entry.charge, to)) {
      ChargeState from = entry.charge;
      entry.charge = to;
      change(s -> s.moved(entry.ticket, from, to));
    }
  }

  private void leave(Open entry, Task task, Attempt attempt, Optional<Failure> failure) {
    if (!entry.atHost) {
      return;
    }
    entry.atHost = false;
    boolean itsEnd =
        attempt.state() == Attempt.State.ACCEPTED
            && task.attempts().stream()
                .noneMatch(
                    later ->
                        later.number() > attempt.number()
                            && later.state() == Attempt.State.ACCEPTED);
    if (!itsEnd) {
      change(s -> s.left(entry.ticket));
      return;
    }
    long now = time.nanoTime();
    Duration took = Duration.ofNanos(now - entry.ticket.begun());
    change(s -> s.ended(entry.ticket, failure, took, now));
  }
}
