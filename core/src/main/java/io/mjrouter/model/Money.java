package io.mjrouter.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount in micro-USD (one millionth of a dollar).
 *
 * <p>May be negative as a difference. Arithmetic that leaves the range of a {@code long} throws
 * {@link ArithmeticException}.
 *
 * @param micros the amount in micro-USD
 */
public record Money(long micros) implements Comparable<Money> {

  public static final Money ZERO = new Money(0);

  /**
   * Reads dollars, such as {@code "0.056"}.
   *
   * @throws IllegalArgumentException when the text is no number or finer than a micro-dollar
   */
  public static Money usd(String dollars) {
    try {
      return new Money(new BigDecimal(dollars.trim()).scaleByPowerOfTen(6).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "amount: " + dollars + " (expected: dollars with at most 6 decimals, such as 0.056)", e);
    }
  }

  /** The nearest micro-dollar to an amount of dollars; half rounds up. */
  public static Money rounded(BigDecimal dollars) {
    return new Money(
        dollars.scaleByPowerOfTen(6).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(micros, other.micros));
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(micros, other.micros));
  }

  public Money times(long factor) {
    return new Money(Math.multiplyExact(micros, factor));
  }

  public BigDecimal toUsd() {
    return BigDecimal.valueOf(micros, 6);
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(micros, other.micros);
  }

  /** Dollars with at least two decimals and no needless zeros, such as {@code $0.056}. */
  @Override
  public String toString() {
    BigDecimal usd = toUsd().abs().stripTrailingZeros();
    String digits = usd.setScale(Math.max(2, usd.scale())).toPlainString();
    return (micros < 0 ? "-$" : "$") + digits;
  }
}
