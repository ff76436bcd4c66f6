package io.mjrouter.provider;

import com.google.common.net.InetAddresses;
import io.mjrouter.model.Mode;
import io.mjrouter.spi.AddressGuard;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads base addresses in the spellings that users copy from pages, consoles and curl lines.
 *
 * <p>An origin, with or without scheme, in any case, with slashes, {@code /mj}, a mode's segment or
 * a whole endpoint at its end means the same; any other path is kept. What cannot be meant is
 * refused with a hint that never repeats the address, since it may hold a secret.
 */
final class BaseUrls {

  /** What may follow {@code mj} when a whole endpoint was copied. */
  private static final Set<String> ENDPOINTS = Set.of("submit", "task", "image", "insight-face");

  private static final String EXPECTED = " (expected: an address such as https://api.example.com)";

  private BaseUrls() {}

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException whose message says what is expected, without the address
   */
  static BaseUrl parse(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      throw refused("blank");
    }
    if (trimmed.contains("${")) {
      throw refused("a placeholder that nothing filled in");
    }
    URI uri;
    try {
      uri = new URI(withScheme(trimmed));
    } catch (URISyntaxException e) {
      throw refused("not understood");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw refused("neither http nor https");
    }
    if (uri.getRawUserInfo() != null) {
      throw refused("holds a user or password; keys go into api-key");
    }
    if (uri.getRawQuery() != null) {
      throw refused("holds a query; keys go into api-key, further headers into http.headers");
    }
    if (uri.getRawFragment() != null) {
      throw refused("holds a fragment, the part after #");
    }
    if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getHost().indexOf('%') >= 0) {
      throw refused("has no usable host");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw refused("has no usable port");
    }
    List<String> segments = segments(uri.getRawPath());
    Optional<Mode> mode = cutDialect(segments);
    return new BaseUrl(build(scheme, uri, segments), mode);
  }

  /** Whether a host is this machine or stands in a private network, as far as its name shows. */
  static boolean isPrivate(String host) {
    String name = host.replaceAll("[\\[\\]]", "");
    boolean zoned = name.indexOf('%') >= 0;
    if (!zoned && InetAddresses.isInetAddress(name)) {
      return !AddressGuard.isPublic(InetAddresses.forString(name));
    }
    return !name.contains(".") || name.endsWith(".localhost") || name.endsWith(".local");
  }

  private static String withScheme(String text) {
    if (text.matches("(?s)[A-Za-z][A-Za-z0-9+-]*://.*")) {
      return text;
    }
    String rest = text.startsWith("//") ? text.substring(2) : text;
    if (rest.matches("(?i)https?(?::|/).*")) {
      throw refused("not understood");
    }
    String authority = rest.split("[/?#]", 2)[0];
    String host = authority.replaceFirst(":[0-9]*$", "");
    return (!host.isEmpty() && isPrivate(host.toLowerCase(Locale.ROOT)) ? "http://" : "https://")
        + rest;
  }

  private static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.split("/", -1)) {
      String plain = segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
      if (plain.equals(".") || plain.equals("..")) {
        throw refused("has dots for a path");
      }
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  /** Cuts {@code /mj} and what belongs to it; the innermost mode counts. */
  private static Optional<Mode> cutDialect(List<String> segments) {
    for (int i = 0; i < segments.size(); i++) {
      boolean last = i == segments.size() - 1;
      if (is("mj", segments.get(i))
          && (last || ENDPOINTS.contains(segments.get(i + 1).toLowerCase(Locale.ROOT)))) {
        segments.subList(i, segments.size()).clear();
      }
    }
    Optional<Mode> innermost = Optional.empty();
    while (!segments.isEmpty()) {
      String last = segments.get(segments.size() - 1);
      Optional<Mode> mode = modeOf(last);
      if (mode.isEmpty() && !is("mj", last)) {
        break;
      }
      innermost = innermost.or(() -> mode);
      segments.remove(segments.size() - 1);
    }
    return innermost;
  }

  private static Optional<Mode> modeOf(String segment) {
    for (Mode mode : Mode.values()) {
      if (is(mode.key(), segment) || is("mj-" + mode.key(), segment)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  private static boolean is(String word, String segment) {
    return word.equalsIgnoreCase(segment);
  }

  private static URI build(String scheme, URI uri, List<String> segments) {
    int port = uri.getPort();
    boolean usual = port == -1 || port == (scheme.equals("https") ? 443 : 80);
    String path = segments.isEmpty() ? "" : "/" + String.join("/", segments);
    return URI.create(
        scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port) + path);
  }

  private static IllegalArgumentException refused(String problem) {
    return new IllegalArgumentException(problem + EXPECTED);
  }
}
