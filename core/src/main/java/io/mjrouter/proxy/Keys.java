package io.mjrouter.proxy;

import com.google.common.hash.Hashing;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Secret;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keys of clients: which can be used, which a request shows, and whether two are the same. */
final class Keys {

  /** So many characters a key should have at least. */
  static final int HARD_TO_GUESS = 16;

  private static final String BEARER = "bearer ";

  private Keys() {}

  static void validate(Secret key, String property, Problems problems) {
    String value = key.reveal();
    if (value.isBlank()) {
      problems.add(property, "blank (expected: a secret)");
    } else if (value.startsWith("${")) {
      problems.add(property, "a variable that has no value (expected: a secret)");
    } else if (value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      problems.add(property, "not visible ASCII (expected: no blank, no line end)");
    }
  }

  static boolean isGuessable(Secret key) {
    return key.reveal().length() < HARD_TO_GUESS;
  }

  /** What tells one key from another, and takes the same time for each of them. */
  static byte[] digest(String key) {
    return Hashing.sha256().hashString(key, StandardCharsets.UTF_8).asBytes();
  }

  /** The key of an {@code Authorization} header, whether or not it says Bearer; null for none. */
  static @Nullable String ofAuthorization(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String value = header.trim();
    boolean bearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return bearer ? value.substring(BEARER.length()).trim() : value;
  }
}
