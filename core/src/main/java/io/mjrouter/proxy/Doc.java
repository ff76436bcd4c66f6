package io.mjrouter.proxy;

import io.mjrouter.model.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of ours while it is put together. Every member is always there; what is unknown is
 * null. Money is dollars, lengths of time are seconds, moments are texts of ISO 8601.
 */
final class Doc {

  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  Doc put(String name, @Nullable Object value) {
    members.put(name, plain(value));
    return this;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.isEmpty() ? null : plain(optional.get());
    }
    if (value instanceof OptionalInt number) {
      return number.isPresent() ? (Object) number.getAsInt() : null;
    }
    if (value instanceof Money money) {
      return money.toUsd().stripTrailingZeros();
    }
    if (value instanceof Duration duration) {
      return duration.toMillis() / 1000.0;
    }
    if (value instanceof Doc doc) {
      return doc.members;
    }
    boolean text = value instanceof Instant || value instanceof Enum;
    return text ? String.valueOf(value) : value;
  }

  Map<String, @Nullable Object> members() {
    return members;
  }
}
