package io.mjrouter.model;

import java.util.Locale;
import java.util.Optional;

/**
 * Midjourney's speed mode, cheapest and slowest first.
 *
 * <p>The constants stand in the order of price: a mode never costs less than the one before it.
 */
public enum Mode {
  /** Queued behind everybody's paid hours: cheapest, minutes. */
  RELAX,
  /** The usual mode: under a minute when the host is idle. */
  FAST,
  /** Several times the price of {@link #FAST}, about half its time. */
  TURBO;

  /** The mode as configuration, meters and prompt flags spell it: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a mode in any case; {@code relaxed}, as Midjourney itself writes it, is {@link #RELAX}.
   */
  public static Optional<Mode> parse(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "relax", "relaxed" -> Optional.of(RELAX);
      case "fast" -> Optional.of(FAST);
      case "turbo" -> Optional.of(TURBO);
      default -> Optional.empty();
    };
  }
}
