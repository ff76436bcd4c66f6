package io.mjrouter.provider.internal;

import java.net.URI;
import java.util.Locale;

/** Where a key may go: scheme, host and port together. */
record Origin(String scheme, String host, int port) {

  /**
   * The origin of an absolute address.
   *
   * @throws IllegalArgumentException when it is none over HTTP, or carries a user's name; it is not
   *     quoted, since it may carry a signature or password
   */
  static Origin of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !scheme.equals("http")) {
      throw new IllegalArgumentException("address: (expected: one that begins with https://)");
    }
    if (url.getHost() == null || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("address: (expected: a host, and no user before it)");
    }
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    return new Origin(scheme, url.getHost().toLowerCase(Locale.ROOT), port);
  }

  boolean isSecure() {
    return scheme.equals("https");
  }
}
