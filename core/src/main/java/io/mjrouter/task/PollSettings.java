package io.mjrouter.task;

import static java.util.Objects.requireNonNull;

import io.mjrouter.spi.Problems;
import java.time.Duration;

/**
 * How often hosts are asked about tasks: {@code midjourney.tasks.poll}.
 *
 * @param min the shortest time between two looks at one task
 * @param max the longest
 * @param batch the most tasks in one call
 * @param perSecond the most calls a second to one provider
 */
public record PollSettings(Duration min, Duration max, int batch, int perSecond) {

  private static final PollSettings DEFAULTS =
      new PollSettings(Duration.ofSeconds(3), Duration.ofSeconds(30), 100, 5);

  public PollSettings {
    requireNonNull(min, "min");
    requireNonNull(max, "max");
  }

  public static PollSettings defaults() {
    return DEFAULTS;
  }

  public PollSettings withMin(Duration min) {
    return new PollSettings(min, max, batch, perSecond);
  }

  public PollSettings withMax(Duration max) {
    return new PollSettings(min, max, batch, perSecond);
  }

  public PollSettings withBatch(int batch) {
    return new PollSettings(min, max, batch, perSecond);
  }

  public PollSettings withPerSecond(int perSecond) {
    return new PollSettings(min, max, batch, perSecond);
  }

  void validate(Problems problems) {
    if (min.isNegative() || min.isZero()) {
      problems.add("min", min + " (expected: more than nothing)");
    }
    if (max.compareTo(min) < 0 || max.compareTo(TaskSettings.LONGEST) > 0) {
      problems.add(
          "max", max + " (expected: from min, " + min + ", to " + TaskSettings.LONGEST + ")");
    }
    if (batch < 1) {
      problems.add("batch", batch + " (expected: 1 or more)");
    }
    if (perSecond < 1 || perSecond > 1_000) {
      problems.add("per-second", perSecond + " (expected: 1 to 1000)");
    }
  }
}
