package io.mjrouter.task;

import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.submit.Board;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Resubmitter;
import io.mjrouter.submit.Roster;
import io.mjrouter.submit.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
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
  private static final int MOST_FAILURES_OF_A_GUEST = 5;
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
  private final Stages stages;
  private final Looker looker;
  private final Clocks clocks;
  private final Recovery recovery;
  private final Map<TaskId, Followed> followed = new HashMap<>();
  private final Lanes lanes;
  private final Claims claims = new Claims();
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
    stages = new Stages(settings, habits);
    Changes own = journal::changeOwn;
    Changes anybodys = journal::change;
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
            this::changed);
    clocks = new Clocks(own, roster, settings, lease, time, this::changed);
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

  /** Takes up what is new, and leaves what is another's now. */
  private void tenureChanged(Shards gained) {
    recovery.read(gained);
    synchronized (this) {
      long now = time.nanoTime();
      List.copyOf(followed.values()).stream()
          .filter(task -> !tenure.holds(task.id))
          .forEach(task -> drop(task, now));
    }
  }

  /** Begins, goes on or ceases to follow a task, as its record now demands. */
  public void changed(TaskRecord record) {
    Task task = record.task();
    long now = time.nanoTime();
    Instant wall = time.now();
    synchronized (this) {
      boolean own = tenure.holds(task.id());
      Followed present = present(task.id(), own, now);
      if (present != null && present.version >= record.version()) {
        return;
      }
      if (!Stages.isAtRest(task)) {
        if (own || present != null) {
          follow(present, stages.of(task, now, wall), record.version(), now);
        }
      } else if (present != null && isDone(present, task)) {
        lanes.noteEnd(present, now);
        drop(present, now);
        Stages.afterEnd(task, present, now)
            .ifPresent(next -> follow(null, next, record.version(), now));
      }
    }
  }

  /** A task that failed before this node came to look after it, and may have been given up. */
  private void failedBefore(TaskRecord record) {
    Task task = record.task();
    long now = time.nanoTime();
    Instant wall = time.now();
    synchronized (this) {
      boolean own = tenure.holds(task.id());
      if (own && GivenUp.isOne(task) && present(task.id(), own, now) == null) {
        follow(null, Stages.givenUp(task, now, wall), record.version(), now);
      }
    }
  }

  /** Whether a task at rest needs no more of this stage: late looks go on until they found it. */
  private static boolean isDone(Followed present, Task task) {
    return present.stage != Followed.Stage.GIVEN_UP || task.isLate();
  }

  /** What is followed, by the right by which it is followed now. */
  private @Nullable Followed present(TaskId id, boolean own, long now) {
    Followed present = followed.get(id);
    if (present != null && present.guest == own) {
      drop(present, now);
      return null;
    }
    return present;
  }

  private void follow(@Nullable Followed present, Followed next, long version, long now) {
    if (present != null && present.isSame(next)) {
      present.version = version;
      return;
    }
    if (present != null) {
      drop(present, now);
    }
    next.version = version;
    next.guest = !tenure.holds(next.id);
    followed.put(next.id, next);
    lanes.begin(next, now);
  }

  /** A host called back about a task that another node looks after: a few looks are made here. */
  private void invite(TaskRecord record) {
    Task task = record.task();
    long now = time.nanoTime();
    Instant wall = time.now();
    synchronized (this) {
      boolean atHost = task.hostTask().isPresent() && !Stages.isAtRest(task);
      if (atHost && present(task.id(), false, now) == null) {
        follow(null, stages.of(task, now, wall), record.version(), now);
      }
    }
  }

  private void drop(Followed present, long now) {
    followed.remove(present.id);
    lanes.remove(present, now);
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
      Followed task = followed.get(id);
      if (task == null ? own : task.stage == Followed.Stage.AT_HOST && !news) {
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
    long now = time.nanoTime();
    synchronized (this) {
      followed.values().stream()
          .filter(task -> !task.placed)
          .filter(task -> task.provider != null && providers.contains(task.provider))
          .forEach(task -> lanes.begin(task, now));
    }
  }

  /** Whether no task that is followed is, or may be, at a provider. */
  public synchronized boolean isDoneWith(ProviderId provider) {
    return followed.values().stream().noneMatch(task -> provider.equals(task.provider));
  }

  /** A provider is there no more. */
  public synchronized void gone(ProviderId provider) {
    lanes.drop(provider);
  }

  /** How many tasks are followed. */
  public synchronized int active() {
    return followed.size();
  }

  /** Whether every task that was open when the process began is followed. */
  public boolean isRecovered() {
    return recovery.isDone();
  }

  /** Does what is due, and returns how long nothing else will be. */
  public Duration tick() {
    recovery.step();
    List<Runnable> work = new ArrayList<>();
    synchronized (this) {
      long now = time.nanoTime();
      if (!sweeping && !Followed.isWithin(SWEEP, swept, now)) {
        sweeping = true;
        work.add(() -> calls.execute(this::sweep));
      }
      lanes.all().forEach(lane -> collect(lane, now, work));
      claims
          .takeDue(now, at -> lanes.of(at, now).filter(lane -> lane.mayCall(now)).isPresent())
          .forEach(claim -> work.add(() -> verify(claim)));
    }
    work.forEach(Runnable::run);
    return rest();
  }

  private void collect(Lane lane, long now, List<Runnable> work) {
    Executor executor = hosts.apply(lane.provider.id());
    for (; ; ) {
      Round round = round(lane);
      List<Followed> due = lane.take(round, now);
      if (due.isEmpty()) {
        return;
      }
      work.add(() -> executor.execute(() -> serve(lane, round, due)));
    }
  }

  private Round round(Lane lane) {
    return new Round(lane, looker, settings.poll(), this::again, probe);
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

  /** Looks at a task at once, whatever the plan says; also at one that was given up. */
  public Task refresh(TaskId id) {
    Task task = journal.find(id).orElseThrow(() -> new TaskNotFoundException(id)).task();
    boolean mayStillFinish = GivenUp.isOne(task);
    if ((task.status().isFinal() && !mayStillFinish) || task.hostTask().isEmpty()) {
      return task;
    }
    HostTask at = task.hostTask().get();
    MjProvider provider =
        roster
            .provider(at.provider())
            .orElseThrow(() -> new HostUnavailableException(at.provider(), "is not configured"));
    Followed.Stage stage = mayStillFinish ? Followed.Stage.GIVEN_UP : Followed.Stage.AT_HOST;
    Followed once = once(task, stage, at);
    probe.polled(provider.id(), 1);
    looker.apply(provider, once, provider.fetch(at.id()));
    looked(once);
    return journal.find(id).orElseThrow(() -> new TaskNotFoundException(id)).task();
  }

  /** A look outside the plan, from the last one of the plan. */
  private synchronized Followed once(Task task, Followed.Stage stage, HostTask at) {
    long now = time.nanoTime();
    Followed once = new Followed(task, stage, at.provider(), null, now, now);
    once.guest = true;
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

  // ---- Work.

  /** Makes a call, and those that are due by its end. */
  private void serve(Lane lane, Round first, List<Followed> due) {
    Round round = first;
    List<Followed> tasks = due;
    while (!tasks.isEmpty()) {
      try {
        round.run(tasks);
      } catch (RuntimeException e) {
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

  /** Puts a task back that was looked at, unless it has moved on meanwhile. */
  private synchronized void again(Followed task, Optional<Duration> in) {
    if (followed.get(task.id) != task) {
      return;
    }
    long now = time.nanoTime();
    boolean soon = task.asked(now);
    boolean leaves = task.guest && task.failures > MOST_FAILURES_OF_A_GUEST;
    if (leaves || (task.stage == Followed.Stage.GIVEN_UP && in.isEmpty())) {
      followed.remove(task.id);
    } else {
      Optional<Duration> later = task.guest ? Optional.of(settings.poll().max()) : in;
      lanes.schedule(task, soon ? Optional.of(settings.poll().min()) : later, now);
    }
  }

  private void verify(Claims.Claim claim) {
    Optional<MjProvider> present = roster.provider(claim.at.provider());
    if (present.isEmpty()) {
      verified(claim, Optional.empty());
      return;
    }
    MjProvider provider = present.get();
    hosts
        .apply(provider.id())
        .execute(
            () -> {
              Optional<Duration> again = Optional.of(settings.poll().max());
              try {
                again = looker.verify(provider, claim);
              } catch (RuntimeException e) {
                LOG.warn("task {}: what a webhook claims could not be looked for", claim.task, e);
              } finally {
                verified(claim, again);
              }
            });
  }

  private synchronized void verified(Claims.Claim claim, Optional<Duration> again) {
    again.ifPresentOrElse(
        wait -> claims.again(claim, time.nanoTime() + wait.toNanos()), () -> claims.drop(claim));
  }

  private void sweep() {
    try {
      List<Followed> all;
      synchronized (this) {
        all = followed.values().stream().filter(task -> !task.guest).toList();
      }
      all.forEach(clocks::endIfOver);
      habits.saveWhenDue();
    } finally {
      synchronized (this) {
        swept = time.nanoTime();
        sweeping = false;
      }
    }
  }

  /** Keeps what was learned. */
  @Override
  public void close() {
    habits.save();
  }
}
