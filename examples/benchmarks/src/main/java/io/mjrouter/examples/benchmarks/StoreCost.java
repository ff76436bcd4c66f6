package io.mjrouter.examples.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.mjrouter.ledger.Bookings;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.ledger.Token;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.Claim;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import io.mjrouter.store.jdbc.JdbcTaskStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a submission without a reference costs in an H2 file, its claim and its intent being one
 * write and its outcome another: processor time of the process, and bytes written (Linux). Unlike a
 * rate it can be compared on a machine that is busy, of runs side by side; the first rounds warm
 * up.
 *
 * <p>Run: {@code taskset -c 0 java -XX:ActiveProcessorCount=1 -XX:+UseSerialGC -Xms1g -Xmx1g -cp
 * 'target/classes:target/lib/*' io.mjrouter.examples.benchmarks.StoreCost THREADS ROUNDS TASKS}
 */
public final class StoreCost {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Path IO = Path.of("/proc/self/io");
  private static final Route ROUTE = new Route(ProviderId.of("one"), Mode.FAST);
  private static final Route OTHER = new Route(ProviderId.of("two"), Mode.FAST);
  private static final Money PRICE = new Money(50_000);
  private static final SubmitOptions OPTIONS = SubmitOptions.builder().caller("bench").build();
  private static final Imagine SUBMISSION =
      Imagine.of("a lighthouse in a snow storm, oil on canvas --v 6.1");

  private StoreCost() {}

  /** Measures round after round; the file stays in a temporary directory. */
  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    int tasks = Integer.parseInt(args[2]);
    Path file = Files.createTempDirectory("store-cost").resolve("tasks");
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (TaskStore store = JdbcTaskStore.h2File(file)) {
      for (int round = 1; round <= rounds; round++) {
        long time = SYSTEM.getProcessCpuTime();
        long bytes = written();
        round(pool, threads, tasks, store);
        System.out.printf(
            "round %d: %d µs of processor time and %d bytes written a submission%n",
            round,
            (SYSTEM.getProcessCpuTime() - time) / 1_000 / tasks,
            (written() - bytes) / tasks);
      }
    } finally {
      pool.shutdown();
    }
  }

  private static void round(ExecutorService pool, int threads, int tasks, TaskStore store)
      throws Exception {
    AtomicInteger left = new AtomicInteger(tasks);
    Callable<Integer> work =
        () -> {
          while (left.getAndDecrement() > 0) {
            submit(store);
          }
          return 0;
        };
    List<Callable<Integer>> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(work);
    }
    for (Future<Integer> each : pool.invokeAll(all)) {
      each.get();
    }
  }

  private static long written() throws Exception {
    if (!Files.exists(IO)) {
      return 0;
    }
    return Files.readAllLines(IO).stream()
        .filter(line -> line.startsWith("wchar: "))
        .mapToLong(line -> Long.parseLong(line.substring("wchar: ".length())))
        .sum();
  }

  private static void submit(TaskStore store) {
    SplittableRandom random = new SplittableRandom(ThreadLocalRandom.current().nextLong());
    TaskId id = TaskId.random(random);
    String token = Token.of(id, random);
    Instant now = Instant.now();
    TaskRecord claimed = Ledger.claimed(id, SUBMISSION, OPTIONS, now).record();
    TaskRecord first =
        Ledger.intent(
                claimed, SUBMISSION, OPTIONS, ROUTE, token, Optional.of(PRICE), decision(), now)
            .record();
    Claim claim = store.claim(Write.of(first).booking(Bookings.of(first, ZoneOffset.UTC)));
    if (!(claim instanceof Claim.Made)) {
      throw new IllegalStateException("task " + id + ": not claimed: " + claim);
    }
    TaskRecord intended = store.recall(id).orElseThrow();
    SubmitOutcome taken =
        SubmitOutcome.Accepted.of(SubmitOutcome.Acceptance.STARTED, Long.toHexString(~id.value()));
    write(store, intended, Ledger.outcome(intended, token, taken, now).record());
  }

  private static void write(TaskStore store, TaskRecord before, TaskRecord after) {
    Written written =
        store.write(Write.of(after).booking(Bookings.between(before, after, ZoneOffset.UTC)));
    if (written.stored().isEmpty()) {
      throw new IllegalStateException("task " + after.id() + ": not stored: " + written);
    }
  }

  private static Decision decision() {
    return Decision.packer(2)
        .add(ROUTE, PRICE, 50_000_000_000L, 0.97, RouteReason.CHOSEN)
        .add(OTHER, PRICE, 60_000_000_000L, 0.97, RouteReason.CHOSEN)
        .pack();
  }
}
