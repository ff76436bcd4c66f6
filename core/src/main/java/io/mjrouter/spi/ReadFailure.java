package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a free call to a host brought no answer. Free calls may be repeated.
 *
 * @param reason what happened
 * @param message one line for a person, without secrets
 * @param retryAfter when the host wants to be asked again; already clamped
 */
public record ReadFailure(Reason reason, String message, Optional<Duration> retryAfter) {

  /** What happened to a free call. */
  public enum Reason {
    AUTH,
    FORBIDDEN,
    EDGE_BLOCKED,
    THROTTLED,
    /** No connection, or it was lost. */
    UNREACHABLE,
    TIMED_OUT,
    /** The host answered with a failure of its own. */
    HOST_TROUBLE,
    REDIRECTED,
    /** The answer makes no sense. */
    GARBLED,
    TOO_LARGE,
    /** The answer is about another task. */
    MISMATCHED,
    /** An id or address that must not be sent. */
    INVALID_REQUEST,
    /** Kept back here: the host was down a moment ago, or too many calls to it are under way. */
    NOT_ASKED
  }

  public ReadFailure {
    requireNonNull(reason, "reason");
    requireNonNull(message, "message");
    requireNonNull(retryAfter, "retryAfter");
  }

  /** The same, with the time after which asking again makes sense. */
  public ReadFailure withRetryAfter(Duration retryAfter) {
    return new ReadFailure(reason, message, Optional.of(retryAfter));
  }

  public static ReadFailure of(Reason reason, String message) {
    return new ReadFailure(reason, message, Optional.empty());
  }
}
