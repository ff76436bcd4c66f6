package io.mjrouter.provider.internal;

import static java.util.Objects.requireNonNull;

import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a call brought no whole answer, and whether any byte of its body left. */
final class ExchangeFailure extends IOException {

  private static final long serialVersionUID = 1;

  /**
   * What happened, and what it is called in each of three places: for a submission of which nothing
   * left, for one of which something left, and for a free call.
   */
  enum Kind {
    DNS(NotSentReason.DNS, UnknownReason.CONNECTION_LOST, ReadFailure.Reason.UNREACHABLE),
    CONNECT_REFUSED(
        NotSentReason.CONNECT_REFUSED,
        UnknownReason.CONNECTION_LOST,
        ReadFailure.Reason.UNREACHABLE),
    CONNECT_TIMEOUT(
        NotSentReason.CONNECT_TIMEOUT, UnknownReason.TIMED_OUT, ReadFailure.Reason.TIMED_OUT),
    TLS(NotSentReason.TLS, UnknownReason.CONNECTION_LOST, ReadFailure.Reason.UNREACHABLE),
    POOL_TIMEOUT(NotSentReason.POOL_TIMEOUT, UnknownReason.TIMED_OUT, ReadFailure.Reason.TIMED_OUT),
    PROXY_REFUSED(
        NotSentReason.PROXY_REFUSED, UnknownReason.CONNECTION_LOST, ReadFailure.Reason.UNREACHABLE),
    INVALID_REQUEST(
        NotSentReason.INVALID_REQUEST,
        UnknownReason.CONNECTION_LOST,
        ReadFailure.Reason.INVALID_REQUEST),
    CLOSED(NotSentReason.CLOSED, UnknownReason.CONNECTION_LOST, ReadFailure.Reason.UNREACHABLE),
    INTERRUPTED(
        NotSentReason.CLOSED, UnknownReason.CONNECTION_LOST, ReadFailure.Reason.UNREACHABLE),
    /** Before the body left this is one more way of not being able to connect. */
    CONNECTION_LOST(
        NotSentReason.CONNECT_REFUSED,
        UnknownReason.CONNECTION_LOST,
        ReadFailure.Reason.UNREACHABLE),
    TIMED_OUT(NotSentReason.CONNECT_TIMEOUT, UnknownReason.TIMED_OUT, ReadFailure.Reason.TIMED_OUT),
    NOT_HTTP(NotSentReason.CONNECT_REFUSED, UnknownReason.NOT_HTTP, ReadFailure.Reason.GARBLED),
    TOO_LARGE(NotSentReason.CONNECT_REFUSED, UnknownReason.TOO_LARGE, ReadFailure.Reason.TOO_LARGE);

    private final NotSentReason notSent;
    private final UnknownReason unknown;
    private final ReadFailure.Reason read;

    Kind(NotSentReason notSent, UnknownReason unknown, ReadFailure.Reason read) {
      this.notSent = notSent;
      this.unknown = unknown;
      this.read = read;
    }
  }

  private final Kind kind;
  private final boolean bodyLeft;
  private final String text;

  ExchangeFailure(Kind kind, boolean bodyLeft, String text, @Nullable Throwable cause) {
    super(text, cause);
    this.kind = requireNonNull(kind, "kind");
    this.bodyLeft = bodyLeft;
    this.text = text;
  }

  static ExchangeFailure beforeSending(Kind kind, String text) {
    return new ExchangeFailure(kind, false, text, null);
  }

  Kind kind() {
    return kind;
  }

  boolean bodyLeft() {
    return bodyLeft;
  }

  String text() {
    return text;
  }

  SubmitOutcome toOutcome() {
    return bodyLeft
        ? new SubmitOutcome.Unknown(kind.unknown, text)
        : new SubmitOutcome.NotSent(kind.notSent, text);
  }

  ReadFailure toReadFailure() {
    return ReadFailure.of(kind.read, text);
  }
}
