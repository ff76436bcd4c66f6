package io.mjrouter.provider.simulator;

import io.mjrouter.wire.HttpAnswer;

/**
 * What goes back over a connection.
 *
 * @param answer the answer, whole
 * @param ending how much of it arrives
 */
record WireReply(HttpAnswer answer, Ending ending) {

  /** What becomes of an answer. */
  enum Ending {
    WHOLE,
    /** Half of the body, and then the connection ends. */
    TRUNCATED,
    /** Nothing: the connection ends. */
    CUT,
    /** Nothing: the connection is reset. */
    RESET,
    /** Nothing, for as long as the client waits. */
    SILENT,
    /** Now and then a byte, and never the last one. */
    DRIPPING
  }

  static WireReply whole(HttpAnswer answer) {
    return new WireReply(answer, Ending.WHOLE);
  }
}
