package io.mjrouter.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happened in one run, in order. Every run has its digest, by which two runs of one seed are
 * told to be the same; the lines are kept only where somebody will read them.
 */
final class Trace {

  private static final int MOST = 4_000;

  private final boolean kept;
  private final Deque<String> lines = new ArrayDeque<>();
  private long digest = 17;

  private Trace(boolean kept) {
    this.kept = kept;
  }

  static Trace digestOnly() {
    return new Trace(false);
  }

  /** Keeps the last thousands of lines. */
  static Trace kept() {
    return new Trace(true);
  }

  /** Notes an event; its words must say the same in every run of a seed. */
  void note(long now, String what, Object... words) {
    digest = 31 * (31 * digest + now) + what.hashCode();
    for (Object word : words) {
      digest = 31 * digest + word.toString().hashCode();
    }
    if (kept) {
      if (lines.size() == MOST) {
        lines.remove();
      }
      String all = Arrays.stream(words).map(Object::toString).collect(Collectors.joining(" "));
      lines.add(seconds(now) + "  " + what + " " + all);
    }
  }

  private static String seconds(long now) {
    Duration time = Duration.ofNanos(now);
    return "%5d.%03d".formatted(time.toSeconds(), time.toMillisPart());
  }

  long digest() {
    return digest;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
