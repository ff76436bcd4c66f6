package io.mjrouter.proxy;

import java.util.function.Consumer;

/**
 * A reply that may be given while its submission is still under way: at most one, and none once the
 * submission was decided. Safe for use by many threads.
 */
final class Early {

  private final Consumer<ProxyReply> to;
  private boolean over;
  private boolean given;

  Early(Consumer<ProxyReply> to) {
    this.to = to;
  }

  /** Gives a reply, unless it is too late for that. */
  synchronized void give(ProxyReply reply) {
    if (!over) {
      over = true;
      given = true;
      to.accept(reply);
    }
  }

  /** Lets none be given from now on; whether one was. Waits for one that is just being given. */
  synchronized boolean end() {
    over = true;
    return given;
  }
}
