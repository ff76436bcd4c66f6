package io.mjrouter.proxy;

import java.io.IOException;

/**
 * What a reply is read from broke off while the reply was written, as when a host ends the
 * connection under its picture. Whoever writes it ends the connection, so that what was sent is not
 * taken for all of it; where nothing was sent yet, {@link #instead} can be.
 */
public final class CutOffException extends IOException {

  private static final long serialVersionUID = 1;

  CutOffException(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** What to answer in place of a reply of which nothing has reached the client. */
  public ProxyReply instead() {
    return Images.unavailable().reply();
  }
}
