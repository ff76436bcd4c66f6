package io.mjrouter.examples.benchmarks.tracking;

import io.mjrouter.event.MjProbe;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.ledger.Token;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.Demand;
import io.mjrouter.route.Offer;
import io.mjrouter.route.Policy;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RouterState;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.submit.Board;
import io.mjrouter.submit.HookAddresses;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Roster;
import io.mjrouter.submit.Submitter;
import io.mjrouter.submit.Tenure;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.task.Tracker;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** The real tracker over the memory store, and hosts that always have so many tasks under way. */
final class Following {

  private final TimeSource time;
  private final TaskStore store;
  private final List<ModelHost> hosts;
  private final SplittableRandom chance;
  private final Random random;
  private final RouterState state;
  private final Tracker tracker;
  private long made;

  Following(
      TimeSource time,
      TaskStore store,
      List<ModelHost> hosts,
      TaskSettings settings,
      Executor calls,
      long seed) {
    this.time = time;
    this.chance = new SplittableRandom(seed);
    this.random = new Random(seed);
    this.made = seed * 100_000_000;
    this.store = store;
    this.hosts = List.copyOf(hosts);
    Tenure tenure = new Tenure(store.leases(), "bench", Tenure.LEASE, time);
    tenure.renewWhenDue();
    Journal journal = new Journal(store, time, ZoneOffset.UTC, tenure);
    Roster roster = new Roster(hosts.stream().map(Following::entry).toList(), List.of());
    state = RouterState.of(roster.offers(), ZoneOffset.UTC, SpendCaps.none());
    Board board = new Board(state, time, random);
    MjProbe probe = new MjProbe() {};
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
            calls,
            any -> calls,
            submitter.resubmitter(calls),
            board,
            probe);
    journal.watch(tracker::changed);
    journal.watch(this::replace);
  }

  private static Roster.Entry entry(ModelHost host) {
    Offer offer = new Offer(host.id(), host.info(), 0, 1, 10, OptionalInt.empty());
    return new Roster.Entry(host, offer, Duration.ofSeconds(75), BalanceSettings.defaults());
  }

  Tracker tracker() {
    return tracker;
  }

  /** Every host has its share of so many tasks, at all ages. */
  void fill(int tasks) {
    for (int i = 0; i < tasks; i++) {
      ModelHost host = hosts.get(i % hosts.size());
      add(host, ModelTask.underWay(id(), time.nanoTime(), chance));
    }
  }

  /** Where one ended, another begins. */
  private void replace(TaskRecord record) {
    if (record.task().status().isFinal()) {
      ModelHost host =
          hosts.stream()
              .filter(h -> record.task().route().orElseThrow().provider().equals(h.id()))
              .findFirst()
              .orElseThrow();
      add(host, beginning());
    }
  }

  private synchronized ModelTask beginning() {
    return ModelTask.beginning(id(), time.nanoTime(), chance);
  }

  private synchronized String id() {
    return "1764" + (100_000_000_000L + made++);
  }

  private void add(ModelHost host, ModelTask task) {
    host.take(task);
    TaskRecord record = taken(host, task);
    store.claim(Write.of(record));
    tracker.changed(record);
  }

  /** A record with all that a submission leaves in it. */
  private TaskRecord taken(ModelHost host, ModelTask task) {
    var at = time.now().minusNanos(time.nanoTime() - task.begun());
    Imagine fox = Imagine.of("a red fox in the snow, soft light, number " + task.id());
    SubmitOptions options = SubmitOptions.defaults();
    TaskRecord claimed;
    String token;
    synchronized (this) {
      claimed = Ledger.claimed(TaskId.random(random), fox, options, at).record();
      token = Token.random(random);
    }
    Demand demand = Demand.of(fox).withModes(List.of(Mode.FAST));
    RoutePlan plan = RoutePlan.of(demand, state, Policy.CHEAPEST, random, time.nanoTime(), at);
    TaskRecord sent =
        Ledger.intent(
                claimed,
                fox,
                options,
                new Route(host.id(), Mode.FAST),
                token,
                Optional.empty(),
                plan.decision(),
                at)
            .record();
    return Ledger.outcome(
            sent, token, SubmitOutcome.Accepted.of(SubmitOutcome.Acceptance.STARTED, task.id()), at)
        .record();
  }

  /** Hosts of one kind. */
  static List<ModelHost> hosts(
      int number, boolean lists, boolean tellsProgress, TimeSource time, Book book) {
    List<ModelHost> hosts = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      hosts.add(new ModelHost("host-" + i, lists, tellsProgress, time, book));
    }
    return hosts;
  }
}
