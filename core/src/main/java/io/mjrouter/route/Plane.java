package io.mjrouter.route;

import io.mjrouter.model.Backoff;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One side of a route's health: how well it accepts, or how well it finishes.
 *
 * <p>It is ejected when recent failures outweigh successes and weigh {@value #ENOUGH} or more, or
 * at once on a fatal sign. How long it stays out doubles with each ejection, up to a bound, and
 * without jitter, so that a run can be repeated; each {@link #FORGIVEN_IN} in good standing takes
 * one doubling back. Then it is on trial: one success of something that was begun after the
 * ejection brings it back, one failure begun after its end ejects it again. Whatever was begun
 * before the ejection says nothing new and is not counted.
 *
 * @param recent decides on ejection
 * @param lasting tells the chance of success
 * @param level how many times the next ejection is doubled
 * @param out whether it is ejected or on trial
 * @param ejectedAt when it was ejected last
 * @param until when the trial begins
 * @param backAt when it was in good standing last, or since then lost a level
 */
record Plane(
    Kind kind,
    Evidence recent,
    Evidence lasting,
    int level,
    boolean out,
    long ejectedAt,
    long until,
    long backAt) {

  static final double ENOUGH = 3;
  static final long FORGIVEN_IN = TimeUnit.MINUTES.toNanos(10);
  private static final double KEPT_AGAINST_IT = 2;
  private static final int HIGHEST = 10;

  /** A new route is trusted, though not blindly. */
  private static final double PRIOR = 0.97;

  private static final double PRIOR_WEIGHT = 4;

  /** How fast each side shows what it is worth: an answer takes seconds, a picture minutes. */
  enum Kind {
    ACCEPTING(30, 300, 10, 300),
    FINISHING(300, 1800, 60, 900);

    private final long recentHalfLife;
    private final long lastingHalfLife;
    private final Duration shortest;
    private final Duration longest;

    Kind(int recentHalfLife, int lastingHalfLife, int shortest, int longest) {
      this.recentHalfLife = TimeUnit.SECONDS.toNanos(recentHalfLife);
      this.lastingHalfLife = TimeUnit.SECONDS.toNanos(lastingHalfLife);
      this.shortest = Duration.ofSeconds(shortest);
      this.longest = Duration.ofSeconds(longest);
    }

    long ejection(int level) {
      return new Backoff(shortest, longest).after(level).toNanos();
    }
  }

  static Plane fresh(Kind kind) {
    return new Plane(kind, Evidence.NONE, Evidence.NONE, 0, false, 0, 0, 0);
  }

  boolean isEjected(long now) {
    return out && now - until < 0;
  }

  double chance(long now) {
    return lasting.chance(PRIOR, PRIOR_WEIGHT, kind.lastingHalfLife, now);
  }

  /** The same after an event that was begun at one time and ended now. */
  Plane after(Verdict verdict, long begun, long now) {
    if (verdict == Verdict.UNCOUNTED) {
      return this;
    }
    if (!out) {
      Plane counted = counted(verdict, now);
      Evidence sum = counted.recent;
      boolean eject = verdict == Verdict.FATAL || (sum.bad() >= ENOUGH && sum.bad() > sum.good());
      return eject ? counted.ejected(now) : counted;
    }
    if (begun - ejectedAt < 0) {
      return this;
    }
    if (verdict.good() > 0) {
      Plane back = counted(verdict, now);
      return new Plane(
          kind,
          back.recent.forgiven(KEPT_AGAINST_IT),
          back.lasting,
          level,
          false,
          ejectedAt,
          until,
          now);
    }
    return begun - until >= 0 ? counted(verdict, now).ejected(now) : this;
  }

  /** In good standing, whatever it did lately. */
  Plane readmitted() {
    return new Plane(kind, Evidence.NONE, lasting, 0, false, ejectedAt, until, backAt);
  }

  private Plane counted(Verdict verdict, long now) {
    return new Plane(
        kind,
        recent.plus(verdict, kind.recentHalfLife, now),
        lasting.plus(verdict, kind.lastingHalfLife, now),
        level,
        out,
        ejectedAt,
        until,
        backAt);
  }

  private Plane ejected(long now) {
    long forgiven = out ? 0 : Math.max(0, (now - backAt) / FORGIVEN_IN);
    int from = (int) Math.max(0, level - forgiven);
    return new Plane(
        kind,
        recent,
        lasting,
        Math.min(HIGHEST, from + 1),
        true,
        now,
        now + kind.ejection(from),
        backAt);
  }
}
