package io.mjrouter.wire.read;

import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.Profile;
import io.mjrouter.wire.HostIds;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes usable links of what hosts write into a task. */
final class Links {

  private static final int LONGEST = 8_192;
  private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:(?!\\d).*");
  private static final Pattern STARTS_WITH_HOST =
      Pattern.compile("(?i)(?:localhost|[a-z0-9-]+(?:\\.[a-z0-9-]+)+)(?::\\d{1,5})?(?:[/?#].*)?");
  private static final Pattern ILLEGAL =
      Pattern.compile("[\\s\"<>\\\\^`{|}\\[\\]]|%(?![0-9a-fA-F]{2})");
  private static final Pattern PLACEHOLDER = Pattern.compile(".*your-?(?:domain|host|site).*");

  private static final Pattern PRIVATE_ADDRESS =
      Pattern.compile(
          "(?:0|10|127)\\.\\d+\\.\\d+\\.\\d+"
              + "|192\\.168\\.\\d+\\.\\d+"
              + "|169\\.254\\.\\d+\\.\\d+"
              + "|172\\.(?:1[6-9]|2\\d|3[01])\\.\\d+\\.\\d+");

  private final Profile profile;
  private final URI base;
  private final boolean localBase;

  Links(Profile profile, URI base) {
    this.profile = profile;
    this.base = base;
    this.localBase = isLocal(base);
  }

  /** The host of a link, safe to show. */
  static Optional<String> hostOf(String link) {
    return parse(link.trim()).map(URI::getHost).map(HostWords::safe);
  }

  /** A picture's link as the profile's rule wants it; empty where nothing usable is left. */
  Optional<URI> picture(String text, String taskId) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    return switch (profile.imageRule()) {
      case VIA_IMAGE_ENDPOINT -> imageEndpoint(taskId);
      case REWRITE_HOST -> absolute(text).map(this::onOurHost);
      case AS_IS ->
          absolute(text)
              .flatMap(link -> isWorthless(link) ? imageEndpoint(taskId) : Optional.of(link));
    };
  }

  /** A video's link; the picture endpoint is no help where it is worthless. */
  Optional<URI> video(String text) {
    Optional<URI> link = absolute(text);
    return profile.imageRule() == ImageRule.REWRITE_HOST
        ? link.map(this::onOurHost)
        : link.filter(uri -> !isWorthless(uri));
  }

  /** Where the host serves the picture of a task. */
  Optional<URI> imageEndpoint(String taskId) {
    return HostIds.isUsable(taskId) ? parse(base + "/mj/image/" + taskId) : Optional.empty();
  }

  /** An http link with a host and without user information; empty for anything else. */
  static Optional<URI> plain(String text) {
    return parse(text.trim()).filter(Links::isHttp);
  }

  private Optional<URI> absolute(String text) {
    String link = text.trim();
    if (link.isEmpty() || link.length() > LONGEST) {
      return Optional.empty();
    }
    if (link.startsWith("//")) {
      return plain("https:" + link);
    }
    if (link.startsWith("/")) {
      return plain(below(link));
    }
    if (STARTS_WITH_HOST.matcher(link).matches()) {
      return plain("https://" + link);
    }
    return SCHEME.matcher(link).matches() ? plain(link) : plain(base + "/" + link);
  }

  /** A path that may or may not begin with the path of the base address. */
  private String below(String path) {
    String prefix = base.getRawPath() == null ? "" : base.getRawPath();
    String known = !prefix.isEmpty() && path.startsWith(prefix + "/") ? "" : prefix;
    return origin() + known + path;
  }

  private URI onOurHost(URI link) {
    String query = link.getRawQuery() == null ? "" : "?" + link.getRawQuery();
    String path = link.getRawPath() == null ? "" : link.getRawPath();
    return parse(below(path.startsWith("/") ? path + query : "/" + path + query)).orElse(link);
  }

  private String origin() {
    return base.getScheme() + "://" + base.getRawAuthority();
  }

  private boolean isWorthless(URI link) {
    String host = link.getHost().toLowerCase(Locale.ROOT);
    boolean placeholder =
        PLACEHOLDER.matcher(host).matches()
            || profile.placeholderHosts().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> host.equals(name) || host.endsWith("." + name));
    return placeholder || (!localBase && isLocal(link));
  }

  /** Whether an address means another machine for everybody. */
  private static boolean isLocal(URI link) {
    String host = link.getHost() == null ? "" : link.getHost().toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      return host.equals("[::1]")
          || host.equals("[::]")
          || host.startsWith("[fc")
          || host.startsWith("[fd")
          || host.startsWith("[fe80");
    }
    return host.isEmpty()
        || !host.contains(".")
        || host.endsWith(".localhost")
        || host.endsWith(".local")
        || host.endsWith(".internal")
        || PRIVATE_ADDRESS.matcher(host).matches();
  }

  private static boolean isHttp(URI uri) {
    return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
        && uri.getHost() != null
        && uri.getRawUserInfo() == null;
  }

  /** Reads a link; characters that have no place in one are escaped, not a reason to refuse it. */
  private static Optional<URI> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return escaped(text);
    }
  }

  private static Optional<URI> escaped(String text) {
    Matcher illegal = ILLEGAL.matcher(text);
    String legal =
        illegal.replaceAll(match -> String.format("%%%02X", (int) match.group().charAt(0)));
    try {
      return Optional.of(new URI(legal));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
