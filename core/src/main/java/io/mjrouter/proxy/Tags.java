package io.mjrouter.proxy;

/** The labels that a task of the proxy carries, for the proxy alone. */
final class Tags {

  /** Where the client wants to be called. */
  static final String HOOK = "mjr.hook";

  /** What links to us begin with, as the client reached us. */
  static final String BASE = "mjr.base";

  private Tags() {}
}
