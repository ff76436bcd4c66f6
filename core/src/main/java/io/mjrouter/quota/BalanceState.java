package io.mjrouter.quota;

import io.mjrouter.model.Balance;
import io.mjrouter.model.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an account holds, as far as we know: the last reading, less what we spent since.
 *
 * <p>Unknown stays unknown: a host that says "unlimited", or nothing, has no estimate, and nothing
 * is concluded from that. An immutable value.
 */
public final class BalanceState {

  /** So old that what is left may be anything. */
  private static final Duration USELESS = Duration.ofHours(2);

  private static final Duration RATE_OVER = Duration.ofHours(1);
  private static final Duration RATE_AT_LEAST = Duration.ofMinutes(5);

  private static final BalanceState UNKNOWN =
      new BalanceState(null, 0, Money.ZERO, SlidingSum.over(RATE_OVER.toMillis(), 60), Instant.MAX);

  private final @Nullable Balance reading;
  private final long asked;
  private final Money spentSince;
  private final SlidingSum spending;
  private final Instant firstSpent;

  private BalanceState(
      @Nullable Balance reading,
      long asked,
      Money spentSince,
      SlidingSum spending,
      Instant firstSpent) {
    this.reading = reading;
    this.asked = asked;
    this.spentSince = spentSince;
    this.spending = spending;
    this.firstSpent = firstSpent;
  }

  public static BalanceState unknown() {
    return UNKNOWN;
  }

  /**
   * The host said what is left. Of two answers that which was asked for later counts: the wall
   * clock, which stamps them, may have been set back.
   *
   * @param asked when it was asked for, by the monotonic clock
   * @param underWay what is reserved and not yet settled: the host may not count it yet
   */
  public BalanceState read(Balance balance, long asked, Money underWay) {
    if (reading != null && this.asked - asked > 0) {
      return this;
    }
    return new BalanceState(balance, asked, underWay, spending, firstSpent);
  }

  /** The last reading does not hold any more; what was spent is still known. */
  public BalanceState forgotten() {
    return new BalanceState(null, 0, Money.ZERO, spending, firstSpent);
  }

  /** Money was reserved. */
  public BalanceState spent(Money amount, Instant now) {
    return new BalanceState(
        reading,
        asked,
        spentSince.plus(amount),
        spending.plus(amount.micros(), now.toEpochMilli()),
        firstSpent.isBefore(now) ? firstSpent : now);
  }

  /**
   * Reserved money was released or refunded; never more than was spent since the reading.
   *
   * @param intent when it was reserved: it was not spent then after all
   */
  public BalanceState back(Money amount, Instant intent) {
    Money left = spentSince.minus(amount);
    return new BalanceState(
        reading,
        asked,
        left.micros() < 0 ? Money.ZERO : left,
        spending.minus(amount.micros(), intent.toEpochMilli()),
        firstSpent);
  }

  public Optional<Balance> reading() {
    return Optional.ofNullable(reading);
  }

  /** What is left; may be below zero, since a host's own count lags. Empty when unknown. */
  public Optional<Money> estimate() {
    return reading().flatMap(Balance::remaining).map(money -> money.minus(spentSince));
  }

  /** Whether the estimate, where there is one that is not long out of date, covers a price. */
  public boolean covers(Money price, Instant now) {
    return reading == null
        || Duration.between(reading.at(), now).compareTo(USELESS) >= 0
        || estimate().map(left -> left.compareTo(price) >= 0).orElse(true);
  }

  /**
   * When the money will be gone at the speed of the last hour (or of the time since the first
   * spending, but at least five minutes). Empty when the balance is unknown or nothing is spent.
   */
  public Optional<Instant> exhaustedAt(Instant now) {
    long micros = spending.sum(now.toEpochMilli());
    if (micros <= 0) {
      return Optional.empty();
    }
    Duration over = longest(RATE_AT_LEAST, shortest(RATE_OVER, Duration.between(firstSpent, now)));
    double perMilli = (double) micros / over.toMillis();
    return estimate()
        .map(left -> Math.max(0, left.micros()) / perMilli)
        .filter(millis -> millis < Duration.ofDays(365).toMillis())
        .map(millis -> now.plusMillis(Math.round(millis)));
  }

  private static Duration longest(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration shortest(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
