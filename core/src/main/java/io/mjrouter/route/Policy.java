package io.mjrouter.route;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which of the routes that may be taken is the best. */
public enum Policy {
  /** The lowest price; where equal, the lowest priority number. */
  CHEAPEST,
  /** The lowest priority number; where equal, the lowest price. */
  PRIORITY;

  Comparator<Candidate> order() {
    return switch (this) {
      case CHEAPEST -> byPrice().thenComparing(byPriority());
      case PRIORITY -> byPriority().thenComparing(byPrice());
    };
  }

  /** The policy as configuration spells it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a policy as configuration spells it, in any case. */
  public static Optional<Policy> parse(String text) {
    return Arrays.stream(values())
        .filter(policy -> policy.key().equals(text.trim().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** A price that nobody published comes after every price. */
  private static Comparator<Candidate> byPrice() {
    return Comparator.comparingLong(
        candidate -> candidate.price().map(price -> price.micros()).orElse(Long.MAX_VALUE));
  }

  private static Comparator<Candidate> byPriority() {
    return Comparator.comparingInt(Candidate::priority);
  }
}
