package io.mjrouter.proxy;

import java.util.Locale;
import java.util.Optional;

/** What an old client needs said otherwise. */
public enum Compat {
  /** A queued task is told with code 1, not 22. */
  CODE1,
  /** A refusal has status 200, but for a bad key. */
  HTTP200;

  /** The name as configuration spells it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a name in any case. */
  public static Optional<Compat> parse(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "code1" -> Optional.of(CODE1);
      case "http200" -> Optional.of(HTTP200);
      default -> Optional.empty();
    };
  }
}
