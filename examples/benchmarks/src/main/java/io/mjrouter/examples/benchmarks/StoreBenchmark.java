package io.mjrouter.examples.benchmarks;

import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import io.mjrouter.store.jdbc.JdbcTaskStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a store takes for a task from its claim to its end, and for one that is read; by 32 threads
 * at once, which share commits where the store is durable.
 *
 * <p>Run: {@code java -cp 'target/classes:target/lib/*' org.openjdk.jmh.Main StoreBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(32)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class StoreBenchmark {

  /** What is stored. */
  public enum Kind {
    MEMORY,
    H2
  }

  @Param({"MEMORY", "H2"})
  Kind kind = Kind.MEMORY;

  private TaskStore store = new MemoryTaskStore(TimeSource.system());
  private final TaskRecord read = record();

  @Setup
  public void open() throws IOException {
    store =
        kind == Kind.MEMORY
            ? new MemoryTaskStore(TimeSource.system(), Duration.ofHours(1), 100_000)
            : JdbcTaskStore.h2File(Files.createTempDirectory("store-benchmark").resolve("tasks"));
    store.claim(Write.of(read));
  }

  @TearDown
  public void close() {
    store.close();
  }

  private static TaskRecord record() {
    TaskId id = TaskId.random(new SplittableRandom(ThreadLocalRandom.current().nextLong()));
    return Ledger.claimed(id, Imagine.of("a red fox"), SubmitOptions.defaults(), Instant.now())
        .record();
  }

  @Benchmark
  public Written aTask() {
    TaskRecord claimed = record();
    store.claim(Write.of(claimed));
    TaskRecord running = write(claimed, TaskStatus.RUNNING);
    return store.write(Write.of(with(running, TaskStatus.SUCCEEDED)));
  }

  private TaskRecord write(TaskRecord record, TaskStatus status) {
    return store.write(Write.of(with(record, status))).stored().orElseThrow();
  }

  private static TaskRecord with(TaskRecord record, TaskStatus status) {
    return record.with(record.task().toBuilder().status(status).build());
  }

  @Benchmark
  public TaskRecord aLook() {
    return store.find(read.id()).orElseThrow();
  }
}
