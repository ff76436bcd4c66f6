package io.mjrouter.examples.benchmarks.beside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The threads of a Java program that compile it, as Linux shows them. */
final class Compilers {

  /** Its name, then what {@code proc(5)} says; the 14th and 15th are times in user and system. */
  private static final Pattern STAT =
      Pattern.compile(
          "\\d+ \\(C[12] Compiler[^)]*\\)(?: \\S+){11} (\\d+) (\\d+) .*", Pattern.DOTALL);

  /** A hundred a second wherever Java runs on Linux. */
  private static final long MICROS_A_TICK = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path threads;

  /**
   * Those of a process.
   *
   * @param pid its number
   */
  Compilers(long pid) {
    this(Path.of("/proc", Long.toString(pid), "task"));
  }

  /**
   * The same, wherever the threads are shown.
   *
   * @param threads has a directory for each
   */
  Compilers(Path threads) {
    this.threads = threads;
  }

  /** Processor time so far, in microseconds; empty when it has no such threads. */
  OptionalLong micros() throws IOException {
    List<Path> all;
    try (Stream<Path> each = Files.list(threads)) {
      all = each.toList();
    }
    long micros = 0;
    boolean any = false;
    for (Path thread : all) {
      Matcher times = STAT.matcher(stat(thread));
      if (times.matches()) {
        any = true;
        micros += (Long.parseLong(times.group(1)) + Long.parseLong(times.group(2))) * MICROS_A_TICK;
      }
    }
    return any ? OptionalLong.of(micros) : OptionalLong.empty();
  }

  private static String stat(Path thread) {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (IOException e) {
      // It has ended since it was listed.
      return "";
    }
  }

  /** Waits until they do nothing, at most ten seconds. */
  void rest() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    OptionalLong before = micros();
    for (; ; ) {
      TimeUnit.MILLISECONDS.sleep(200);
      OptionalLong now = micros();
      if (now.equals(before) || System.nanoTime() - end >= 0) {
        return;
      }
      before = now;
    }
  }
}
