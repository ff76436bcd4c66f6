package io.mjrouter.spring;

import io.mjrouter.model.Money;
import io.mjrouter.spi.Problems;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns properties into settings, and reports what the settings do not take. */
final class Conversion {

  private final Problems problems;

  Conversion(Problems problems) {
    this.problems = problems;
  }

  /** Sets what is given. */
  <T> void given(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  /** Sets a text that is given and not blank: a key with nothing behind it is not set. */
  void text(@Nullable String value, Consumer<String> setter) {
    if (value != null && !value.isBlank()) {
      setter.accept(value.strip());
    }
  }

  /** Sets an amount of dollars that is given. */
  void usd(String property, @Nullable BigDecimal dollars, Consumer<Money> setter) {
    if (dollars != null) {
      money(property, dollars).ifPresent(setter);
    }
  }

  /** An amount of dollars, unless it is finer than a micro-dollar. */
  Optional<Money> money(String property, BigDecimal dollars) {
    return tried(property, () -> Money.usd(dollars.toPlainString()));
  }

  /** Settings with one more of them, or without where that is refused. */
  <S> S after(S settings, String property, UnaryOperator<S> step) {
    return tried(property, () -> step.apply(settings)).orElse(settings);
  }

  /** What a value becomes, unless that is refused. */
  <T> Optional<T> tried(String property, Supplier<T> made) {
    try {
      return Optional.of(made.get());
    } catch (IllegalArgumentException e) {
      problems.add(property, withoutName(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** The property has been named: what it is called in Java is left out. */
  private static String withoutName(String message) {
    return message.replaceFirst("^[A-Za-z ]{1,20}: ", "");
  }
}
