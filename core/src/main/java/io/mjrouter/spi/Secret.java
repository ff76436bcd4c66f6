package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A text that must not be seen: a key, a password. Never shown by {@link #toString()}. */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = requireNonNull(value, "value");
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The text itself. Whoever calls this answers for where it goes. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that && that.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
