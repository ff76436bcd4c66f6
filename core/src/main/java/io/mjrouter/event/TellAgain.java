package io.mjrouter.event;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Thrown by a listener that was told of a task's end and is not done with it, through no fault of
 * its own: it is told again after a while, and nothing is logged.
 */
public final class TellAgain extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Duration in;

  public TellAgain(Duration in) {
    super("again in " + in, null, false, false);
    this.in = requireNonNull(in, "in");
  }

  /** After what time at the earliest. */
  public Duration in() {
    return in;
  }
}
