package io.mjrouter.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A link to a picture. The host fetches it, so it must be reachable from there.
 *
 * @param url absolute, http or https, with a host and without user information
 */
public record ImageUrl(URI url) implements ImageSource {

  private static final String UNUSABLE =
      "image link: not usable (expected: http(s)://host/... without user information)";

  private static final int LONGEST = 8_192;

  public ImageUrl {
    if (url.toString().length() > LONGEST) {
      throw new IllegalArgumentException(
          "image link: too long (expected: at most " + LONGEST + " characters)");
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https"))
        || url.getHost() == null
        || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(UNUSABLE);
    }
  }

  /**
   * Reads a link.
   *
   * @throws IllegalArgumentException when it is no absolute http or https link
   */
  public static ImageUrl of(String url) {
    try {
      return new ImageUrl(new URI(url.trim()));
    } catch (URISyntaxException e) {
      // Without the cause, which quotes the link: it may carry a signature.
      throw new IllegalArgumentException(UNUSABLE);
    }
  }

  @Override
  public String toWire() {
    return url.toString();
  }

  /** The link without its query, which may carry a signature. */
  @Override
  public String toString() {
    return url.getScheme() + "://" + url.getAuthority() + url.getRawPath();
  }
}
