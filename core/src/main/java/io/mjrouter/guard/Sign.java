package io.mjrouter.guard;

import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;

/** What a free call says about whether its host is there. */
enum Sign {
  UP,
  DOWN,
  /** The host was not asked, or never got that far. */
  NONE;

  static Sign of(Reading<?> reading) {
    if (reading instanceof Reading.Unsupported) {
      return NONE;
    }
    return reading instanceof Reading.Failed<?> failed ? of(failed.failure().reason()) : UP;
  }

  /** A refusal is an answer, and a cheap one. */
  private static Sign of(ReadFailure.Reason reason) {
    return switch (reason) {
      case UNREACHABLE, TIMED_OUT, HOST_TROUBLE, GARBLED -> DOWN;
      case AUTH, FORBIDDEN, EDGE_BLOCKED, THROTTLED, REDIRECTED, TOO_LARGE, MISMATCHED -> UP;
      case INVALID_REQUEST, NOT_ASKED -> NONE;
    };
  }
}
