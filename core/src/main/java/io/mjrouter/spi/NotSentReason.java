package io.mjrouter.spi;

/** Why no byte of a submission's body left. */
public enum NotSentReason {
  /** The host's name has no address. */
  DNS,
  CONNECT_REFUSED,
  CONNECT_TIMEOUT,
  /** Certificate or handshake: nothing is sent in the clear instead. */
  TLS,
  /** No connection of the provider's pool came free in time. */
  POOL_TIMEOUT,
  /** The corporate proxy refused to connect. */
  PROXY_REFUSED,
  /** A limit of our own. */
  LOCAL_LIMIT,
  /** A header, id or address that must not be sent. */
  INVALID_REQUEST,
  /** The provider was closed, or the waiting thread interrupted, before sending. */
  CLOSED
}
