package io.mjrouter.quota;

import com.google.common.collect.Comparators;
import io.mjrouter.model.Backoff;
import java.time.Duration;
import java.util.Optional;

/**
 * A pause that a host asked for, or that its refusals suggest.
 *
 * <p>A pause that the host names is taken for at most ten minutes. Where it names none, the pause
 * is 2 s, doubling up to 60 s with each sign of a full host in a row. What was under way together
 * is refused together, and is one sign. An acceptance ends the row, not the pause. An immutable
 * value.
 *
 * @param streak how many signs came in a row
 * @param until when it is over; means something only while {@code streak} or {@code set}
 * @param set whether there was ever a pause
 */
public record Cooldown(int streak, long until, boolean set) {

  private static final Backoff GUESSES = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60));
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

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
   * @param retryAfter for how long, where it says so
   * @param begun when what it refused was admitted
   */
  public Cooldown busy(Optional<Duration> retryAfter, long begun, long now) {
    boolean isOneOfMany = set && begun - until < 0;
    if (isOneOfMany && retryAfter.isEmpty()) {
      return this;
    }
    Duration pause = retryAfter.map(Cooldown::within).orElseGet(() -> GUESSES.after(streak));
    long end = now + pause.toNanos();
    int row = isOneOfMany ? streak : streak + 1;
    return new Cooldown(row, set && until - end > 0 ? until : end, true);
  }

  private static Duration within(Duration asked) {
    return Comparators.max(Duration.ZERO, Comparators.min(asked, LONGEST_ASKED));
  }

  public Cooldown accepted() {
    return streak == 0 ? this : new Cooldown(0, until, set);
  }
}
