package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Pauses, each twice as long as the one before, until they are as long as they may be.
 *
 * @param first the first
 * @param longest none is longer
 */
public record Backoff(Duration first, Duration longest) {

  /** No pause that begins with a second is in use after so many. */
  private static final int MOST_DOUBLINGS = 30;

  public Backoff {
    requireNonNull(first, "first");
    requireNonNull(longest, "longest");
  }

  /** The pause after so many others; the first after none. */
  public Duration after(int others) {
    Duration pause = first.multipliedBy(1L << Math.min(others, MOST_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
