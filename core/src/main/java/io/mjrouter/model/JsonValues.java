package io.mjrouter.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java values: maps with text keys, lists, texts, booleans, exact numbers and null.
 *
 * <p>Numbers are {@link Integer}, {@link Long}, {@link BigInteger} or {@link BigDecimal}, never a
 * {@code double}: ids above 2<sup>53</sup> keep their digits.
 */
public final class JsonValues {

  private static final int DEEPEST = 64;

  private JsonValues() {}

  /**
   * A copy that nobody can change.
   *
   * @throws IllegalArgumentException when a value is none of the kinds above
   */
  public static Map<String, @Nullable Object> copyOf(
      Map<String, ? extends @Nullable Object> members) {
    return copyMembers(members, 0);
  }

  /** How many characters a value has, names, and about as many marks as JSON has, included. */
  static long length(@Nullable Object value) {
    long length = 1;
    if (value instanceof Map<?, ?> members) {
      for (Map.Entry<?, ?> member : members.entrySet()) {
        length += length(member.getKey()) + length(member.getValue());
      }
    } else if (value instanceof List<?> elements) {
      for (Object element : elements) {
        length += length(element);
      }
    } else {
      length += String.valueOf(value).length();
    }
    return length;
  }

  private static Map<String, @Nullable Object> copyMembers(
      Map<String, ? extends @Nullable Object> members, int depth) {
    if (members.isEmpty()) {
      return Collections.emptyMap();
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    members.forEach((name, value) -> copy.put(name, copyValue(value, depth + 1)));
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object copyValue(@Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "JSON: too deep (expected: at most " + DEEPEST + " levels)");
    }
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof BigInteger
        || value instanceof BigDecimal) {
      return value;
    }
    if (value instanceof List) {
      List<@Nullable Object> copy = new ArrayList<>();
      for (Object element : (List<?>) value) {
        copy.add(copyValue(element, depth + 1));
      }
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof Map) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((name, member) -> members.put(String.valueOf(name), member));
      return copyMembers(members, depth);
    }
    throw new IllegalArgumentException(
        "JSON value: "
            + value.getClass().getName()
            + " (expected: String, Boolean, Integer, Long, BigInteger, BigDecimal, List, Map or null)");
  }
}
