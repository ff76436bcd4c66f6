package io.mjrouter.provider.internal;

import io.mjrouter.provider.internal.ExchangeFailure.Kind;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/**
 * Connections set aside for calls of one sort, so that slow ones of another never take the last.
 */
final class ConnectionShare {

  private final CloseableHttpClient client;
  private final Semaphore connections;

  ConnectionShare(CloseableHttpClient client, int connections) {
    this.client = client;
    this.connections = new Semaphore(connections, true);
  }

  CloseableHttpClient client() {
    return client;
  }

  void enter(long nanos) throws ExchangeFailure {
    try {
      if (!connections.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
        throw ExchangeFailure.beforeSending(
            Kind.POOL_TIMEOUT, "no connection of this provider came free in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ExchangeFailure.beforeSending(Kind.INTERRUPTED, "interrupted before sending");
    }
  }

  void leave() {
    connections.release();
  }
}
