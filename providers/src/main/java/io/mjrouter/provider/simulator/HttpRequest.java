package io.mjrouter.provider.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request of HTTP/1.1 as it comes from a connection. The body is read only when asked for. */
final class HttpRequest {

  private static final int LONGEST_HEAD = 64 << 10;

  private final String method;
  private final String target;
  private final Map<String, String> headers;

  private HttpRequest(String method, String target, Map<String, String> headers) {
    this.method = method;
    this.target = target;
    this.headers = headers;
  }

  /** Reads request line and headers; empty when the connection ends first. */
  static Optional<HttpRequest> readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int end = 0;
    while (end < 4) {
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      head.write(next);
      end = next == "\r\n\r\n".charAt(end) ? end + 1 : next == '\r' ? 1 : 0;
      if (head.size() > LONGEST_HEAD) {
        throw new IOException("a request head of more than " + LONGEST_HEAD + " bytes");
      }
    }
    String[] lines = head.toString(ISO_8859_1).split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    if (first.length != 3) {
      throw new IOException("no request line of HTTP");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.equals(lines[0])) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
      }
    }
    return Optional.of(new HttpRequest(first[0], first[1], headers));
  }

  /**
   * Reads the body by its length or in chunks; empty when it is longer than allowed, of which
   * nothing more is read then.
   */
  Optional<byte[]> readBody(InputStream in, long atMost) throws IOException {
    if (header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
      return chunks(in, atMost);
    }
    String length = header("content-length");
    long bytes = length.isEmpty() ? 0 : Long.parseLong(length);
    if (bytes > atMost) {
      return Optional.empty();
    }
    byte[] body = in.readNBytes((int) bytes);
    if (body.length < bytes) {
      throw new IOException("the request ended in its body");
    }
    return Optional.of(body);
  }

  private static Optional<byte[]> chunks(InputStream in, long atMost) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in).replaceFirst(";.*", "").trim(), 16);
      if (size == 0) {
        String trailer = line(in);
        while (!trailer.isEmpty()) {
          trailer = line(in);
        }
        return Optional.of(body.toByteArray());
      }
      if (body.size() + (long) size > atMost) {
        return Optional.empty();
      }
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() > LONGEST_HEAD) {
        throw new IOException("the request ended in its body");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  String method() {
    return method;
  }

  /** Path and query as they were sent. */
  String target() {
    return target;
  }

  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** A parameter of the query; empty text where it is not there. */
  String query(String name) {
    int query = target.indexOf('?');
    if (query < 0) {
      return "";
    }
    for (String pair : target.substring(query + 1).split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  /** A header by its name in lower case; empty text where it is not there. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  boolean hasHeader(String name) {
    return headers.containsKey(name);
  }

  Map<String, String> headers() {
    return headers;
  }
}
