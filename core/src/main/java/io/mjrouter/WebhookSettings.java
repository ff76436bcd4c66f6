package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How hosts call back: {@code midjourney.webhooks}. Without a base address they are not asked to.
 *
 * @param baseUrl where hosts reach this application, such as {@code https://app.example}
 * @param path what stands before the part of each task; where {@link Midjourney#webhook} is mounted
 * @param secret what the part of each task is made with; empty: one that the store keeps, the same
 *     for all who share it
 */
public record WebhookSettings(Optional<URI> baseUrl, String path, Optional<Secret> secret) {

  static final int SHORTEST_SECRET = 16;

  private static final Pattern PATH = Pattern.compile("(/[0-9A-Za-z._~-]*[0-9A-Za-z_~-])+");

  private static final WebhookSettings DEFAULTS =
      new WebhookSettings(Optional.empty(), "/mjr/hooks", Optional.empty());

  public WebhookSettings {
    requireNonNull(baseUrl, "baseUrl");
    requireNonNull(path, "path");
    requireNonNull(secret, "secret");
  }

  public static WebhookSettings defaults() {
    return DEFAULTS;
  }

  public WebhookSettings withBaseUrl(URI baseUrl) {
    return new WebhookSettings(Optional.of(baseUrl), path, secret);
  }

  public WebhookSettings withPath(String path) {
    return new WebhookSettings(baseUrl, path, secret);
  }

  public WebhookSettings withSecret(Secret secret) {
    return new WebhookSettings(baseUrl, path, Optional.of(secret));
  }

  /** What stands before the part of each task, with a slash at its end. */
  Optional<URI> prefix() {
    return baseUrl.map(base -> URI.create(base.toString().replaceAll("/+$", "") + path + "/"));
  }

  void validate(Problems problems) {
    baseUrl.filter(url -> !isBase(url)).ifPresent(url -> problems.add("base-url", expected(url)));
    if (!PATH.matcher(path).matches()) {
      problems.add("path", "'" + path + "' (expected: a path such as /mjr/hooks)");
    }
    if (secret.filter(s -> s.reveal().strip().length() < SHORTEST_SECRET).isPresent()) {
      problems.add(
          "secret",
          "too short (expected: " + SHORTEST_SECRET + " characters or more, hard to guess)");
    }
  }

  private static boolean isBase(URI url) {
    boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equals(url.getScheme());
    return http
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  /** A query or a user may be a secret: they are not shown. */
  private static String expected(URI url) {
    return "'"
        + url.getScheme()
        + "://"
        + url.getHost()
        + "' (expected: https://HOST, where the hosts reach this application; no user, no query)";
  }
}
