package io.mjrouter.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** An HTTP request as a server received it. Used by one thread, and only during one call. */
public interface ProxyRequest {

  /** The method as it came, such as {@code POST}. */
  String method();

  /**
   * The path as it came, not decoded and without the query, beginning with a slash; below wherever
   * the proxy is mounted.
   */
  String path();

  /** The query as it came, without the question mark; empty text where there is none. */
  String query();

  /** The first value of a header, whatever the case of its name; null where there is none. */
  @Nullable String header(String name);

  /**
   * Scheme, host and port as the client used them, and where the proxy is mounted; no last slash.
   */
  String base();

  /** Where the connection comes from. */
  InetAddress remote();

  /** Where on this machine the connection arrived. */
  InetAddress local();

  /** Where the server listens; the wildcard address when it listens everywhere. */
  InetAddress bound();

  /** The body as it comes; may be empty. No more than a limit is ever read from it. */
  InputStream body() throws IOException;
}
