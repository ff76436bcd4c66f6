package io.mjrouter.task;

import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjProbe;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.ledger.Token;
import io.mjrouter.model.Action;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.Offer;
import io.mjrouter.route.RouterState;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.store.Claim;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.submit.Board;
import io.mjrouter.submit.HookAddresses;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Roster;
import io.mjrouter.submit.Submitter;
import io.mjrouter.submit.Tenure;
import io.mjrouter.testing.FakeTime;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** A tracker over a store and hosts, on a clock that the test turns. */
final class TrackerRig {

  private static final Imagine FOX = Imagine.of("a red fox");

  final FakeTime time;
  final TaskStore store;
  final Journal journal;
  final Board board;
  final Tracker tracker;
  final List<MjEvent> events = new ArrayList<>();
  private final long seed;
  private final Random random;

  private TrackerRig(
      FakeTime time,
      TaskStore store,
      long seed,
      Executor calls,
      TaskSettings settings,
      MjProvider... hosts) {
    this.time = time;
    this.store = store;
    this.seed = seed;
    random = new Random(seed);
    Tenure tenure = new Tenure(store.leases(), "rig", Tenure.LEASE, time);
    tenure.renewWhenDue();
    journal = new Journal(store, time, ZoneOffset.UTC, tenure);
    journal.listen(events::add);
    List<Roster.Entry> entries =
        Stream.of(hosts)
            .map(
                host ->
                    new Roster.Entry(
                        host,
                        new Offer(host.id(), host.info(), 0, 1, 10, OptionalInt.empty()),
                        Duration.ofSeconds(75),
                        BalanceSettings.defaults()))
            .toList();
    Roster roster = new Roster(entries, List.of());
    MjProbe probe = new MjProbe() {};
    RouterState state = RouterState.of(roster.offers(), ZoneOffset.UTC, SpendCaps.none());
    board = new Board(state, time, random);
    Submitter submitter =
        new Submitter(
            journal,
            roster,
            board,
            HookAddresses.none(),
            RoutingSettings.defaults(),
            Map.of(),
            time,
            random,
            probe);
    tracker =
        new Tracker(
            journal,
            tenure,
            roster,
            settings,
            Duration.ofMinutes(3),
            time,
            random,
            Runnable::run,
            any -> calls,
            submitter.resubmitter(Runnable::run),
            board,
            probe);
    journal.watch(tracker::changed);
  }

  static TrackerRig of(TaskSettings settings, MjProvider... hosts) {
    FakeTime time = FakeTime.create();
    MemoryTaskStore store = new MemoryTaskStore(time, Duration.ofDays(30), 2_000_000);
    return on(time, store, settings, hosts);
  }

  static TrackerRig on(FakeTime time, TaskStore store, TaskSettings settings, MjProvider... hosts) {
    return new TrackerRig(time, store, 42, Runnable::run, settings, hosts);
  }

  /** Calls to hosts go to an executor. */
  static TrackerRig with(Executor calls, TaskSettings settings, MjProvider... hosts) {
    FakeTime time = FakeTime.create();
    MemoryTaskStore store = new MemoryTaskStore(time, Duration.ofDays(30), 10_000);
    return new TrackerRig(time, store, 42, calls, settings, hosts);
  }

  Duration tick() {
    return tracker.tick();
  }

  static TrackerRig of(MjProvider... hosts) {
    return of(TaskSettings.defaults(), hosts);
  }

  /** Another process on the same store. */
  TrackerRig restarted(TaskSettings settings, MjProvider... hosts) {
    return new TrackerRig(time, store, seed + 1, Runnable::run, settings, hosts);
  }

  /** A task that a host has just taken. */
  Task taken(MjProvider host, String hostTaskId) {
    return taken(host, hostTaskId, Duration.ZERO);
  }

