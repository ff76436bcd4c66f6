package io.mjrouter.spring;

import java.util.concurrent.CountDownLatch;

/**
 * Holds back what listeners are told until the application is up: until then they may not be made
 * yet, or be made of the router itself. Safe for use by many threads.
 */
final class ListenerGate {

  private final CountDownLatch up = new CountDownLatch(1);

  void open() {
    up.countDown();
  }

  /** Waits until it is open. */
  void pass() {
    try {
      up.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the application did not come up", e);
    }
  }
}
