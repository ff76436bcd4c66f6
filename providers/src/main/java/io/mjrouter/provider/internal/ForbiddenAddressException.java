package io.mjrouter.provider.internal;

import java.io.IOException;

/** A link leads to an address that is not fetched on a host's word. */
final class ForbiddenAddressException extends IOException {

  private static final long serialVersionUID = 1;

  ForbiddenAddressException(String message) {
    super(message);
  }
}
