package io.mjrouter.examples.benchmarks.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What a process holds.
 *
 * @param threads those of the system
 * @param descriptors open files and sockets
 * @param heap bytes that a collection left
 * @param resident bytes in memory
 */
record Sample(long threads, long descriptors, long heap, long resident) {

  /** How much more than before counts as growth, beside a floor for what comes and goes. */
  private static final double TOLERANCE = 0.10;

  /** Something that must not grow. */
  private record Kind(String name, ToLongFunction<Sample> of, long floor) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("threads", Sample::threads, 8),
          new Kind("descriptors", Sample::descriptors, 16),
          new Kind("heap", Sample::heap, 4 << 20));

  static String head() {
    return "| minute | threads | descriptors | live heap, MB | resident, MB | submitted | taken |\n"
        + "|---|---|---|---|---|---|---|";
  }

  String row(long minute, long submitted, long taken) {
    return String.format(
        Locale.ROOT,
        "| %d | %d | %d | %.1f | %.0f | %d | %d |",
        minute,
        threads,
        descriptors,
        heap / 1048576.0,
        resident / 1048576.0,
        submitted,
        taken);
  }

  /** What grew from the samples of one time to those of a later one; empty: nothing. */
  static List<String> grown(List<Sample> early, List<Sample> late) {
    return KINDS.stream().filter(kind -> grew(kind, early, late)).map(Kind::name).toList();
  }

  private static boolean grew(Kind kind, List<Sample> early, List<Sample> late) {
    double before = mean(kind, early);
    return mean(kind, late) > before + Math.max(before * TOLERANCE, (double) kind.floor);
  }

  private static double mean(Kind kind, List<Sample> samples) {
    return samples.stream().mapToLong(kind.of).average().orElseThrow();
  }
}
