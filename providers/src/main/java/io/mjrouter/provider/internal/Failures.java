package io.mjrouter.provider.internal;

import io.mjrouter.provider.internal.ExchangeFailure.Kind;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.ZipException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * The one table from what the HTTP client throws to what it means. How far the exchange got decides
 * more than the type of an exception does.
 */
final class Failures {

  private Failures() {}

  static ExchangeFailure classify(Exchange exchange, String host, Throwable cause) {
    Kind kind = kind(exchange, cause);
    String text = host + ": " + text(kind, exchange, cause);
    return new ExchangeFailure(kind, exchange.bodyLeft(), text, cause);
  }

  private static Kind kind(Exchange exchange, Throwable cause) {
    Kind ended = exchange.ended();
    if (ended != null) {
      return ended;
    }
    if (Thread.currentThread().isInterrupted()) {
      return Kind.INTERRUPTED;
    }
    if (exchange.proxyStatus() != 0) {
      return Kind.PROXY_REFUSED;
    }
    return switch (exchange.stage()) {
      case WAITING -> waiting(cause);
      case RESOLVING, CONNECTING -> connecting(cause);
      case HANDSHAKING -> cause instanceof SocketTimeoutException ? Kind.CONNECT_TIMEOUT : Kind.TLS;
      case TUNNELLING -> Kind.PROXY_REFUSED;
      case OPEN -> open(cause);
    };
  }

  private static Kind waiting(Throwable cause) {
    if (cause instanceof ConnectionRequestTimeoutException
        || cause instanceof RejectedExecutionException) {
      return Kind.POOL_TIMEOUT;
    }
    return cause instanceof IllegalStateException ? Kind.CLOSED : Kind.CONNECTION_LOST;
  }

  private static Kind connecting(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return Kind.DNS;
    }
    if (cause instanceof ForbiddenAddressException) {
      return Kind.INVALID_REQUEST;
    }
    return cause instanceof SocketTimeoutException ? Kind.CONNECT_TIMEOUT : Kind.CONNECT_REFUSED;
  }

  private static Kind open(Throwable cause) {
    if (cause instanceof CappedStream.TooLarge) {
      return Kind.TOO_LARGE;
    }
    if (cause instanceof SocketTimeoutException) {
      return Kind.TIMED_OUT;
    }
    boolean garbled =
        cause instanceof ClientProtocolException
            || cause instanceof MessageConstraintException
            || cause instanceof ZipException
            || (cause instanceof MalformedChunkCodingException
                && !(cause instanceof TruncatedChunkException));
    return garbled ? Kind.NOT_HTTP : Kind.CONNECTION_LOST;
  }

  private static String text(Kind kind, Exchange exchange, Throwable cause) {
    return switch (kind) {
      case DNS -> "no address for this name";
      case CONNECT_REFUSED -> "no connection" + reason(cause);
      case CONNECT_TIMEOUT -> "no connection in time";
      case TLS -> "no safe connection" + reason(cause);
      case POOL_TIMEOUT -> "no connection of this provider came free in time";
      case PROXY_REFUSED -> "the proxy did not connect" + proxyStatus(exchange);
      case INVALID_REQUEST -> "an address that is not fetched" + reason(cause);
      case CLOSED -> "the provider was closed";
      case INTERRUPTED -> "interrupted";
      case CONNECTION_LOST -> "the connection ended without a whole answer";
      case TIMED_OUT -> "no whole answer in time";
      case NOT_HTTP -> "the answer is no proper HTTP";
      case TOO_LARGE -> "the answer is too large" + reason(cause);
    };
  }

  private static String proxyStatus(Exchange exchange) {
    return exchange.proxyStatus() == 0 ? "" : " (HTTP " + exchange.proxyStatus() + ")";
  }

  /** Only texts of the JDK and our own: HttpClient's quote what the host sent. */
  private static String reason(Throwable cause) {
    boolean ours = !cause.getClass().getName().startsWith("org.apache.");
    return ours && cause.getMessage() != null ? " (" + cause.getMessage() + ")" : "";
  }
}
