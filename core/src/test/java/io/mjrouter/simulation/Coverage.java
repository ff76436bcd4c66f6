package io.mjrouter.simulation;

import static java.util.stream.Collectors.joining;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How many steps were made, and how often each row of the matrix fired. */
final class Coverage {

  private final Map<Row, Long> fired = new EnumMap<>(Row.class);
  private long steps;

  /** What {@link #toString} wrote. */
  static Coverage parse(String text) {
    Coverage coverage = new Coverage();
    for (String each : text.split(" ")) {
      String[] parts = each.split("=", 2);
      long times = Long.parseLong(parts[1]);
      if (parts[0].equals("steps")) {
        coverage.steps = times;
      } else {
        coverage.fired.put(Row.valueOf(parts[0]), times);
      }
    }
    return coverage;
  }

  void note(Row row) {
    fired.merge(row, 1L, Long::sum);
  }

  void stepped(long times) {
    steps += times;
  }

  void add(Coverage other) {
    steps += other.steps;
    other.fired.forEach((row, times) -> fired.merge(row, times, Long::sum));
  }

  Set<Row> missing() {
    Set<Row> missing = EnumSet.copyOf(Row.simulated());
    missing.removeAll(fired.keySet());
    return missing;
  }

  @Override
  public String toString() {
    return fired.entrySet().stream()
        .map(each -> " " + each.getKey() + "=" + each.getValue())
        .collect(joining("", "steps=" + steps, ""));
  }
}
