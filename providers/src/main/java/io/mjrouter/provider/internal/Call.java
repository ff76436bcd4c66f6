package io.mjrouter.provider.internal;

import static java.util.Objects.requireNonNull;

import feign.Request;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How one call is made: which connections it uses, with which secret headers, and how long it may
 * take as a whole. Feign hands it through to {@link Transport}.
 */
final class Call extends Request.Options {

  private final ConnectionShare share;
  private final Credentials credentials;
  private final Duration whole;

  Call(ConnectionShare share, Credentials credentials, Duration whole) {
    super(whole.toMillis(), TimeUnit.MILLISECONDS, whole.toMillis(), TimeUnit.MILLISECONDS, false);
    this.share = requireNonNull(share, "share");
    this.credentials = requireNonNull(credentials, "credentials");
    this.whole = requireNonNull(whole, "whole");
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
}
