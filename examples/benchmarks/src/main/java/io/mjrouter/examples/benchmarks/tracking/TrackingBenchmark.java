package io.mjrouter.examples.benchmarks.tracking;

import io.mjrouter.model.TimeSource;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What it takes to follow a hundred thousand tasks: calls and freshness on virtual time, beside one
 * who looks at fixed intervals; heap and processor time on the machine's; and a restart.
 *
 * <p>Run: {@code java -Xmx512m -cp 'target/quick-classes:target/lib/*'
 * io.mjrouter.examples.benchmarks.tracking.TrackingBenchmark [tasks] [seconds]}
 */
public final class TrackingBenchmark {

  private static final int PROVIDERS = 4;
  private static final double SHARE = 0.95;

  /** With fewer tasks there are fewer calls a second as well. */
  private static final int FULL = 100_000;

  /** Within these most of the first tasks have ended. */
  private static final int LEARN = 120;

  /**
   * One way for hosts to be.
   *
   * @param batch how many tasks a call asks for; 1 where there is no list
   * @param perSecond the most calls to one of them
   * @param min the shortest time between two looks at a task
   */
  record Setting(String name, int batch, boolean tellsProgress, int perSecond, Duration min) {

    Setting(String name, int batch, boolean tellsProgress, int perSecond) {
      this(name, batch, tellsProgress, perSecond, PollSettings.defaults().min());
    }

    boolean lists() {
      return batch > 1;
    }

    /** The same for so many tasks in all. */
    Setting scaledTo(int tasks) {
      int scaled = (int) Math.max(1, (long) perSecond * tasks / FULL);
      return new Setting(name, batch, tellsProgress, scaled, min);
    }

    TaskSettings tasks() {
      PollSettings poll = PollSettings.defaults().withPerSecond(perSecond).withMin(min);
      return TaskSettings.defaults().withPoll(lists() ? poll.withBatch(batch) : poll);
    }
  }

  private static final int BATCH = PollSettings.defaults().batch();

  static final Setting LIST = new Setting("list, progress told", BATCH, true, 50);
  static final Setting LIST_BLIND = new Setting("list, no progress", BATCH, false, 50);
  static final Setting LONG_LIST_BLIND =
      new Setting("list of 200, no progress", 2 * BATCH, false, 50);
  static final Setting QUICK_LIST_BLIND =
      new Setting("list of 200, min: 2s, no progress", 2 * BATCH, false, 50, Duration.ofSeconds(2));
  static final Setting SINGLE = new Setting("one by one, progress told", 1, true, 5_000);
  static final Setting SINGLE_BLIND = new Setting("one by one, no progress", 1, false, 10_000);
  static final Setting SINGLE_TIGHT = new Setting("one by one, 1000 a second", 1, true, 1_000);

  private static final List<Setting> ALL =
      List.of(
          LIST, LIST_BLIND, LONG_LIST_BLIND, QUICK_LIST_BLIND, SINGLE, SINGLE_TIGHT, SINGLE_BLIND);

