package io.mjrouter.guard;

import static java.util.Objects.requireNonNull;

import io.mjrouter.spi.Timeouts;

/**
 * How much of one provider may be under way at once, and for how long reads are repeated.
 *
 * @param submits submissions at once; one more is refused, not queued
 * @param reads free calls at once, and as many openings of pictures; one more is refused
 * @param timeouts no read is repeated once its own timeout is over
 */
public record GuardSettings(int submits, int reads, Timeouts timeouts) {

  private static final int READS = 16;

  public GuardSettings {
    check("submits", submits);
    check("reads", reads);
    requireNonNull(timeouts, "timeouts");
  }

  public static GuardSettings of(int submits, Timeouts timeouts) {
    return new GuardSettings(submits, READS, timeouts);
  }

  private static void check(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
    }
  }
}
