package io.mjrouter.wire.read;

import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an answer that is no success means: refused for sure, or nobody knows. Exactly one of the
 * two reasons is there.
 */
record Verdict(
    @Nullable RejectReason refused,
    @Nullable UnknownReason unsure,
    String message,
    Optional<Duration> retryAfter,
    Optional<String> bannedWord) {

  static Verdict refused(RejectReason reason, String message) {
    return new Verdict(reason, null, message, Optional.empty(), Optional.empty());
  }

  static Verdict unsure(UnknownReason reason, String message) {
    return new Verdict(null, reason, message, Optional.empty(), Optional.empty());
  }

  Verdict withRetryAfter(Optional<Duration> retryAfter) {
    return new Verdict(refused, unsure, message, retryAfter, bannedWord);
  }

  Verdict withBannedWord(Optional<String> bannedWord) {
    return new Verdict(refused, unsure, message, retryAfter, bannedWord);
  }

  boolean is(RejectReason reason) {
    return refused == reason;
  }

  SubmitOutcome toOutcome() {
    if (refused != null) {
      return new SubmitOutcome.Rejected(
          refused, refused.mayMove(), message, retryAfter, bannedWord);
    }
    return new SubmitOutcome.Unknown(
        unsure == null ? UnknownReason.UNLISTED_CODE : unsure, message);
  }

  ReadFailure toFailure() {
    return new ReadFailure(reason(), message, retryAfter);
  }

  private ReadFailure.Reason reason() {
    if (refused != null) {
      return switch (refused) {
        case AUTH -> ReadFailure.Reason.AUTH;
        case FORBIDDEN, NO_MONEY, PLAN_LIMIT -> ReadFailure.Reason.FORBIDDEN;
        case EDGE_BLOCKED -> ReadFailure.Reason.EDGE_BLOCKED;
        case THROTTLED -> ReadFailure.Reason.THROTTLED;
        case REDIRECTED -> ReadFailure.Reason.REDIRECTED;
        case PAYLOAD_TOO_LARGE -> ReadFailure.Reason.TOO_LARGE;
        case NO_CHANNEL,
            NO_INSTANCE,
            QUEUE_FULL,
            HOST_TROUBLE,
            UNSUPPORTED,
            BANNED_PROMPT,
            BAD_PARAMETER,
            PARENT_NOT_FOUND,
            PARENT_NOT_READY ->
            ReadFailure.Reason.HOST_TROUBLE;
      };
    }
    return switch (unsure == null ? UnknownReason.UNLISTED_CODE : unsure) {
      case CONNECTION_LOST -> ReadFailure.Reason.UNREACHABLE;
      case TIMED_OUT -> ReadFailure.Reason.TIMED_OUT;
      case BARE_429 -> ReadFailure.Reason.THROTTLED;
      case SERVER_ERROR, GATEWAY_UNSURE -> ReadFailure.Reason.HOST_TROUBLE;
      case TOO_LARGE -> ReadFailure.Reason.TOO_LARGE;
      case NOT_HTTP, EMPTY_ANSWER, NOT_JSON, UNLISTED_CODE, NO_ID -> ReadFailure.Reason.GARBLED;
    };
  }
}
