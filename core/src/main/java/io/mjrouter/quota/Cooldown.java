package io.mjrouter.quota;

import java.time.Duration;
import java.util.Optional;

/**
 * A pause that a host asked for, or that its refusals suggest.
 *
 * <p>Where the host names no time, the pause is 2 s, doubling up to 60 s with each sign of a full
 * host in a row. An acceptance ends the row, not the pause. An immutable value.
 *
 * @param streak how many signs came in a row
 * @param until when it is over; means something only while {@code streak} or {@code set}
 * @param set whether there was ever a pause
 */
public record Cooldown(int streak, long until, boolean set) {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final int DOUBLINGS = 5;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  public static Cooldown none() {
    return new Cooldown(0, 0, false);
  }

  public boolean isOver(long now) {
    return !set || now - until >= 0;
  }

  /** The first time, not before {@code now}, at which the host may be asked. */
  public long overAt(long now) {
    return isOver(now) ? now : until;
  }

  /**
   * The host asked for a pause.
   *
   * @param retryAfter for how long, where it says so; already clamped
   */
  public Cooldown busy(Optional<Duration> retryAfter, long now) {
    Duration guess = FIRST.multipliedBy(1L << Math.min(streak, DOUBLINGS));
    Duration pause = retryAfter.orElse(guess.compareTo(LONGEST) < 0 ? guess : LONGEST);
    long end = now + Math.max(0, pause.toNanos());
    return new Cooldown(streak + 1, set && until - end > 0 ? until : end, true);
  }

  public Cooldown accepted() {
    return streak == 0 ? this : new Cooldown(0, until, set);
  }
}
