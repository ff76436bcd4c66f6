package io.mjrouter.model;

import java.time.Duration;
import java.time.Instant;

/**
 * Where all time comes from: the wall clock, the monotonic clock, and waiting.
 *
 * <p>Nothing in the library reads a clock or sleeps but through a {@code TimeSource} that it was
 * given, so that tests and simulations can drive it. The wall clock stamps records; only the
 * monotonic clock measures deadlines, since the wall clock may jump. Implementations are safe for
 * use by many threads.
 */
public interface TimeSource {

  /** The wall clock. */
  Instant now();

  /** A monotonic clock in nanoseconds with an arbitrary origin; only differences mean anything. */
  long nanoTime();

  /**
   * Waits for the given time.
   *
   * @throws InterruptedException when the waiting thread is interrupted
   */
  void sleep(Duration duration) throws InterruptedException;

  /** The machine's own clocks. */
  static TimeSource system() {
    return TimeSourceSystem.INSTANCE;
  }
}
