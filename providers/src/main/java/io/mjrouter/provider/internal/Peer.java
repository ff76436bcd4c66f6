package io.mjrouter.provider.internal;

import java.net.URI;
import org.apache.hc.core5.http.HttpHost;

/**
 * Whom the HTTP client connects to.
 *
 * @param authority host and port as they stand in an address
 * @param root all that the client is told of an address: it would take the rest apart for each call
 * @param host the same as the client has it
 */
record Peer(String authority, URI root, HttpHost host) {

  static Peer of(URI url) {
    String authority = url.getRawAuthority();
    URI root = URI.create(url.getScheme() + "://" + authority + "/");
    return new Peer(authority, root, HttpHost.create(root));
  }

  /** Whether an address is one of it. */
  boolean isAt(URI url) {
    return authority.equals(url.getRawAuthority()) && root.getScheme().equals(url.getScheme());
  }
}
