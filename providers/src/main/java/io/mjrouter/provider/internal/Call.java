package io.mjrouter.provider.internal;

import static java.util.Objects.requireNonNull;

import feign.Request;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How one call is made: which connections it uses, with which secret headers, what it sends, and
 * how long it may take as a whole. Feign hands it through to {@link Transport}.
 */
final class Call extends Request.Options {

  private final ConnectionShare share;
  private final Credentials credentials;
  private final Duration whole;
  private final byte @Nullable [] body;

  /** One that sends nothing. */
  Call(ConnectionShare share, Credentials credentials, Duration whole) {
    this(share, credentials, whole, null);
  }

  /**
   * One that sends JSON.
   *
   * @param body nobody changes it
   */
  Call(ConnectionShare share, Credentials credentials, Duration whole, byte @Nullable [] body) {
    super(whole.toMillis(), TimeUnit.MILLISECONDS, whole.toMillis(), TimeUnit.MILLISECONDS, false);
    this.share = requireNonNull(share, "share");
    this.credentials = requireNonNull(credentials, "credentials");
    this.whole = requireNonNull(whole, "whole");
    this.body = body;
  }

  /** The same call, sending JSON. */
  Call with(byte[] body) {
    return new Call(share, credentials, whole, body);
  }

  /** Feign would look for others by thread and method, which nobody sets. */
  @Override
  public Request.Options getMethodOptions(String methodName) {
    return this;
  }

  ConnectionShare share() {
    return share;
  }

  Credentials credentials() {
    return credentials;
  }

  Duration whole() {
    return whole;
  }

  byte @Nullable [] body() {
    return body;
  }
}