  /** A task that a host took a while ago. */
  Task taken(MjProvider host, String hostTaskId, Duration ago) {
    TaskRecord claimed =
        Ledger.claimed(TaskId.random(random), FOX, SubmitOptions.defaults(), time.now().minus(ago))
            .record();
    Route route = new Route(host.id(), Mode.FAST);
    Attempt attempt =
        Attempt.intent(
                1, route, Token.of(claimed.id(), random), Optional.empty(), time.now().minus(ago))
            .ended(Attempt.State.ACCEPTED, "", "", ChargeState.SETTLED, time.now().minus(ago));
    Task task =
        claimed.task().toBuilder()
            .attempts(List.of(attempt))
            .route(route)
            .hostTask(new HostTask(host.id(), hostTaskId))
            .status(TaskStatus.QUEUED)
            .accepted(time.now().minus(ago))
            .build();
    TaskRecord record = claimed.with(task);
    if (!(store.claim(Write.of(record)) instanceof Claim.Made)) {
      throw new AssertionError("not claimed: " + record);
    }
    tracker.changed(record);
    return task;
  }

  /** A task that somebody has just begun to send; the tracker may take its record for newer. */
  Task sending(MjProvider host, long shownVersion) {
    TaskRecord record = intended(host);
    tracker.changed(record.toBuilder().version(shownVersion).build());
    return record.task();
  }

  /** A task that a host took, over a store that was set back to before that. */
  Task takenAndSetBack(MjProvider host, String hostTaskId) {
    TaskRecord record = intended(host);
    String token = record.task().attempts().get(0).token();
    TaskRecord accepted = Ledger.found(record, token, hostTaskId, time.now()).record();
    tracker.changed(accepted.toBuilder().version(record.version() + 1).build());
    return record.task();
  }

  /** A task that was given up, over a store that was set back to before that. */
  void givenUpAndSetBack(Task task) {
    TaskRecord record = store.find(task.id()).orElseThrow();
    Failure stalled = new Failure(FailureReason.STALLED, Failure.Fault.HOST, "");
    TaskRecord failed = Ledger.failed(record, stalled, time.now()).record();
    tracker.changed(failed.toBuilder().version(record.version() + 1).build());
  }

  private TaskRecord intended(MjProvider host) {
    TaskRecord claimed =
        Ledger.claimed(TaskId.random(random), FOX, SubmitOptions.defaults(), time.now()).record();
    TaskRecord record =
        Ledger.intent(
                claimed,
                FOX,
                SubmitOptions.defaults(),
                new Route(host.id(), Mode.FAST),
                Token.of(claimed.id(), random),
                Optional.empty(),
                Decision.packer(0).pack(),
                time.now())
            .record();
    if (!(store.claim(Write.of(record)) instanceof Claim.Made)) {
      throw new AssertionError("not claimed: " + record);
    }
    return record;
  }

  /** Lets time pass while the tracker does what it does in the background. */
  void pass(Duration duration) {
    long end = time.nanoTime() + duration.toNanos();
    Duration rest = tracker.tick();
    while (end - time.nanoTime() > 0) {
      Duration left = Duration.ofNanos(end - time.nanoTime());
      time.advance(rest.compareTo(left) < 0 ? rest : left);
      rest = tracker.tick();
    }
  }

  /** Its host says that it ended. */
  void calledBack(Task task) {
    tracker.calledBack(task.id(), 1, task.hostTask().orElseThrow().id(), HostStatus.SUCCESS);
  }

  /** How long the router expects an imagine to take. */
  Duration expected(Route route) {
    return board.state().route(route).orElseThrow().expected(Action.IMAGINE, time.nanoTime());
  }

  Task now(Task task) {
    return journal.find(task.id()).orElseThrow().task();
  }

  static TaskSnapshot done(String id) {
    return TaskSnapshot.builder(id, HostStatus.SUCCESS)
        .images(List.of(MediaLink.of(URI.create("https://cdn.example/grid.png"))))
        .build();
  }

  static TaskSnapshot running(String id, int progress) {
    return TaskSnapshot.builder(id, HostStatus.IN_PROGRESS).progress(progress).build();
  }
}
