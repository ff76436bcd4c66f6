package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link to a picture or video that a host made.
 *
 * @param url where it can be fetched; absolute
 * @param kind what it is
 * @param expires when the link stops working, where it says so
 * @param kept where its content is kept for good; empty unless somebody wanted that
 */
public record MediaLink(URI url, Kind kind, Optional<Instant> expires, Optional<URI> kept) {

  /** What a link leads to. */
  public enum Kind {
    IMAGE,
    VIDEO
  }

  private static final Pattern DISCORD_EXPIRY = Pattern.compile("[?&]ex=([0-9a-fA-F]{8})(?:&|$)");

  public MediaLink {
    requireNonNull(url, "url");
    requireNonNull(kind, "kind");
    requireNonNull(expires, "expires");
    requireNonNull(kept, "kept");
  }

  /**
   * A link as a host gave it. A path that ends like a video file is a video. Discord's signed links
   * carry their end in {@code ex}, hexadecimal seconds since 1970; a mirror that keeps the
   * parameters keeps the meaning.
   */
  public static MediaLink of(URI url) {
    String path = url.getPath() == null ? "" : url.getPath().toLowerCase(Locale.ROOT);
    boolean video = path.endsWith(".mp4") || path.endsWith(".webm") || path.endsWith(".mov");
    return new MediaLink(url, video ? Kind.VIDEO : Kind.IMAGE, expiry(url), Optional.empty());
  }

  public static MediaLink video(URI url) {
    return new MediaLink(url, Kind.VIDEO, expiry(url), Optional.empty());
  }

  public MediaLink withKept(URI kept) {
    return new MediaLink(url, kind, expires, Optional.of(kept));
  }

  /** Whether the link says that it no longer works at that time. */
  public boolean isExpired(Instant now) {
    return expires.isPresent() && !now.isBefore(expires.get());
  }

  private static Optional<Instant> expiry(URI url) {
    String query = url.getRawQuery();
    if (query == null) {
      return Optional.empty();
    }
    Matcher ex = DISCORD_EXPIRY.matcher("?" + query);
    return ex.find()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(ex.group(1), 16)))
        : Optional.empty();
  }

  /** The link without its query, which may carry a signature. */
  @Override
  public String toString() {
    return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
  }
}
