package io.mjrouter.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether somebody was told that an account will soon be empty: once when that is an hour away, and
 * again only after it was two hours away or out of sight. An immutable value.
 *
 * @param told whether it was said
 */
public record ExhaustionAlarm(boolean told) {

  private static final Duration NEAR = Duration.ofHours(1);
  private static final Duration FAR = Duration.ofHours(2);

  public static ExhaustionAlarm quiet() {
    return new ExhaustionAlarm(false);
  }

  /** Whether it is to be said now. */
  public boolean rings(Optional<Instant> exhaustedAt, Instant now) {
    return !told && isWithin(NEAR, exhaustedAt, now);
  }

  /** The same once that was looked at, and said where it rang. */
  public ExhaustionAlarm after(Optional<Instant> exhaustedAt, Instant now) {
    return new ExhaustionAlarm(isWithin(told ? FAR : NEAR, exhaustedAt, now));
  }

  private static boolean isWithin(Duration span, Optional<Instant> at, Instant now) {
    return at.filter(time -> Duration.between(now, time).compareTo(span) <= 0).isPresent();
  }
}
