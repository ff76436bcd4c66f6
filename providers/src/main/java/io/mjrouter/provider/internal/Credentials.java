package io.mjrouter.provider.internal;

import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.Secret;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Headers that prove who asks, checked for what must not be in a header. Shows no value.
 *
 * <p>Only ASCII that can be seen, and blanks within, may stand in a header: a line break would
 * begin another header, and whatever else is not ASCII would arrive as a question mark.
 */
final class Credentials {

  private static final Credentials NONE = new Credentials(Map.of());

  /** What frames a message is nobody's to set. */
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Map<String, String> headers;

  private Credentials(Map<String, String> headers) {
    this.headers = headers;
  }

  static Credentials none() {
    return NONE;
  }

  /**
   * The key as a host wants it.
   *
   * @throws IllegalArgumentException when it must not be in a header; never with its value
   */
  static Credentials of(AuthScheme scheme, Optional<Secret> key) {
    String value = key.map(Secret::reveal).orElse("");
    if (value.isBlank()) {
      return NONE;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    switch (scheme) {
      case BEARER -> headers.put("Authorization", "Bearer " + value);
      case BARE -> headers.put("Authorization", value);
      case MJ_API_SECRET -> headers.put("mj-api-secret", value);
      case BOTH -> {
        headers.put("Authorization", "Bearer " + value);
        headers.put("mj-api-secret", value);
      }
    }
    return of(headers);
  }

  static Credentials of(Map<String, String> headers) {
    headers.forEach(Credentials::check);
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    return new Credentials(copy);
  }

  /** These headers and others; others win. */
  Credentials and(Credentials others) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    all.putAll(others.headers);
    return new Credentials(all);
  }

  /**
   * Refuses what must not be in a header.
   *
   * @throws IllegalArgumentException naming the header, never its value
   */
  static void check(String name, String value) {
    if (!HeaderTexts.isName(name)) {
      throw new IllegalArgumentException("header name: (expected: letters, digits and hyphens)");
    }
    if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("header " + name + ": is set by the library itself");
    }
    if (!HeaderTexts.isValue(value)) {
      throw new IllegalArgumentException(
          "header "
              + name
              + ": a control character, a blank at an end, or no ASCII (expected: plain text)");
    }
  }

  Map<String, String> headers() {
    return headers;
  }

  @Override
  public String toString() {
    return "Credentials" + headers.keySet();
  }
}
