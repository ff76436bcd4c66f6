package io.mjrouter.provider.internal;

import io.mjrouter.provider.internal.ExchangeFailure.Kind;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: how far it got, when it must end, and what of it must not be seen.
 *
 * <p>The calling thread moves it on; {@link Watch} ends it from its own thread.
 */
final class Exchange {

  /** How far a request got. */
  enum Stage {
    /** For a connection of the pool. */
    WAITING,
    /** For the addresses of a name; ends by itself. */
    RESOLVING,
    CONNECTING,
    HANDSHAKING,
    /** Asking a proxy to connect. */
    TUNNELLING,
    /** Sending or receiving. */
    OPEN
  }

  private static final String ATTRIBUTE = Exchange.class.getName();

  private final HttpUriRequestBase request;
  private final String target;
  private final Map<String, String> headers;
  private final long deadline;
  private final AtomicReference<@Nullable Kind> ended = new AtomicReference<>();
  private volatile Stage stage = Stage.WAITING;
  private volatile long connectBy;
  private volatile @Nullable Thread thread = Thread.currentThread();
  private volatile boolean bodyLeft;
  private volatile int proxyStatus;
  private volatile boolean brokeOff;

  /**
   * @param request what the HTTP client sees, and logs: neither path nor query nor secret
   * @param target path and query as they are sent
   * @param headers added where no library can log them any more
   * @param deadline on the monotonic clock
   */
  Exchange(HttpUriRequestBase request, String target, Map<String, String> headers, long deadline) {
    this.request = request;
    this.target = target;
    this.headers = headers;
    this.deadline = deadline;
    this.connectBy = deadline;
  }

  static Exchange of(HttpContext context) {
    return (Exchange) context.getAttribute(ATTRIBUTE);
  }

  void addTo(HttpContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  /** Puts the hidden parts into the message that goes over the wire. */
  void reveal(ClassicHttpRequest message) {
    message.setPath(target);
    headers.forEach(message::setHeader);
  }

  Stage stage() {
    return stage;
  }

  void reached(Stage stage) {
    this.stage = stage;
  }

  /** Starts to connect, which is to be done within the given time. */
  void connecting(long now, long budget) {
    connectBy = now + Math.min(budget, deadline - now);
    stage = Stage.RESOLVING;
  }

  long connectBy() {
    return connectBy;
  }

  /** A byte of the body was handed over; nobody can tell how far it got. */
  void bodyLeaves() {
    bodyLeft = true;
  }

  boolean bodyLeft() {
    return bodyLeft;
  }

  void proxyRefused(int status) {
    proxyStatus = status;
  }

  /** What the proxy answered instead of connecting, or 0. */
  int proxyStatus() {
    return proxyStatus;
  }

  /** The host answered before it took the whole body: the connection is of no further use. */
  void brokeOff() {
    brokeOff = true;
  }

  boolean isBrokenOff() {
    return brokeOff;
  }

  /** Whose interrupt ends this exchange; nobody's while a stream is not being read. */
  void heldBy(@Nullable Thread thread) {
    this.thread = thread;
  }

  /** Ends this exchange if its time is over or its thread was interrupted. */
  void check(long now) {
    Thread holder = thread;
    if (holder != null && holder.isInterrupted()) {
      end(Kind.INTERRUPTED);
    } else if (now - deadline >= 0) {
      end(Kind.TIMED_OUT);
    } else if (now - connectBy >= 0 && isConnecting()) {
      end(Kind.CONNECT_TIMEOUT);
    }
  }

  private boolean isConnecting() {
    return switch (stage) {
      case CONNECTING, HANDSHAKING, TUNNELLING -> true;
      case WAITING, RESOLVING, OPEN -> false;
    };
  }

  /** Gives up what was not read; without effect once the connection is free. */
  void abandon() {
    request.cancel();
  }

  void end(Kind why) {
    if (ended.compareAndSet(null, why)) {
      request.cancel();
    }
  }

  /** Why it was ended from outside, if it was. */
  @Nullable Kind ended() {
    return ended.get();
  }
}
