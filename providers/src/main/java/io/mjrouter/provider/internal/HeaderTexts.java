package io.mjrouter.provider.internal;

import java.util.Locale;
import java.util.Set;

/** What may stand in a header that we send. */
public final class HeaderTexts {

  /** Headers that have settings of their own or belong to the connection. */
  private static final Set<String> RESERVED =
      Set.of(
          "authorization",
          "mj-api-secret",
          "user-agent",
          "content-type",
          "content-length",
          "transfer-encoding",
          "connection",
          "expect",
          "te",
          "trailer",
          "upgrade",
          "host",
          "proxy-authorization");

  private HeaderTexts() {}

  /** Whether a text can be a header's name: a token of RFC 9110. */
  public static boolean isName(String text) {
    return text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  }

  /** Whether a text can be a header's value: visible ASCII with blanks only within. */
  public static boolean isValue(String text) {
    return text.equals(text.strip()) && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** Whether a text can be a key: visible ASCII without any blank. */
  public static boolean isKey(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  public static boolean isReserved(String name) {
    return RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }
}
