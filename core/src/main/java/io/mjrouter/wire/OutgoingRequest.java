package io.mjrouter.wire;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * A request that a transport is to send.
 *
 * <p>The body is not copied: nobody changes the bytes.
 *
 * @param method {@code GET} or {@code POST}
 * @param path below the base address, the mode's prefix included; starts with a slash
 * @param body JSON in UTF-8; empty for a {@code GET}
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares requests
public record OutgoingRequest(String method, String path, byte[] body) {

  public OutgoingRequest {
    requireNonNull(method, "method");
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path: " + path + " (expected: one that starts with /)");
    }
    requireNonNull(body, "body");
  }

  /**
   * Where it goes.
   *
   * @param base the host's address
   * @throws IllegalArgumentException when the path is none that can be sent
   */
  public URI below(URI base) {
    return URI.create(base + path);
  }

  /** Method, path and size; never the content. */
  @Override
  public String toString() {
    return method + " " + path + ", " + body.length + " bytes";
  }
}
