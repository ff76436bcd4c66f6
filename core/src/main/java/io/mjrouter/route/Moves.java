package io.mjrouter.route;

import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;

/** Whom a failed attempt speaks against: one route, or the provider in every mode. */
final class Moves {

  private Moves() {}

  /** Whether the provider's other modes would meet the same. */
  static boolean isProvidersFault(SubmitOutcome outcome) {
    if (outcome instanceof SubmitOutcome.NotSent notSent) {
      return isProvidersFault(notSent.reason());
    }
    return outcome instanceof SubmitOutcome.Rejected rejected
        && isProvidersFault(rejected.reason());
  }

  private static boolean isProvidersFault(NotSentReason reason) {
    return switch (reason) {
      case DNS, CONNECT_REFUSED, CONNECT_TIMEOUT, TLS, PROXY_REFUSED, CLOSED -> true;
      case POOL_TIMEOUT, LOCAL_LIMIT, INVALID_REQUEST -> false;
    };
  }

  private static boolean isProvidersFault(RejectReason reason) {
    return switch (reason) {
      case AUTH, FORBIDDEN, EDGE_BLOCKED, NO_MONEY, REDIRECTED, UNSUPPORTED, PAYLOAD_TOO_LARGE ->
          true;
      case PLAN_LIMIT,
          NO_CHANNEL,
          NO_INSTANCE,
          QUEUE_FULL,
          THROTTLED,
          HOST_TROUBLE,
          BANNED_PROMPT,
          BAD_PARAMETER,
          PARENT_NOT_FOUND,
          PARENT_NOT_READY ->
          false;
    };
  }
}