  private TrackingBenchmark() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.setProperty("org.slf4j.simpleLogger.log.io.mjrouter.tasks", "warn");
    int tasks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    PrintStream out = System.out;
    out.printf("%,d tasks under way at %d providers%n%n", tasks, PROVIDERS);
    out.println(Result.HEAD);
    for (Setting setting : ALL) {
      out.println(measure(setting.scaledTo(tasks), tasks, LEARN, seconds).line());
    }
    out.println();
    double each = (double) tasks / PROVIDERS;
    Setting list = LIST.scaledTo(tasks);
    out.println(new AgeBound(SHARE).line(SHARE, each, BATCH, 3, list.perSecond()));
    out.println(real(list, tasks, seconds));
    out.println(restart(list, tasks));
    out.println(restart(SINGLE_TIGHT.scaledTo(tasks), tasks));
  }

  /** What was measured of one setting; calls are those to one provider. */
  record Result(
      String name,
      double callsPerSecond,
      long mostInSecond,
      double looksPerTask,
      double median,
      double mean,
      double p95,
      double fixedCallsPerSecond,
      double fixedCallsByMean,
      double cores) {

    static final String HEAD =
        "| hosts | calls/s | most in 1 s | looks a task | median, s | mean, s | p95, s"
            + " | fixed interval, calls/s | ours/fixed, same p95 | ours/fixed, same mean | cores |"
            + "\n|---|---|---|---|---|---|---|---|---|---|---|";

    double share() {
      return callsPerSecond / fixedCallsPerSecond;
    }

    double shareByMean() {
      return callsPerSecond / fixedCallsByMean;
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %.1f | %d | %.1f | %.2f | %.2f | %.2f | %.1f | %.2f | %.2f | %.2f |",
          name,
          callsPerSecond,
          mostInSecond,
          looksPerTask,
          median,
          mean,
          p95,
          fixedCallsPerSecond,
          share(),
          shareByMean(),
          cores);
    }
  }

  /** Calls and freshness on virtual time, after so many seconds in which the tracker learns. */
  static Result measure(Setting setting, int tasks, int learn, int seconds) {
    VirtualTime time = new VirtualTime();
    Book book = new Book();
    List<ModelHost> hosts =
        Following.hosts(PROVIDERS, setting.lists(), setting.tellsProgress(), time, book);
    Following following =
        new Following(time, store(time, tasks), hosts, setting.tasks(), Runnable::run, 1);
    following.fill(tasks);
    pass(following, time, Duration.ofSeconds(learn));
    book.open();
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    pass(following, time, Duration.ofSeconds(seconds));
    long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    double p95 = book.delay(SHARE);
    double all = PROVIDERS * (double) seconds;
    return new Result(
        setting.name(),
        book.calls() / all,
        hosts.stream().mapToLong(ModelHost::most).max().orElse(0),
        (double) book.looks() / book.ended(),
        book.delay(0.5),
        book.meanDelay(),
        p95,
        book.looksAtFixedInterval(SHARE, p95) / setting.batch() / all,
        book.looksAtFixedInterval(book.meanDelay()) / setting.batch() / all,
        used / 1e9 / seconds);
  }

  /** Keeps the open ones and, a little while, some that ended, as a durable store would not. */
  private static TaskStore store(TimeSource time, int tasks) {
    return new MemoryTaskStore(time, Duration.ofDays(1), tasks + tasks / 5);
  }

  private static void pass(Following following, VirtualTime time, Duration duration) {
    long end = time.nanoTime() + duration.toNanos();
    while (end - time.nanoTime() > 0) {
      time.advance(following.tracker().tick());
    }
  }

  /** Heap and processor time while the machine's own time passes. */
  static String real(Setting setting, int tasks, int seconds) throws InterruptedException {
    TimeSource time = TimeSource.system();
    Book book = new Book();
    List<ModelHost> hosts =
        Following.hosts(PROVIDERS, setting.lists(), setting.tellsProgress(), time, book);
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      Following following =
          new Following(time, store(time, tasks), hosts, setting.tasks(), pool, 1);
      following.fill(tasks);
      pass(following, time, Duration.ofSeconds(seconds));
      book.open();
      long before = processTime();
      pass(following, time, Duration.ofSeconds(seconds));
      double cores = (processTime() - before) / 1e9 / seconds;
      return String.format(
          Locale.ROOT,
          "on the machine's time, %s, %d s: %.0f MB live heap of at most %d MB, %.2f cores,"
              + " %.1f calls/s to a provider, p95 %.2f s%n",
          setting.name(),
          seconds,
          liveHeap(),
          Runtime.getRuntime().maxMemory() >> 20,
          cores,
          book.calls() / (double) PROVIDERS / seconds,
          book.delay(SHARE));
    } finally {
      pool.shutdownNow();
    }
  }

  private static void pass(Following following, TimeSource time, Duration duration)
      throws InterruptedException {
    long end = time.nanoTime() + duration.toNanos();
    while (end - time.nanoTime() > 0) {
      time.sleep(following.tracker().tick());
    }
  }

  private static long processTime() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double liveHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }

  /** A tracker that finds all tasks open when it begins: its first call, and its rate. */
  static String restart(Setting setting, int tasks) {
    VirtualTime time = new VirtualTime();
    TaskStore store = store(time, tasks);
    Book book = new Book();
    List<ModelHost> hosts =
        Following.hosts(PROVIDERS, setting.lists(), setting.tellsProgress(), time, book);
    new Following(time, store, hosts, setting.tasks(), Runnable::run, 1).fill(tasks);
    book.open();
    Following again = new Following(time, store, hosts, setting.tasks(), Runnable::run, 2);
    long begun = System.nanoTime();
    long from = time.nanoTime();
    while (book.calls() == 0) {
      time.advance(again.tracker().tick());
    }
    double first = (System.nanoTime() - begun + time.nanoTime() - from) / 1e9;
    pass(again, time, Duration.ofMinutes(2));
    return String.format(
        Locale.ROOT,
        "restart, %s: first call after %.2f s, never more than %d calls in a second (%d allowed);"
            + " %,d of those that had ended were seen within 2 min, %,d looks%n",
        setting.name(),
        first,
        hosts.stream().mapToLong(ModelHost::most).max().orElse(0),
        setting.perSecond(),
        book.ended(),
        book.looks());
  }
}
