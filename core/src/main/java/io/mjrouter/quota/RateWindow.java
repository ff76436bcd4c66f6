package io.mjrouter.quota;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * At most so many calls in any minute.
 *
 * <p>The minute slides, in seconds: no sixty seconds ever hold more than the limit. An immutable
 * value.
 */
public final class RateWindow {

  private static final int SECONDS = 60;
  private static final RateWindow UNLIMITED = new RateWindow(Integer.MAX_VALUE, null);

  private final int perMinute;
  private final @Nullable SlidingSum calls;

  private RateWindow(int perMinute, @Nullable SlidingSum calls) {
    this.perMinute = perMinute;
    this.calls = calls;
  }

  /** No call yet; an empty limit is none. */
  public static RateWindow of(OptionalInt perMinute) {
    if (perMinute.isEmpty()) {
      return UNLIMITED;
    }
    if (perMinute.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "per-minute: " + perMinute.getAsInt() + " (expected: 1 or more)");
    }
    return new RateWindow(
        perMinute.getAsInt(), SlidingSum.over(TimeUnit.SECONDS.toNanos(SECONDS), SECONDS));
  }

  /** The same calls under another limit; without one nobody has counted them. */
  public RateWindow under(OptionalInt newLimit) {
    return calls == null || newLimit.isEmpty()
        ? of(newLimit)
        : new RateWindow(newLimit.getAsInt(), calls);
  }

  public boolean hasRoom(long now) {
    return calls == null || calls.sum(now) < perMinute;
  }

  /** How many calls the last minute held; empty where there is no limit, and nobody counts. */
  public OptionalInt lastMinute(long now) {
    return calls == null ? OptionalInt.empty() : OptionalInt.of((int) calls.sum(now));
  }

  /** One call more. */
  public RateWindow taken(long now) {
    return calls == null ? this : new RateWindow(perMinute, calls.plus(1, now));
  }

  /** Without a call that was counted at a time, and was none after all. */
  public RateWindow givenBack(long then) {
    return calls == null ? this : new RateWindow(perMinute, calls.minus(1, then));
  }

  /** The first time, not before {@code now}, at which there is room. */
  public long roomAt(long now) {
    return calls == null ? now : calls.belowAt(perMinute, now);
  }
}
