package io.mjrouter.route;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How well one route works, in two planes: answers to submits, and what became of accepted tasks.
 *
 * <p>It is ejected and comes back by itself, by one real submission at a time; nothing is ever
 * bought to find out. What waiting does not mend (a wrong key, an empty account) is not here but in
 * {@link AccountState}. An immutable value; times are those of a monotonic clock in nanoseconds.
 */
public record Health(Plane accepting, Plane finishing, @Nullable Permit permit) {

  /** How long one submission may try a route alone before another one may. */
  public static final long TRIAL_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final Health FRESH =
      new Health(Plane.fresh(Plane.Kind.ACCEPTING), Plane.fresh(Plane.Kind.FINISHING), null);

  /** Whether a route takes submissions. */
  public enum Standing {
    IN,
    /** One submission may try it. */
    TRIAL,
    /** One submission is trying it. */
    ON_TRIAL,
    EJECTED
  }

  /** A route nobody has tried. */
  public static Health fresh() {
    return FRESH;
  }

  public Standing standing(long now) {
    if (!accepting.out() && !finishing.out()) {
      return Standing.IN;
    }
    if (accepting.isEjected(now) || finishing.isEjected(now)) {
      return Standing.EJECTED;
    }
    return permit != null && permit.isLive(now) ? Standing.ON_TRIAL : Standing.TRIAL;
  }

  /** The first time, not before {@code now}, at which one submission may come. */
  public long earliest(long now) {
    long time = now;
    if (accepting.isEjected(now)) {
      time = accepting.until();
    }
    if (finishing.isEjected(now) && finishing.until() - time > 0) {
      time = finishing.until();
    }
    return permit != null && permit.isLive(time) && standing(now) != Standing.IN
        ? permit.expires()
        : time;
  }

  /**
   * When it was ejected first of what it still has to answer for; empty: it is in good standing.
   */
  public Optional<Long> outSince() {
    if (accepting.out() && finishing.out()) {
      return Optional.of(
          accepting.ejectedAt() - finishing.ejectedAt() < 0
              ? accepting.ejectedAt()
              : finishing.ejectedAt());
    }
    return accepting.out()
        ? Optional.of(accepting.ejectedAt())
        : finishing.out() ? Optional.of(finishing.ejectedAt()) : Optional.empty();
  }

  /** Somebody says that it works again: in good standing at once, though its chances stay known. */
  Health readmitted() {
    return new Health(accepting.readmitted(), finishing.readmitted(), null);
  }

  /** The chance that it takes a submission. */
  public double chanceAccepted(long now) {
    return accepting.chance(now);
  }

  /** The chance that a submission it took is finished. */
  public double chanceFinished(long now) {
    return finishing.chance(now);
  }

  /** A submission is about to be sent; on trial it takes the permit. */
  public Health admitted(String owner, long now) {
    return standing(now) == Standing.TRIAL
        ? new Health(accepting, finishing, new Permit(owner, now + TRIAL_NANOS))
        : this;
  }

  /**
   * A submit ended.
   *
   * @param begun when it was admitted
   */
  public Health answered(String owner, Verdict verdict, long begun, long now) {
    Plane plane = accepting.after(verdict, begun, now);
    boolean taskFollows = verdict.good() > 0 && finishing.out();
    return new Health(plane, finishing, taskFollows ? permit : left(owner));
  }

  /**
   * An accepted task ended.
   *
   * @param begun when its submit was admitted
   */
  public Health finished(String owner, Verdict verdict, long begun, long now) {
    return new Health(accepting, finishing.after(verdict, begun, now), left(owner));
  }

  private @Nullable Permit left(String owner) {
    return permit != null && permit.owner().equals(owner) ? null : permit;
  }
}
