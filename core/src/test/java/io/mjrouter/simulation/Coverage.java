package io.mjrouter.simulation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How often each row of the matrix fired. */
final class Coverage {

  private final Map<Row, Long> fired = new EnumMap<>(Row.class);

  void note(Row row) {
    fired.merge(row, 1L, Long::sum);
  }

  void add(Coverage other) {
    other.fired.forEach((row, times) -> fired.merge(row, times, Long::sum));
  }

  Set<Row> missing() {
    Set<Row> missing = EnumSet.copyOf(Row.simulated());
    missing.removeAll(fired.keySet());
    return missing;
  }

  @Override
  public String toString() {
    return fired.toString();
  }
}
