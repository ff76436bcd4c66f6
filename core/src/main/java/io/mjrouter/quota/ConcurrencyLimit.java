package io.mjrouter.quota;

import java.util.concurrent.TimeUnit;

/**
 * How many may be under way at once, learned from refusals.
 *
 * <p>A sign of a full host halves the limit, at most once in {@link #WINDOW_NANOS}, since one full
 * queue refuses everything in flight at about the same time. Each window without such a sign in
 * which something was accepted gives one place back (additive increase, multiplicative decrease, as
 * TCP does it). Never below 1, so that a host can prove itself again; never above the ceiling.
 *
 * @param ceiling the configured limit
 * @param limit the limit now
 * @param inFlight how many are under way; may exceed the limit after it fell
 * @param moved whether the limit moved yet
 * @param movedAt when it moved last
 */
public record ConcurrencyLimit(int ceiling, int limit, int inFlight, boolean moved, long movedAt) {

  /** The shortest time between two moves of the limit. */
  public static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  public ConcurrencyLimit {
    if (ceiling < 1 || limit < 1 || limit > ceiling || inFlight < 0) {
      throw new IllegalArgumentException(
          "limit: " + limit + " of " + ceiling + ", " + inFlight + " in flight");
    }
  }

  public static ConcurrencyLimit of(int ceiling) {
    return new ConcurrencyLimit(ceiling, ceiling, 0, false, 0);
  }

  /** As many as one likes, until a host says that it is full. */
  public static ConcurrencyLimit unlimited() {
    return of(Integer.MAX_VALUE);
  }

  public boolean hasRoom() {
    return inFlight < limit;
  }

  /** One more is under way; whoever took a place past the limit counts as well. */
  public ConcurrencyLimit taken() {
    return new ConcurrencyLimit(ceiling, limit, Math.addExact(inFlight, 1), moved, movedAt);
  }

  /**
   * One ended.
   *
   * @throws IllegalStateException when none is under way: a place was given back twice
   */
  public ConcurrencyLimit released() {
    if (inFlight == 0) {
      throw new IllegalStateException("a place was given back that nobody had");
    }
    return new ConcurrencyLimit(ceiling, limit, inFlight - 1, moved, movedAt);
  }

  /** The host said that it is full: half of what was under way, or of the limit if that is less. */
  public ConcurrencyLimit full(long now) {
    if (moved && now - movedAt < WINDOW_NANOS) {
      return this;
    }
    int halved = Math.max(1, Math.min(limit, inFlight) / 2);
    return new ConcurrencyLimit(ceiling, halved, inFlight, true, now);
  }

  /** The host took something. */
  public ConcurrencyLimit accepted(long now) {
    if (limit == ceiling || now - movedAt < WINDOW_NANOS) {
      return this;
    }
    return new ConcurrencyLimit(ceiling, limit + 1, inFlight, true, now);
  }

  /** The same under another ceiling. */
  public ConcurrencyLimit under(int newCeiling) {
    int kept = limit == ceiling ? newCeiling : Math.min(limit, newCeiling);
    return new ConcurrencyLimit(newCeiling, kept, inFlight, moved, movedAt);
  }
}
