package io.mjrouter.model;

/** Why a task failed. */
public enum FailureReason {
  /** The host reported a failure; its text is the detail. */
  HOST_SAID_SO,
  /** No host took it. */
  REFUSED,
  /** It began and then nothing changed for too long. */
  STALLED,
  /** It did not finish, or not begin, in time. */
  TIMED_OUT,
  /** The host no longer knows it. */
  LOST_BY_HOST,
  /** Nobody could find out whether a host took it; it may have been paid for. */
  UNKNOWN_OUTCOME,
  /** The provider that has it is gone from the configuration. */
  ORIGIN_UNAVAILABLE,
  CANCELLED,
  /** The host reported success and never delivered a picture. */
  NO_IMAGE,
  /** The host answered with a task that is not this one. */
  MISMATCHED;

  /** Whether we gave it up by a clock of ours, and a host may still finish it. */
  public boolean mayStillFinish() {
    return switch (this) {
      case STALLED, TIMED_OUT, LOST_BY_HOST, UNKNOWN_OUTCOME -> true;
      case HOST_SAID_SO, REFUSED, ORIGIN_UNAVAILABLE, CANCELLED, NO_IMAGE, MISMATCHED -> false;
    };
  }
}
