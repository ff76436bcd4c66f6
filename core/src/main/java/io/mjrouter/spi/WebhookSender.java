package io.mjrouter.spi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Calls addresses that a stranger named.
 *
 * <p>One call is one request: nothing is repeated and no redirect is followed. The very address
 * that is connected to is checked, so that a name cannot lead elsewhere a moment later. Safe for
 * use by many threads; blocks the caller's, no longer than it is told.
 */
public interface WebhookSender extends AutoCloseable {

  /** Says which addresses may be connected to. */
  @FunctionalInterface
  interface Rule {
    boolean allows(String host, InetAddress address);
  }

  /** Makes senders; found by {@link java.util.ServiceLoader}. */
  @FunctionalInterface
  interface Factory {
    WebhookSender create(Rule rule);
  }

  /** The name leads to an address that the rule does not allow. Nothing was sent. */
  final class ForbiddenException extends IOException {
    private static final long serialVersionUID = 1;

    /** Names no address: it would tell what is inside. */
    public ForbiddenException() {
      super("leads to an address that may not be called");
    }
  }

  /**
   * Posts JSON.
   *
   * @param whole how long it may take, the answer's head included
   * @return the status of the answer, whose body is not read
   * @throws ForbiddenException when the address may not be called
   * @throws IOException when there was no answer in time
   */
  int post(URI url, Map<String, String> headers, byte[] body, Duration whole) throws IOException;

  @Override
  void close();
}
