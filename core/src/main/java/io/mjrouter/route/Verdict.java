package io.mjrouter.route;

import io.mjrouter.model.Failure;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;

/** What one event says about the health of a route. A caller's own mistake says nothing. */
public enum Verdict {
  GOOD(1, 0),
  /** It worked, and took far longer than it should. */
  SLOW(0.5, 0.5),
  /** It failed, and nobody can say whose fault that was. */
  DOUBTFUL(0, 0.5),
  BAD(0, 1),
  /** It will not get better by trying again soon. */
  FATAL(0, 1),
  UNCOUNTED(0, 0);

  private final double good;
  private final double bad;

  Verdict(double good, double bad) {
    this.good = good;
    this.bad = bad;
  }

  double good() {
    return good;
  }

  double bad() {
    return bad;
  }

  /**
   * What an answer to a submit says about accepting. Signs of a full host are not counted here:
   * they lower the limits. A wrong key and an empty account are facts about the account, kept in
   * {@link AccountState}.
   */
  public static Verdict of(SubmitOutcome outcome) {
    return outcome.accept(
        new SubmitOutcome.Visitor<>() {
          @Override
          public Verdict accepted(SubmitOutcome.Accepted accepted) {
            return GOOD;
          }

          @Override
          public Verdict rejected(SubmitOutcome.Rejected rejected) {
            return of(rejected.reason());
          }

          @Override
          public Verdict notSent(SubmitOutcome.NotSent notSent) {
            return of(notSent.reason());
          }

          @Override
          public Verdict unknown(SubmitOutcome.Unknown unknown) {
            return BAD;
          }
        });
  }

  private static Verdict of(RejectReason reason) {
    if (reason.blame() == RejectReason.Blame.CALLER) {
      return UNCOUNTED;
    }
    return switch (reason) {
      case FORBIDDEN, EDGE_BLOCKED, PLAN_LIMIT, REDIRECTED -> FATAL;
      case NO_CHANNEL, NO_INSTANCE, HOST_TROUBLE -> BAD;
      case AUTH,
          NO_MONEY,
          QUEUE_FULL,
          THROTTLED,
          UNSUPPORTED,
          PAYLOAD_TOO_LARGE,
          BANNED_PROMPT,
          BAD_PARAMETER,
          PARENT_NOT_FOUND,
          PARENT_NOT_READY ->
          UNCOUNTED;
    };
  }

  private static Verdict of(NotSentReason reason) {
    return switch (reason) {
      case TLS -> FATAL;
      case DNS, CONNECT_REFUSED, CONNECT_TIMEOUT, PROXY_REFUSED -> BAD;
      case POOL_TIMEOUT, LOCAL_LIMIT, INVALID_REQUEST, CLOSED -> UNCOUNTED;
    };
  }

  /** What the end of an accepted task says about finishing. */
  public static Verdict of(Failure failure) {
    return switch (failure.reason()) {
      case HOST_SAID_SO ->
          switch (failure.fault()) {
            case CONTENT, PARAMETERS -> UNCOUNTED;
            case HOST -> BAD;
            case UNSTATED -> DOUBTFUL;
          };
      case STALLED, TIMED_OUT, LOST_BY_HOST, NO_IMAGE, MISMATCHED -> BAD;
      case REFUSED, UNKNOWN_OUTCOME, ORIGIN_UNAVAILABLE, CANCELLED -> UNCOUNTED;
    };
  }
}
