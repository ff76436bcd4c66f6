package io.mjrouter.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects everything that is wrong with a configuration, so that it is reported at once. Not safe
 * for use by several threads.
 */
public final class Problems {

  private final String path;
  private final List<String> lines;

  private Problems(String path, List<String> lines) {
    this.path = path;
    this.lines = lines;
  }

  /** An empty collection for the properties below a path, such as {@code midjourney}. */
  public static Problems under(String path) {
    return new Problems(path, new ArrayList<>());
  }

  /** The same collection for the properties one level down. */
  public Problems in(String name) {
    return new Problems(path + "." + name, lines);
  }

  /**
   * Adds a problem.
   *
   * @param property the property below this path
   * @param problem what is wrong and what is expected; never the value of a secret
   */
  public void add(String property, String problem) {
    lines.add((property.isEmpty() ? path : path + "." + property) + ": " + problem);
  }

  /** Adds a problem unless a time is more than nothing and not longer than this. */
  public void within(String property, Duration value, Duration longest) {
    if (value.isNegative() || value.isZero() || value.compareTo(longest) > 0) {
      add(property, value + " (expected: more than nothing, at most " + longest + ")");
    }
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** One line a problem, in the order found. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
