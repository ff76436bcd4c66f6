package io.mjrouter.examples.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What is kept for each open task, and what is allocated for each submission: counted and not
 * timed, so that it comes out the same on a busy machine. The submissions are those of {@link
 * ProxyBenchmark}: by the proxy, to one of two hosts, with the tasks in memory.
 *
 * <p>Run: {@code java -XX:+UseParallelGC -Xmx2g -cp 'target/quick-classes:target/lib/*'
 * io.mjrouter.examples.benchmarks.OpenTasks [tasks]}
 */
public final class OpenTasks {

  /** A line of a class histogram: objects, bytes and class. */
  private static final Pattern LINE = Pattern.compile("\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)");

  /** Fewer of a class are no task's, and would only be counted as ours the second time. */
  private static final int FEWEST = 200;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private OpenTasks() {}

  /** How many objects there are, and how large they are together. */
  private record Count(long objects, long bytes) {

    static final Count NONE = new Count(0, 0);

    Count plus(Count more) {
      return new Count(objects + more.objects, bytes + more.bytes);
    }

    Count minus(Count less) {
      return new Count(objects - less.objects, bytes - less.bytes);
    }

    String of(int tasks) {
      return String.format(
          Locale.ROOT, "| %.2f | %.0f |", (double) objects / tasks, (double) bytes / tasks);
    }
  }

  public static void main(String[] arguments) throws IOException, JMException {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    int tasks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    ProxyBenchmark proxy = new ProxyBenchmark();
    try {
      proxy.submitOne();
      submit(proxy, tasks);
      Map<String, Count> live = live();
      Map<Long, Long> allocated = allocated();
      submit(proxy, tasks);
      long bytes = sum(allocated()) - sum(allocated);
      System.out.printf(Locale.ROOT, "%,d bytes allocated for a submission%n%n", bytes / tasks);
      print(live, live(), tasks);
    } finally {
      proxy.close();
    }
  }

  private static void submit(ProxyBenchmark proxy, int times) {
    for (int i = 0; i < times; i++) {
      int status = proxy.submit().status();
      if (status != 200) {
        throw new IllegalStateException("submission answered " + status);
      }
    }
  }

  private static void print(Map<String, Count> before, Map<String, Count> after, int tasks) {
    Map<String, Count> more = new HashMap<>();
    after.forEach((type, all) -> more.put(type, all.minus(before.getOrDefault(type, Count.NONE))));
    Count sum = more.values().stream().reduce(Count.NONE, Count::plus);
    System.out.println("| kept for an open task | objects | bytes |\n|---|---|---|");
    System.out.println("| all | " + sum.of(tasks).substring(2));
    more.entrySet().stream()
        .filter(each -> Math.abs(each.getValue().objects) > tasks / 20)
        .sorted(Comparator.comparingLong((Entry<String, Count> it) -> -it.getValue().bytes))
        .forEach(
            each -> System.out.println("| " + each.getKey() + " " + each.getValue().of(tasks)));
  }

  /** By class, after a collection. */
  private static Map<String, Count> live() throws JMException {
    Object text =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    Map<String, Count> counts = new HashMap<>();
    Matcher line = LINE.matcher(String.valueOf(text));
    while (line.find()) {
      Count count = new Count(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)));
      if (count.objects >= FEWEST) {
        counts.merge(line.group(3), count, Count::plus);
      }
    }
    return counts;
  }

  /** Bytes by thread, but for those of the host. */
  private static Map<Long, Long> allocated() {
    Map<Long, Long> bytes = new HashMap<>();
    for (var thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && !thread.getThreadName().equals(CannedHost.NAME)) {
        bytes.put(thread.getThreadId(), THREADS.getThreadAllocatedBytes(thread.getThreadId()));
      }
    }
    return bytes;
  }

  private static long sum(Map<Long, Long> bytes) {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }
}
