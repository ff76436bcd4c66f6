package io.mjrouter.provider.simulator;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Mode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long drawing takes. A grid takes the median of its mode on average; durations are spread
 * log-normally around it, as they are at hosts.
 */
final class Pace {

  /**
   * The usual time of a grid: near the middle of what rixapi publishes (relax 90 to 300 s, fast 30
   * to 100 s, turbo 10 to 40 s).
   */
  private static final Map<Mode, Duration> USUAL =
      Map.of(
          Mode.RELAX, Duration.ofSeconds(120),
          Mode.FAST, Duration.ofSeconds(45),
          Mode.TURBO, Duration.ofSeconds(20));

  private static final double SPREAD = 0.35;

  private final Map<Mode, Duration> medians = new EnumMap<>(Mode.class);
  private final double speed;

  Pace(Map<Mode, Duration> medians, double speed) {
    this.medians.putAll(USUAL);
    this.medians.putAll(medians);
    this.speed = speed;
  }

  /** The nanoseconds that a task takes once it began. */
  long nanos(Mode mode, Stage stage, long seed) {
    double median = requireNonNull(medians.get(mode), "median").toNanos();
    double drawn = median * weight(stage) * Math.exp(SPREAD * Chance.gaussian(seed)) / speed;
    return Math.max(1, Math.round(drawn));
  }

  /** Midjourney draws a grid from nothing; anything else is less work, a video more. */
  private static double weight(Stage stage) {
    return switch (stage) {
      case GRID -> 1;
      case UPSCALED -> 0.35;
      case ENLARGED, FINAL -> 0.8;
      case DESCRIBED, SHORTENED -> 0.15;
      case ANIMATED -> 2.5;
      case VIDEO_FILE -> 0.3;
    };
  }

  /** Whether hosts show such a task's progress, or go from submitted straight to success. */
  static boolean showsProgress(Stage stage) {
    return stage == Stage.GRID || stage == Stage.ANIMATED || stage == Stage.ENLARGED;
  }
}
