package io.mjrouter.proxy;

import static java.util.Objects.requireNonNull;

import io.mjrouter.spi.MediaStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is answered to a {@link ProxyRequest}. Whoever receives it writes or closes it.
 *
 * <p>A body is bytes, or a stream that is opened already, so that whatever can go wrong before its
 * first byte is an answer of its own.
 */
public final class ProxyReply implements AutoCloseable {

  static final String JSON = "application/json;charset=utf-8";

  private static final byte[] NOTHING = {};
  private static final int PART = 16 * 1024;

  private final int status;
  private final Map<String, String> headers;
  private final Content content;

  /** A body. */
  private interface Content extends AutoCloseable {
    OptionalLong length();

    void writeTo(OutputStream out) throws IOException;

    @Override
    void close() throws IOException;
  }

  private ProxyReply(int status, Map<String, String> headers, Content content) {
    this.status = status;
    this.headers = headers;
    this.content = requireNonNull(content, "content");
  }

  static ProxyReply json(int status, byte[] body) {
    return bytes(status, JSON, body);
  }

  static ProxyReply empty(int status) {
    return new ProxyReply(status, new LinkedHashMap<>(), new Bytes(NOTHING));
  }

  static ProxyReply bytes(int status, String contentType, byte[] body) {
    ProxyReply reply = new ProxyReply(status, new LinkedHashMap<>(), new Bytes(body));
    return reply.with("Content-Type", contentType);
  }

  static ProxyReply stream(int status, MediaStream picture) {
    ProxyReply reply = new ProxyReply(status, new LinkedHashMap<>(), new Stream(picture));
    return reply.with("Content-Type", picture.contentType());
  }

  /** Adds a header; used only while the reply is made. */
  ProxyReply with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  ProxyReply withStatus(int other) {
    return new ProxyReply(other, headers, content);
  }

  /** The same without its body, of which only the length is told: what was opened is closed. */
  ProxyReply withoutBody() {
    OptionalLong length = length();
    try {
      close();
    } catch (IOException e) {
      // Nothing was wanted of it.
    }
    return new ProxyReply(status, headers, new Untold(length));
  }

  public int status() {
    return status;
  }

  /** Names as they are written; each has one value. Without a length, which {@link #length} has. */
  public Map<String, String> headers() {
    return headers;
  }

  /** How many bytes the body has, where that is known. */
  public OptionalLong length() {
    return content.length();
  }

  /**
   * Writes the body, once, and closes it.
   *
   * @throws CutOffException when what it is read from breaks off; what was written is not all of it
   */
  public void writeTo(OutputStream out) throws IOException {
    try (content) {
      content.writeTo(out);
    }
  }

  /** Gives up a body that is not written. */
  @Override
  public void close() throws IOException {
    content.close();
  }

  @Override
  public String toString() {
    return "ProxyReply[" + status + "]";
  }

  private static final class Bytes implements Content {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.of(bytes.length);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
    }

    @Override
    public void close() {}
  }

  private record Stream(MediaStream picture) implements Content {
    @Override
    public OptionalLong length() {
      return picture.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      byte[] part = new byte[PART];
      for (int n = read(part); n >= 0; n = read(part)) {
        out.write(part, 0, n);
      }
    }

    private int read(byte[] part) throws CutOffException {
      try {
        return picture.content().read(part);
      } catch (IOException e) {
        throw new CutOffException(e);
      }
    }

    @Override
    public void close() throws IOException {
      picture.close();
    }
  }

  /** A body of which nobody wants more than its length. */
  private record Untold(OptionalLong length) implements Content {
    @Override
    public void writeTo(OutputStream out) {}

    @Override
    public void close() {}
  }
}
