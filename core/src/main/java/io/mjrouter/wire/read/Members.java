package io.mjrouter.wire.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, read by whichever of several names is there, and remembered as
 * read, so that the rest can be kept. Not safe for use by several threads.
 */
final class Members {

  private static final int MOST_DIGITS = 400;

  private final Map<String, @Nullable Object> members;
  private final Set<String> read = new HashSet<>();

  Members(Map<String, @Nullable Object> members) {
    this.members = members;
  }

  /** The members of a value; none where it is no object. */
  static Members of(@Nullable Object value) {
    return new Members(Json.object(value).orElse(Map.of()));
  }

  /** The first of these members that is there and not null. */
  @Nullable Object value(String... names) {
    Object found = null;
    for (String name : names) {
      read.add(name);
      Object value = members.get(name);
      if (found == null && value != null) {
        found = value;
      }
    }
    return found;
  }

  /** A member without marking it as read. */
  @Nullable Object peek(String name) {
    return members.get(name);
  }

  void markRead(String name) {
    read.add(name);
  }

  /** A text, or the text of a number or boolean; empty text for anything else. */
  String text(String... names) {
    return asText(value(names));
  }

  /** A text that is not blank, trimmed. */
  Optional<String> word(String... names) {
    String text = text(names).trim();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  OptionalInt integer(String... names) {
    return asInt(value(names));
  }

  /** A boolean, or its text; false for anything else. */
  boolean flag(String... names) {
    return asText(value(names)).trim().equalsIgnoreCase("true");
  }

  Members object(String... names) {
    return of(unfolded(value(names)));
  }

  List<@Nullable Object> array(String... names) {
    return Json.array(unfolded(value(names))).orElse(List.of());
  }

  /** What nobody asked for, nulls included. */
  Map<String, @Nullable Object> rest() {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(members);
    rest.keySet().removeAll(read);
    return rest;
  }

  Map<String, @Nullable Object> all() {
    return members;
  }

  /** JSON that stands as text inside JSON, as new-api's console writes it, unfolded. */
  static @Nullable Object unfolded(@Nullable Object value) {
    if (value instanceof String text) {
      String trimmed = text.trim();
      if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
        return Json.nested(trimmed);
      }
    }
    return value;
  }

  static String asText(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? value.toString()
        : "";
  }

  /** A number, or a text that is one; empty for anything else and for absurd sizes. */
  static Optional<BigDecimal> asNumber(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return Optional.of(BigDecimal.valueOf(((Number) value).longValue()));
    }
    if (!(value instanceof Number) && !(value instanceof String)) {
      return Optional.empty();
    }
    String text = value.toString().trim();
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS
              || Math.abs((long) number.scale()) > MOST_DIGITS
          ? Optional.empty()
          : Optional.of(number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A whole number within the range of an int, be it written {@code 1}, {@code "1"} or 1.0. */
  static OptionalInt asInt(@Nullable Object value) {
    if (value instanceof Integer number) {
      return OptionalInt.of(number);
    }
    Optional<BigInteger> whole = asWhole(value);
    return whole.isPresent() && whole.get().bitLength() < Integer.SIZE
        ? OptionalInt.of(whole.get().intValue())
        : OptionalInt.empty();
  }

  static Optional<BigInteger> asWhole(@Nullable Object value) {
    return asNumber(value)
        .filter(number -> number.stripTrailingZeros().scale() <= 0)
        .map(BigDecimal::toBigInteger);
  }
}
