package io.mjrouter.provider.simulator;

/** How a simulated host is as a whole, for as long as it is said to be so. */
public enum Condition {
  WELL,
  /** Its address leads nowhere: nothing is sent. Over HTTP, connections end at once. */
  UNREACHABLE,
  /** Every call is answered with an error page of the edge before it (HTTP 502). */
  BROKEN,
  /** Every call is refused since the key is not known. */
  LOCKED
}
