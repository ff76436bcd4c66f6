package io.mjrouter.wire.read;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the edge in front of a host, that certainly came before the host.
 *
 * @param number Cloudflare's, 1000 to 1099; empty text for a challenge
 */
record EdgePage(String number) {

  private static final String THROTTLE = "1015";
  private static final Pattern NUMBER =
      Pattern.compile("(?i)\\berror(?:\\s+code)?\\s*:?\\s*(10\\d\\d)\\b");
  private static final Pattern SIGNS =
      Pattern.compile("(?i)cloudflare|cf-error|cf-ray|attention required|just a moment");

  /**
   * Finds one. A server error is none but for 530, with which Cloudflare says that it has no way to
   * the host: the other pages of 5xx come after the host was asked.
   */
  static Optional<EdgePage> of(Reply reply) {
    boolean mayBe = (reply.status() >= 400 && reply.status() < 500) || reply.status() == 530;
    if (!mayBe || reply.isJson() || reply.isEmpty()) {
      return Optional.empty();
    }
    String text = reply.text();
    boolean page = reply.isPage();
    if (page && !SIGNS.matcher(text).find()) {
      return Optional.empty();
    }
    Matcher number = NUMBER.matcher(page ? text.replaceAll("<[^<>]{0,500}>", " ") : text);
    if (number.find()) {
      return Optional.of(new EdgePage(number.group(1)));
    }
    return page && reply.status() == 403 ? Optional.of(new EdgePage("")) : Optional.empty();
  }

  boolean isThrottle() {
    return number.equals(THROTTLE);
  }
}
