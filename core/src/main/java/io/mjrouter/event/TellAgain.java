package io.mjrouter.event;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Thrown by a listener that was told of a task's end and is not done with it, through no fault of
 * its own: it is told again after a while, and nothing is logged.
 */
public final class TellAgain extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** No clock counts further. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final Duration in;

  public TellAgain(Duration in) {
    super("again in " + in, null, false, false);
    this.in = requireNonNull(in, "in").compareTo(LONGEST) < 0 ? in : LONGEST;
  }

  /** After what time at the earliest; at most a year. */
  public Duration in() {
    return in;
  }
}
