package io.mjrouter.model;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call costs, by action and mode.
 *
 * <p>A price that nobody published is unknown, never zero. An action without prices of its own has
 * those of {@link Builder#otherwise}. An immutable value.
 */
public final class PriceList {

  private static final PriceList EMPTY = builder().build();

  private final Map<Mode, Money> otherwise;
  private final Map<Action, Map<Mode, Money>> byAction;
  private final String source;

  private PriceList(Builder builder) {
    otherwise = Map.copyOf(builder.otherwise);
    Map<Action, Map<Mode, Money>> copy = new EnumMap<>(Action.class);
    builder.byAction.forEach((action, prices) -> copy.put(action, Map.copyOf(prices)));
    byAction = Map.copyOf(copy);
    source = builder.source;
  }

  /** Every price unknown. */
  public static PriceList unknown() {
    return EMPTY;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The price of one call; empty when unknown. */
  public Optional<Money> price(Action action, Mode mode) {
    Money own = byAction.getOrDefault(action, Map.of()).get(mode);
    return Optional.ofNullable(own != null ? own : otherwise.get(mode));
  }

  /** Who published the prices, and when; empty when they were configured. */
  public String source() {
    return source;
  }

  /**
   * These prices, and those of another list wherever it has one. Where that one says what
   * everything costs in a mode, the prices by action of this one do not count in that mode.
   */
  public PriceList overriddenBy(PriceList other) {
    Builder merged = builder().source(other.source.isEmpty() ? source : other.source);
    otherwise.forEach(merged::otherwise);
    byAction.forEach(
        (action, prices) ->
            prices.forEach(
                (mode, price) -> {
                  if (!other.otherwise.containsKey(mode)) {
                    merged.price(action, mode, price);
                  }
                }));
    other.otherwise.forEach(merged::otherwise);
    other.byAction.forEach(
        (action, prices) -> prices.forEach((mode, price) -> merged.price(action, mode, price)));
    return merged.build();
  }

  /** The same list in dollars, where it was written in a unit that is worth so many of them. */
  public PriceList inUsd(BigDecimal usdPerUnit) {
    if (usdPerUnit.compareTo(BigDecimal.ONE) == 0) {
      return this;
    }
    Builder converted = builder().source(source);
    otherwise.forEach((mode, price) -> converted.otherwise(mode, inUsd(price, usdPerUnit)));
    byAction.forEach(
        (action, prices) ->
            prices.forEach(
                (mode, price) -> converted.price(action, mode, inUsd(price, usdPerUnit))));
    return converted.build();
  }

  private static Money inUsd(Money price, BigDecimal usdPerUnit) {
    return Money.rounded(price.toUsd().multiply(usdPerUnit));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PriceList that
        && otherwise.equals(that.otherwise)
        && byAction.equals(that.byAction)
        && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return 31 * otherwise.hashCode() + byAction.hashCode();
  }

  @Override
  public String toString() {
    return "default " + otherwise + ", " + byAction;
  }

  /** Collects a {@link PriceList}. Not safe for use by several threads. */
  public static final class Builder {
    private final Map<Mode, Money> otherwise = new EnumMap<>(Mode.class);
    private final Map<Action, Map<Mode, Money>> byAction = new EnumMap<>(Action.class);
    private String source = "";

    private Builder() {}

    /** The price in a mode of every action that has none of its own. */
    public Builder otherwise(Mode mode, Money price) {
      otherwise.put(mode, notNegative(price));
      return this;
    }

    public Builder price(Action action, Mode mode, Money price) {
      byAction
          .computeIfAbsent(action, a -> new EnumMap<>(Mode.class))
          .put(mode, notNegative(price));
      return this;
    }

    /** Where the prices were read, with the date. */
    public Builder source(String source) {
      this.source = source;
      return this;
    }

    private static Money notNegative(Money price) {
      if (price.micros() < 0) {
        throw new IllegalArgumentException("price: " + price + " (expected: not negative)");
      }
      return price;
    }

    public PriceList build() {
      return new PriceList(this);
    }
  }
}
