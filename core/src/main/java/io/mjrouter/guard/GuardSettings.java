package io.mjrouter.guard;

import static java.util.Objects.requireNonNull;

import io.mjrouter.spi.Timeouts;

/**
 * How much of one provider may be under way at once, and for how long reads are repeated.
 *
 * @param submits submissions at once; one more is refused, not queued
 * @param reads free calls at once; one more is refused
 * @param pictures openings of pictures at once; one more is refused
 * @param timeouts no read is repeated once its own timeout is over
 */
public record GuardSettings(int submits, int reads, int pictures, Timeouts timeouts) {

  private static final int READS = 16;

  /** As many as there are connections for; whoever looks at pictures looks at many. */
  private static final int PICTURES = 1_024;

  public GuardSettings {
    check("submits", submits);
    check("reads", reads);
    check("pictures", pictures);
    requireNonNull(timeouts, "timeouts");
  }

  public static GuardSettings of(int submits, Timeouts timeouts) {
    return new GuardSettings(submits, READS, PICTURES, timeouts);
  }

  private static void check(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
    }
  }
}
