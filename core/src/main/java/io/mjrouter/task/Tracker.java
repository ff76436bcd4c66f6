package io.mjrouter.task;

import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.StoreException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Reading;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Work;
import io.mjrouter.submit.Board;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Outage;
import io.mjrouter.submit.Resubmitter;
import io.mjrouter.submit.Roster;
import io.mjrouter.submit.TaskLog;
import io.mjrouter.submit.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows every open task to its end, at a bounded rate for each provider, however many wait for
 * it.
 *
 * <p>A task is looked at when {@link PollPlan} says, by what was learned of its kind. One that was
 * given up by a clock of ours is looked at a few times more, by whichever process looks after it
 * then; a picture that comes late is kept with it, and it stays failed.
 *
 * <p>Of several nodes on one store, each follows the tasks of the shards that it looks after, and
 * those of others for as long as a webhook makes it.
 *
 * <p>{@link #tick} is called again and again by one thread, or by a test; calls to hosts run on
 * each provider's executor, a few at a time, so that a slow host delays only its own tasks. The
 * other methods are safe for use by many threads.
 */
public final class Tracker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Tracker.class);
  private static final Duration LONGEST_REST = Duration.ofMillis(250);
  private static final Duration SHORTEST_REST = Duration.ofMillis(1);
  private static final Duration CLAIM_REST = Duration.ofMillis(20);
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final Journal journal;
  private final Tenure tenure;
  private final Roster roster;
  private final TaskSettings settings;
  private final TimeSource time;
  private final Executor calls;
  private final Function<ProviderId, Executor> hosts;
  private final MjProbe probe;
  private final Habits habits;
  private final Looker looker;
  private final Clocks clocks;
  private final Recovery recovery;
  private final Lanes lanes;
  private final Roll roll;
  private final Claims claims = new Claims();
  private final Outage outage = new Outage(LOG, "what hosts show and what is over is recorded");
  private final Doubts doubts;
  private long swept;
  private boolean sweeping;

  /**
   * A tracker; the journal must show it every record ({@link #changed}).
   *
   * @param tenure the tasks that are this node's to look after
   * @param lease how long an intent may stand open before its sender is taken for gone
   * @param random where in a time that nobody saw a task is taken to have ended
   * @param calls runs calls to the store
   * @param hosts what runs calls to a provider
   * @param resubmitter takes over tasks that died and may be tried elsewhere
   * @param board is shown every open task that was there before, and what was learned
   */
  public Tracker(
      Journal journal,
      Tenure tenure,
      Roster roster,
      TaskSettings settings,
      Duration lease,
      TimeSource time,
      RandomGenerator random,
      Executor calls,
      Function<ProviderId, Executor> hosts,
      Resubmitter resubmitter,
      Board board,
      MjProbe probe) {
    this.journal = journal;
    this.tenure = tenure;
    this.roster = roster;
    this.settings = settings;
    this.time = time;
    this.calls = calls;
    this.hosts = hosts;
    this.probe = probe;
    habits = new Habits(journal.store().durations(), random, time);
    PollPlan plan = new PollPlan(settings.poll());
    lanes = new Lanes(roster, plan);
    Changes own = heard(journal::changeOwn);
    Changes anybodys = heard(journal::change);
    clocks = new Clocks(own, roster, settings, lease, time, outage, this::renew);
    roll = new Roll(tenure, new Stages(settings, habits), lanes, clocks, settings.poll());
    looker =
        new Looker(
            journal,
            own,
            anybodys,
            settings,
            plan,
            habits,
            resubmitter,
            time,
            probe,
            this::renew,
            this::shown);
    doubts =
        new Doubts(
            journal.store(),
            tenure,
            looker::lookFor,
            this::mayCall,
            provider -> roster.provider(provider).isPresent(),
            hosts,
            calls,
            time,
            probe);
    recovery =
        new Recovery(
            journal.store(),
            time,
            () -> board.durationsRead(habits.read()),
            record -> {
              board.adopt(record);
              changed(record);
            },
            this::failedBefore);
    recovery.read(tenure.shards());
    tenure.watch(this::tenureChanged);
    swept = time.nanoTime();
  }

  /** The same changes; one that was made says that the store is there. */
  private Changes heard(Changes changes) {
    return (id, transition) -> {
      Optional<TaskRecord> changed = changes.change(id, transition);
      changed.ifPresent(record -> outage.over());
      return changed;
    };
  }

  /** Takes up what is new, and leaves what is another's now. */
  private void tenureChanged(Shards gained) {
    recovery.read(gained);
    doubts.tenureChanged();
    synchronized (this) {
      roll.release(time.nanoTime());
    }
  }

  /** Begins, goes on or ceases to follow a task, as its record now demands. */
  public void changed(TaskRecord record) {
    doubts.note(record.task());
    long now = time.nanoTime();
    Instant wall = time.now();
    synchronized (this) {
      roll.changed(record, now, wall);
    }
  }

  private void failedBefore(TaskRecord record) {
    long now = time.nanoTime();
    Instant wall = time.now();
    synchronized (this) {
      roll.failedBefore(record, now, wall);
    }
  }

  /** The same of what was read just now: a store that was set back counts anew from there. */
  private void renew(TaskRecord record) {
    long now = time.nanoTime();
    Instant wall = time.now();
    synchronized (this) {
      roll.renew(record, now, wall);
    }
  }

  /** The store has lost a task. */
  public synchronized void lost(TaskId id) {
    roll.lost(id, time.nanoTime());
  }

  private void invite(TaskRecord record) {
    long now = time.nanoTime();
    Instant wall = time.now();
    synchronized (this) {
      roll.invite(record, now, wall);
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
    boolean own = tenure.holds(id);
    if (!own) {
      journal.find(id).ifPresent(this::invite);
    }
    synchronized (this) {
      Followed task = roll.find(id).orElse(null);
      if (task != null && task.stage == Followed.Stage.AT_HOST && !news) {
        return false;
      }
      if (news && task != null && task.hostTask != null) {
        task.calledBack();
        sooner = lanes.of(task, now).filter(lane -> lane.bringForward(task, now)).isPresent();
      }
    }
    Optional<TaskRecord> record = journal.find(id);
    synchronized (this) {
      boolean claimed =
          record.isPresent() && claims.add(record.get().task(), attempt, hostTaskId, now);
      return sooner || claimed;
    }
  }

  /** What nobody knows of the tasks that are open, on this node or another; reads all of them. */
  public List<Unresolved> unresolved() {
    return Unresolved.in(journal.store(), settings.unknownExpiry());
  }

  /** Providers that were not here before: tasks that wait for them are looked at there. */
  public void appeared(Collection<ProviderId> providers) {
    doubts.appeared(providers);
    long now = time.nanoTime();
    synchronized (this) {
      roll.appeared(providers, now);
    }
  }

  /** Whether no task that is followed is, or may be, at a provider. */
  public synchronized boolean isDoneWith(ProviderId provider) {
    return !roll.isAt(provider);
  }

  /** A provider is there no more. */
  public synchronized void gone(ProviderId provider) {
    lanes.drop(provider);
  }

  /** How many tasks are followed. */
  public synchronized int active() {
    return roll.size();
  }

  /** Whether every task that was open when the process began is followed. */
  public boolean isRecovered() {
    return recovery.isDone();
  }

  /** Does what is due, and returns how long nothing else will be. */
  public Duration tick() {
    if (recovery.begin()) {
      Work.begin(calls, recovery::read, recovery::rest);
    }
    doubts.tick();
    List<Runnable> work = new ArrayList<>();
    synchronized (this) {
      long now = time.nanoTime();
      if (!sweeping && !Followed.isWithin(SWEEP, swept, now)) {
        sweeping = true;
        work.add(() -> Work.begin(calls, this::sweep, this::swept));
      }
      lanes.all().forEach(lane -> collect(lane, now, work));
      // One at a provider that is gone is taken as well: it is dropped.
      claims
          .takeDue(now, at -> lanes.of(at, now).map(lane -> lane.mayCall(now)).orElse(true))
          .forEach(claim -> work.add(() -> verify(claim)));
    }
    work.forEach(Runnable::run);
    return rest();
  }

  private synchronized Optional<Lane> mayCall(ProviderId provider) {
    long now = time.nanoTime();
    return lanes.of(provider, now).filter(lane -> lane.mayCall(now));
  }

  private void collect(Lane lane, long now, List<Runnable> work) {
    Executor executor = hosts.apply(lane.provider.id());
    for (; ; ) {
      Round round = round(lane);
      List<Followed> due = lane.take(round, now);
      if (due.isEmpty()) {
        return;
      }
      work.add(() -> Work.begin(executor, () -> serve(lane, round, due), () -> putBack(lane, due)));
    }
  }

  private Round round(Lane lane) {
    return new Round(lane, looker, settings.poll(), this::again, outage, probe);
  }

  private synchronized Duration rest() {
    long now = time.nanoTime();
    long rest = (recovery.isDue() ? SHORTEST_REST : LONGEST_REST).toNanos();
    OptionalLong next = lanes.next(now);
    if (next.isPresent()) {
      rest = Math.min(rest, Math.max(next.getAsLong() - now, SHORTEST_REST.toNanos()));
    }
    OptionalLong claim = claims.next();
    if (claim.isPresent()) {
      rest = Math.min(rest, Math.max(claim.getAsLong() - now, CLAIM_REST.toNanos()));
    }
    return Duration.ofNanos(rest);
  }

  // ---- Looks outside the plan.

  /** Looks at a task at once, whatever the plan says; also at one that was given up. */
  public Task refresh(TaskId id) {
    Task task = journal.find(id).orElseThrow(() -> new TaskNotFoundException(id)).task();
    if (task.hostTask().isEmpty() || isOver(task)) {
      return task;
    }
    HostTask at = task.hostTask().get();
    MjProvider provider =
        roster
            .provider(at.provider())
            .orElseThrow(() -> new HostUnavailableException(at.provider(), "is not configured"));
    probe.polled(provider.id(), 1);
    Reading<TaskSnapshot> reading = provider.fetch(at.id());
    reading.value().ifPresent(seen -> known(id, at));
    take(provider, task, at, reading);
    return journal.find(id).orElseThrow(() -> new TaskNotFoundException(id)).task();
  }

  /** Whether nothing that its host shows is news any more. */
  private static boolean isOver(Task task) {
    return task.status().isFinal() && !GivenUp.isOne(task);
  }

  /**
   * A host showed a task to somebody who asked for another reason: that counts as a look at it.
   * Where the store is away, it is not recorded, and the task is known to its host all the same.
   */
  public void shown(TaskId id, HostTask at, TaskSnapshot seen) {
    TaskLog.mark(id);
    try {
      known(id, at);
      journal
          .find(id)
          .map(TaskRecord::task)
          .filter(task -> task.hostTask().equals(Optional.of(at)) && !isOver(task))
          .ifPresent(
              task ->
                  roster
                      .provider(at.provider())
                      .ifPresent(provider -> take(provider, task, at, Reading.found(seen))));
    } catch (StoreException e) {
      outage.failed(e);
    } catch (Exception | LinkageError | VirtualMachineError e) {
      LOG.warn("task {}: what {} shows could not be recorded", id, at.provider(), e);
    } finally {
      TaskLog.unmark();
    }
  }

  /** Records what a look outside the plan saw, from which the next one of the plan goes on. */
  private void take(MjProvider provider, Task task, HostTask at, Reading<TaskSnapshot> reading) {
    Followed once = once(task, at);
    looker.apply(provider, once, reading);
    looked(once);
  }

  /** The host knows it, whatever becomes of what it showed. */
  private synchronized void known(TaskId id, HostTask at) {
    long now = time.nanoTime();
    roll.find(id)
        .filter(present -> at.equals(present.hostTask))
        .ifPresent(present -> present.known = now);
  }

  /** A look outside the plan, from the last one of the plan. */
  private synchronized Followed once(Task task, HostTask at) {
    long now = time.nanoTime();
    Followed.Stage stage = GivenUp.isOne(task) ? Followed.Stage.GIVEN_UP : Followed.Stage.AT_HOST;
    Followed once = new Followed(task, stage, at.provider(), null, now, now);
    once.guest = true;
    roll.find(task.id()).ifPresent(present -> once.looked = present.looked);
    return once;
  }

  private synchronized void looked(Followed once) {
    roll.find(once.id).ifPresent(present -> present.looked = once.looked);
  }

  // ---- Work.

  /** Makes a call, and those that are due by its end. */
  private void serve(Lane lane, Round first, List<Followed> due) {
    Round round = first;
    List<Followed> tasks = due;
    while (!tasks.isEmpty()) {
      try {
        round.run(tasks);
      } catch (Throwable e) {
        LOG.warn("looking at {} failed", lane.provider.id(), e);
      } finally {
        synchronized (this) {
          lane.ended(round.pause(), time.nanoTime());
        }
      }
      round = round(lane);
      synchronized (this) {
        tasks = lane.take(round, time.nanoTime());
      }
    }
  }

  /** No call was made after all. */
  private synchronized void putBack(Lane lane, List<Followed> tasks) {
    lane.ended(Duration.ZERO, time.nanoTime());
    tasks.forEach(task -> again(task, Optional.of(settings.poll().min())));
  }

  private synchronized void again(Followed task, Optional<Duration> in) {
    roll.again(task, in, time.nanoTime());
  }

  private void verify(Claims.Claim claim) {
    Optional<MjProvider> present = roster.provider(claim.at.provider());
    if (present.isEmpty()) {
      verified(claim, Optional.empty());
      return;
    }
    MjProvider provider = present.get();
    Work.begin(
        hosts.apply(provider.id()),
        () -> verify(provider, claim),
        () -> verified(claim, Optional.of(settings.poll().min())));
  }

  private void verify(MjProvider provider, Claims.Claim claim) {
    Optional<Duration> again = Optional.of(settings.poll().max());
    try {
      again = looker.verify(provider, claim);
    } catch (RuntimeException e) {
      LOG.warn("task {}: what a webhook claims could not be looked for", claim.task, e);
    } finally {
      verified(claim, again);
    }
  }

  private synchronized void verified(Claims.Claim claim, Optional<Duration> again) {
    again.ifPresentOrElse(
        wait -> claims.again(claim, time.nanoTime() + wait.toNanos()), () -> claims.drop(claim));
  }

  private void sweep() {
    try {
      List<Followed> over;
      synchronized (this) {
        over = roll.over(time.nanoTime(), SWEEP);
      }
      over.forEach(clocks::endIfOver);
      habits.saveWhenDue();
    } finally {
      swept();
    }
  }

  private synchronized void swept() {
    swept = time.nanoTime();
    sweeping = false;
  }

  /** Keeps what was learned. */
  @Override
  public void close() {
    habits.save();
  }
}
