package io.mjrouter.task;

import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.StoreException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows every open task to its end, at a bounded rate for each provider, however many wait for
 * it.
 *
 * <p>{@link #tick} is called again and again by one thread, or by a test; calls to hosts run on
 * each provider's executor, one after the other, so that a slow host delays only its own tasks. The
 * other methods are safe for use by many threads.
 */
public final class Tracker {

  private static final Logger LOG = LoggerFactory.getLogger(Tracker.class);
  private static final int PAGE = 1_000;
  private static final Duration LONGEST_REST = Duration.ofMillis(250);
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final Journal journal;
  private final Roster roster;
  private final TaskSettings settings;
  private final Duration lease;
  private final TimeSource time;
  private final Executor calls;
  private final Function<ProviderId, Executor> hosts;
  private final Looker looker;
  private final MjProbe probe;
  private final Map<TaskId, Followed> followed = new HashMap<>();
  private final Map<ProviderId, Lane> lanes = new HashMap<>();
  private final Claims claims = new Claims();
  private final Consumer<TaskRecord> recoveries;
  private long swept;
  private boolean sweeping;
  private volatile boolean recovered;
  private Optional<TaskId> recoveredTo = Optional.empty();

  /**
   * A tracker; the journal must show it every record ({@link #changed}).
   *
   * @param lease how long an intent may stand open before its sender is taken for gone
   * @param calls runs calls to the store
   * @param hosts what runs calls to a provider
   * @param recoveries is shown every open task that was there before
   */
  public Tracker(
      Journal journal,
      Roster roster,
      TaskSettings settings,
      Duration lease,
      TimeSource time,
      Executor calls,
      Function<ProviderId, Executor> hosts,
      Consumer<TaskRecord> recoveries,
      MjProbe probe) {
    this.journal = journal;
    this.roster = roster;
    this.settings = settings;
    this.lease = lease;
    this.time = time;
    this.calls = calls;
    this.hosts = hosts;
    this.recoveries = recoveries;
    this.probe = probe;
    this.looker = new Looker(journal, settings, time, probe);
    this.swept = time.nanoTime();
  }

  /** Begins, goes on or ceases to follow a task, as its record now demands. */
  public void changed(TaskRecord record) {
    Task task = record.task();
    boolean rests =
        task.status().isFinal()
            || (task.status() == TaskStatus.NEEDS_MODAL && !Stages.isSending(task));
    long now = time.nanoTime();
    Instant wall = time.now();
    synchronized (this) {
      Followed present = followed.get(task.id());
      if (rests) {
        rest(present);
        return;
      }
      Followed next = Stages.of(task, settings, now, wall);
      if (present != null && present.key.equals(next.key)) {
        return;
      }
      drop(present);
      followed.put(task.id(), next);
      schedule(next, firstLook(next, task), now);
    }
  }

  /**
   * A host called back about a task. Nothing that it says is believed: a task that it calls ended
   * or waiting is looked at soon, once in the shortest interval at most, and an attempt whose
   * outcome is unknown is looked for under the id that it names.
   *
   * @param attempt the number of the attempt that the host was sent
   * @return whether a look follows
   */
  public boolean calledBack(TaskId id, int attempt, String hostTaskId, HostStatus status) {
    long now = time.nanoTime();
    boolean news = status.isFinal() || status == HostStatus.MODAL;
    boolean sooner = false;
    synchronized (this) {
      Followed task = followed.get(id);
      if (task == null || (task.stage == Followed.Stage.AT_HOST && !news)) {
        return false;
      }
      if (news && task.hostTask != null) {
        long earliest = task.calledBack(settings.poll().min(), now);
        sooner = lane(task.hostTask.provider()).bringsForward(task, earliest);
      }
    }
    Optional<TaskRecord> record = journal.find(id);
    synchronized (this) {
      boolean claimed =
          record.isPresent() && claims.add(record.get().task(), attempt, hostTaskId, now);
      return sooner || claimed;
    }
  }

  /** How many tasks are followed. */
  public synchronized int active() {
    return followed.size();
  }

  /** Does what is due, and returns how long nothing else will be. */
  public Duration tick() {
    recover();
    long now = time.nanoTime();
    List<Lane> due = new ArrayList<>();
    List<Claims.Claim> claimed;
    boolean sweep;
    synchronized (this) {
      sweep = !sweeping && !Followed.isWithin(SWEEP, swept, now);
      sweeping |= sweep;
      for (Lane lane : lanes.values()) {
        OptionalLong next = lane.next();
        if (next.isPresent() && next.getAsLong() - now <= 0) {
          lane.busy = true;
          due.add(lane);
        }
      }
      claimed = claims.takeDue(now, provider -> lane(provider).mayCall(now));
    }
    if (sweep) {
      calls.execute(this::sweep);
    }
    due.forEach(lane -> hosts.apply(lane.provider).execute(() -> serve(lane)));
    claimed.forEach(claim -> hosts.apply(claim.at.provider()).execute(() -> verify(claim)));
    return rest();
  }

  private synchronized Duration rest() {
    long now = time.nanoTime();
    long rest = recovered ? LONGEST_REST.toNanos() : Duration.ofMillis(1).toNanos();
    for (Lane lane : lanes.values()) {
      OptionalLong next = lane.next();
      if (next.isPresent()) {
        rest = Math.min(rest, Math.max(next.getAsLong() - now, Duration.ofMillis(1).toNanos()));
      }
    }
    OptionalLong claim = claims.next();
    if (claim.isPresent()) {
      rest = Math.min(rest, Math.max(claim.getAsLong() - now, Duration.ofMillis(20).toNanos()));
    }
    return Duration.ofNanos(rest);
  }

  /** Looks at a task at once, whatever the plan says. */
  public Task refresh(TaskId id) {
    Task task = journal.find(id).orElseThrow(() -> new TaskNotFoundException(id)).task();
    if (task.status().isFinal() || task.hostTask().isEmpty()) {
      return task;
    }
    HostTask hostTask = task.hostTask().get();
    MjProvider provider =
        roster
            .provider(hostTask.provider())
            .orElseThrow(
                () -> new HostUnavailableException(hostTask.provider(), "is not configured"));
    Followed once = once(task, hostTask);
    looker.look(provider, once, hostTask);
    looked(once);
    return journal.find(id).orElseThrow(() -> new TaskNotFoundException(id)).task();
  }

  /** A look outside the plan, from the last one of the plan. */
  private synchronized Followed once(Task task, HostTask hostTask) {
    long now = time.nanoTime();
    Followed once =
        new Followed(task, Followed.Stage.AT_HOST, "refresh", hostTask.provider(), now, now);
    Followed present = followed.get(task.id());
    if (present != null) {
      once.looked = present.looked;
    }
    return once;
  }

  private synchronized void looked(Followed once) {
    Followed present = followed.get(once.id);
    if (present != null) {
      present.looked = once.looked;
    }
  }

  // ---- Stages and lanes.

  private Duration firstLook(Followed next, Task task) {
    return next.stage == Followed.Stage.AT_HOST
        ? new PollPlan(settings.poll())
            .next(task.action(), task.mode().orElse(Mode.FAST), next.age(time.nanoTime()))
        : settings.poll().min();
  }

  private void schedule(Followed task, Duration in, long now) {
    if (task.provider == null || roster.provider(task.provider).isEmpty()) {
      return;
    }
    task.due = now + in.toNanos();
    lane(task.provider).add(task);
  }

  private Lane lane(ProviderId provider) {
    return lanes.computeIfAbsent(
        provider, id -> new Lane(id, settings.poll().perSecond(), time.nanoTime()));
  }

  /** A task that nothing moves any more is followed no longer. */
  private void rest(@Nullable Followed present) {
    if (present != null && present.stage == Followed.Stage.AT_HOST && present.provider != null) {
      lane(present.provider).hooks.ended(present.calledBack);
    }
    drop(present);
  }

  private void drop(@Nullable Followed present) {
    if (present != null) {
      followed.remove(present.id);
      if (present.provider != null) {
        lane(present.provider).remove(present);
      }
    }
  }

  /** Puts a task back that was looked at, unless it has moved on meanwhile. */
  private synchronized void again(Followed task, Duration in) {
    if (followed.get(task.id) == task) {
      long now = time.nanoTime();
      schedule(task, task.asked(in, settings.poll().min(), now), now);
    }
  }

  // ---- Work.

  private void recover() {
    if (recovered) {
      return;
    }
    try {
      List<TaskRecord> page = journal.store().open(Shards.every(), recoveredTo, PAGE);
      page.forEach(recoveries.andThen(this::changed));
      if (page.size() < PAGE) {
        recovered = true;
      } else {
        recoveredTo = Optional.of(page.get(page.size() - 1).id());
      }
    } catch (StoreException e) {
      LOG.warn("open tasks could not be read yet: {}", e.getMessage());
    }
  }

  private void serve(Lane lane) {
    try {
      MjProvider provider = roster.provider(lane.provider).orElseThrow();
      Round round = new Round(provider, lane, looker, settings.poll(), this::again, probe);
      List<Followed> due;
      synchronized (this) {
        long now = time.nanoTime();
        due =
            lane.mayCall(now)
                ? lane.takeDue(now, settings.poll().batch(), round::together)
                : List.of();
      }
      if (!due.isEmpty()) {
        Duration pause = round.run(due);
        synchronized (this) {
          lane.pause(pause, time.nanoTime());
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("looking at {} failed", lane.provider, e);
    } finally {
      synchronized (this) {
        lane.busy = false;
      }
    }
  }

  private void verify(Claims.Claim claim) {
    Optional<Duration> again = Optional.of(settings.poll().max());
    try {
      again =
          roster.provider(claim.at.provider()).flatMap(provider -> looker.verify(provider, claim));
    } catch (RuntimeException e) {
      LOG.warn("task {}: what a webhook claims could not be looked for", claim.task, e);
    } finally {
      synchronized (this) {
        again.ifPresentOrElse(
            wait -> claims.again(claim, time.nanoTime() + wait.toNanos()),
            () -> claims.drop(claim));
      }
    }
  }

  /** Ends whatever has waited too long; needs no host. */
  private void sweep() {
    try {
      List<Followed> all;
      synchronized (this) {
        all = List.copyOf(followed.values());
      }
      all.forEach(this::endIfOver);
    } finally {
      synchronized (this) {
        swept = time.nanoTime();
        sweeping = false;
      }
    }
  }

  private void endIfOver(Followed task) {
    try {
      long now = time.nanoTime();
      switch (task.stage) {
        case AT_HOST ->
            task.over(settings, now)
                .ifPresent(failure -> end(task, isGone(task) ? gone(task) : failure));
        case UNKNOWN -> {
          if (!Followed.isWithin(settings.unknownExpiry(), task.since, now)) {
            end(
                task,
                failure(FailureReason.UNKNOWN_OUTCOME, "nobody found out whether a host took it"));
          }
        }
        case SENDING -> {
          if (!Followed.isWithin(lease, task.since, now)) {
            orphan(task);
          }
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("task {} could not be ended yet", task.id, e);
    }
  }

  private void orphan(Followed task) {
    journal.change(
        task.id,
        (record, now) ->
            Stages.isSending(record.task())
                ? Ledger.orphaned(record, now)
                : Ledger.failed(
                    record,
                    failure(FailureReason.REFUSED, "stopped before any host was asked"),
                    now));
  }

  private boolean isGone(Followed task) {
    return task.provider == null || roster.provider(task.provider).isEmpty();
  }

  private static Failure gone(Followed task) {
    return failure(
        FailureReason.ORIGIN_UNAVAILABLE, task.provider + " has it and is not configured");
  }

  private void end(Followed task, Failure failure) {
    journal.change(task.id, (record, now) -> Ledger.failed(record, failure, now));
  }

  private static Failure failure(FailureReason reason, String detail) {
    return new Failure(reason, Failure.Fault.HOST, detail);
  }
}
