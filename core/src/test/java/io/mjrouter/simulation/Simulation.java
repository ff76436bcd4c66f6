package io.mjrouter.simulation;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskFilter;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One seed: some processes on one store, some hosts, people who want pictures, and a storm. Then
 * the storm ends, and so must everything that is under way.
 */
final class Simulation {

  private static final Duration LONGEST_STORM = Duration.ofSeconds(150);
  private static final Duration CALM_REST = Duration.ofSeconds(1);

  /** Long enough that every process sees what another one stored. */
  private static final Duration LOOK = Duration.ofSeconds(20);

  final Fibres fibres;
  final Chance chance;
  final Chance lines;
  final Weather weather;
  final Coverage coverage = new Coverage();
  final Settings settings;
  final ModelStore store;
  final Laws laws;
  private final Trace trace;
  private final Workload workload;
  private final Map<ProviderId, ModelHost> hosts = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private List<ProviderSettings> providers;
  private int born;

  Simulation(long seed, Set<Fault> without, Trace trace) {
    this.trace = trace;
    chance = Chance.of(seed);
    lines = chance.of("lines");
    fibres = new Fibres(chance.of("order"));
    weather = new Weather(chance.of("weather"), without, coverage);
    settings = Settings.drawn(chance.of("settings"));
    store = new ModelStore(this);
    laws = new Laws(this);
    for (int i = 1; i <= settings.hosts(); i++) {
      ModelHost host = new ModelHost(this, "host-" + i);
      hosts.put(host.id, host);
    }
    providers = hosts.values().stream().map(ModelHost::settings).toList();
    workload = new Workload(this, chance.of("workload"));
  }

  /**
   * Runs the seed to its end.
   *
   * @throws AssertionError when a law is broken
   */
  void run() {
    fibres.run(
        () -> {
          try {
            for (int i = 0; i < settings.nodes(); i++) {
              begin();
            }
            workload.begin(chance.between(LONGEST_STORM.dividedBy(3), LONGEST_STORM));
            pass(LONGEST_STORM);
            weather.calm();
            note("calm");
            workload.end();
            settle();
            workload.useEveryHost();
            while (workload.isUsing()) {
              pass(LOOK);
            }
            settle();
          } finally {
            coverage.stepped(fibres.events());
            if (!fibres.isBlocked()) {
              nodes.forEach(fibres::kill);
              fibres.sleep(Duration.ofSeconds(1));
            }
          }
        });
  }

  /** What went wrong in any fibre is what goes wrong with the run. */
  private void pass(Duration duration) {
    long end = fibres.now() + duration.toNanos();
    while (fibres.now() < end) {
      fibres.sleep(CALM_REST);
      fibres.rethrow();
    }
  }

  /** Waits until nothing is under way any more, within the bound, and checks everything. */
  private void settle() {
    long end = fibres.now() + settings.bound().toNanos();
    do {
      pass(LOOK);
    } while (fibres.now() < end && !isQuiet());
    pass(LOOK);
    records().forEach(laws::ended);
    laws.settled(store.truth(), records());
    workload.checkWaits();
    fibres.rethrow();
  }

  private boolean isQuiet() {
    return !workload.isRetrying()
        && requests.stream().allMatch(request -> request.under.isEmpty())
        && store.truth().open(Shards.every(), Optional.empty(), Integer.MAX_VALUE).stream()
            .allMatch(record -> waits(record.task()))
        && store.truth().finishes().untold(Shards.every(), 0, 1).records().isEmpty();
  }

  /** Whether it waits for a person alone, and for no outcome of an answer to its window as well. */
  private static boolean waits(Task task) {
    return task.status() == TaskStatus.NEEDS_MODAL
        && task.attempts().stream().allMatch(each -> each.charge() != ChargeState.RESERVED);
  }

  List<TaskRecord> records() {
    return store.truth().newest(TaskFilter.all(), Optional.empty(), Integer.MAX_VALUE).records();
  }

  long digest() {
    return trace.digest();
  }

  void note(String what, Object... words) {
    trace.note(fibres.now(), what, words);
  }

  // ---- Processes.

  private void begin() {
    Node node = new Node(this, "node-" + ++born);
    nodes.add(node);
    node.start();
  }

  /** Those that are closing as well. */
  List<Node> alive() {
    return nodes.stream().filter(node -> !node.isDead()).toList();
  }

  List<Node> up() {
    return nodes.stream().filter(Node::isUp).toList();
  }

  /** A process dies where it stands; another takes its place after a while. */
  void crash(Node node) {
    if (node.isDead()) {
      return;
    }
    note("dies", node);
    if (up().size() > 1 && !store.truth().open(Shards.every(), Optional.empty(), 1).isEmpty()) {
      coverage.note(Row.F64);
    }
    if (!store.truth().finishes().untold(Shards.every(), 0, 1).records().isEmpty()) {
      coverage.note(Row.F63);
    }
    workload.orphan(node);
    fibres.kill(node);
    replace(node);
  }

  /** A process was asked to end, and did. */
  void replace(Node node) {
    nodes.remove(node);
    fibres.after(chance.between(Duration.ofMillis(1), Duration.ofSeconds(20)), this::begin);
  }

  /** How long the background rests; it may come late. */
  Duration pace(Duration wanted) {
    if (weather.isCalm()) {
      return wanted.compareTo(CALM_REST) > 0 ? wanted : CALM_REST;
    }
    return weather.is(Fault.SLOW, 0.1)
        ? wanted.plus(chance.between(Duration.ZERO, Duration.ofSeconds(3)))
        : wanted;
  }

  /** The fibre that runs may be interrupted while it waits. */
  void interruptible() {
    if (weather.is(Fault.INTERRUPT)) {
      fibres.after(
          chance.between(Duration.ofMillis(1), Duration.ofSeconds(10)), fibres.interrupter());
    }
  }

  // ---- Hosts.

  ModelHost host(ProviderId id) {
    ModelHost host = hosts.get(id);
    if (host == null) {
      throw new IllegalArgumentException("no host " + id);
    }
    return host;
  }

  List<ModelHost> hosts() {
    return List.copyOf(hosts.values());
  }

  /** How the hosts are configured now. */
  List<ProviderSettings> providers() {
    return providers;
  }

  void configured(List<ProviderSettings> now) {
    providers = now;
  }

  ProviderFactory factory(Node node) {
    return new ProviderFactory() {
      @Override
      public String type() {
        return "modelled";
      }

      @Override
      public void validate(ProviderSettings each, Problems problems) {}

      @Override
      public MjProvider create(ProviderSettings each, ProviderContext context) {
        return new HostLine(Simulation.this, node, host(each.id()), each);
      }
    };
  }

  void callBack(ModelHost host, Taken taken) {
    workload.callBack(host, taken);
  }

  // ---- Requests.

  Request add(Request request) {
    requests.add(request);
    return request;
  }

  List<Request> requests() {
    return requests;
  }

  Request request(int number) {
    return requests.get(number);
  }

  @Nullable TaskRecord record(TaskId id) {
    return store.truth().find(id).orElse(null);
  }
}
