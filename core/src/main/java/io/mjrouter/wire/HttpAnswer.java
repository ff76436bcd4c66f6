package io.mjrouter.wire;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP answer as it arrived, its body already capped by the transport.
 *
 * <p>The body is not copied: whoever makes an answer does not change the bytes any more.
 *
 * @param status the HTTP status
 * @param headers by name in lower case
 * @param body may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {

  public HttpAnswer {
    Map<String, List<String>> lower = new HashMap<>();
    headers.forEach(
        (name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    headers = Collections.unmodifiableMap(lower);
    requireNonNull(body, "body");
  }

  /** An answer with one header, its body in UTF-8; a blank content type leaves the header out. */
  public static HttpAnswer of(int status, String contentType, String body) {
    return new HttpAnswer(
        status,
        contentType.isBlank() ? Map.of() : Map.of("content-type", List.of(contentType)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** The first value of a header, its name in any case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** The content type as the host gave it; empty text where it gave none. */
  public String contentType() {
    return header("content-type").orElse("");
  }

  /** Status, type and size; never the content. */
  @Override
  public String toString() {
    return "HttpAnswer[" + status + ", " + contentType() + ", " + body.length + " bytes]";
  }
}
