package io.mjrouter.task;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Backoff;
import java.time.Duration;

/**
 * When to look at a task again: as soon as it can be expected to have waited, ended and unseen, for
 * as long as one look is worth. Pure.
 *
 * <p>With T the time at which the task ends, a the age at the look before and p the price of a look
 * in seconds of delay, the next look is at the age t where
 *
 * <pre>E[(t - T)+ | T > a] = p</pre>
 *
 * <p>For small steps the left side is h (t - a)² / 2, where h is the hazard of ending, so looks
 * come with the density √(h / 2p): dense where ending is likely, seldom before. That is the density
 * which makes p × looks + delay smallest (J. B. Keller, Optimum checking schedules for systems
 * subject to random failure, Management Science 21, 1974): there, what each step costs in delay is
 * what a look costs. The whole integral rather than its square keeps the rule near the optimum
 * where steps are wide: within 4 % at two looks a task.
 *
 * <p>Of a task of which the age alone is known, no plan can be much better than a fixed interval:
 * for small steps looks × mean delay is (∫ √(f S))² / 2 at best, with f the density of T and S(a) =
 * P(T > a), against E[T] / 2. For a log-normal T with a p95 of three medians that is 0.85 of it. So
 * whatever else a look shows counts ({@link Marks}).
 *
 * @param settings the limits
 */
record PollPlan(PollSettings settings) {

  /** What a look costs at least, as a part of the shortest distance. */
  private static final double LEAST = 1.0 / 30;

  private static final int HALVINGS = 24;

  PollPlan {
    requireNonNull(settings, "settings");
  }

  /**
   * What a look costs while nothing presses, in seconds of delay: a thirtieth of the shortest
   * distance, so a tenth of a second by default. A picture that takes a minute or two is then
   * looked at every three to four seconds where it is likely to end, and as much sooner as the
   * shortest distance is shorter.
   */
  double leastPrice() {
    return seconds(settings.min()) * LEAST;
  }

  /**
   * The time from a look to the next one.
   *
   * @param age since the host took the task, at that look
   * @param price in seconds of delay
   */
  Duration next(Outlook outlook, Duration age, double price) {
    return next(outlook, age, price, settings.min(), settings.max());
  }

  /**
   * The time from a look to the next one that is worth its price, where more is asked for than can
   * be done: not before the given time, and perhaps later than the longest.
   */
  Duration postponed(Outlook outlook, Duration age, double price, Duration atLeast) {
    return next(outlook, age, price, atLeast, atLeast.multipliedBy(2).plus(settings.max()));
  }

  /** Whether a look is worth its price so long after the one before. */
  boolean isWorth(Outlook outlook, Duration age, double price, Duration since) {
    return outlook.delay(seconds(age), seconds(age.plus(since))) >= price;
  }

  /** The time to the next look after so many that failed in a row. */
  Duration afterFailures(int failures) {
    return new Backoff(settings.min(), settings.max()).after(failures);
  }

  private static Duration next(
      Outlook outlook, Duration age, double price, Duration least, Duration most) {
    double seen = seconds(age);
    double low = seconds(least);
    double high = seconds(most);
    if (outlook.delay(seen, seen + low) >= price) {
      return least;
    }
    if (outlook.delay(seen, seen + high) < price) {
      return most;
    }
    for (int i = 0; i < HALVINGS && high - low > 1e-3; i++) {
      double middle = (low + high) / 2;
      if (outlook.delay(seen, seen + middle) < price) {
        low = middle;
      } else {
        high = middle;
      }
    }
    Duration next = Duration.ofMillis((long) Math.ceil(high * 1e3));
    return next.compareTo(most) > 0 ? most : next;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
