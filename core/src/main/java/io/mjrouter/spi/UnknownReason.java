package io.mjrouter.spi;

/** Why nobody can tell whether a host took a submission. */
public enum UnknownReason {
  /** The connection ended without a whole answer. */
  CONNECTION_LOST,
  TIMED_OUT,
  /** The answer was no HTTP. */
  NOT_HTTP,
  /** A failure of the server or the edge without a word on the submission. */
  SERVER_ERROR,
  /** Too many requests, said by nobody knows which hop. */
  BARE_429,
  EMPTY_ANSWER,
  /** A page, or anything else that is no JSON. */
  NOT_JSON,
  TOO_LARGE,
  /** A code of the protocol that means just this. */
  GATEWAY_UNSURE,
  /** A code nobody has listed. */
  UNLISTED_CODE,
  /** Success without a usable task id. */
  NO_ID
}
