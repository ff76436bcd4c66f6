package io.mjrouter.route;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Table;
import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long one action takes at one route, from its acceptance to its picture, as learned.
 *
 * <p>Finished tasks are counted in buckets that grow by the fourth root of two, from 1 s to 2 h;
 * within a bucket the logarithm of the time is taken as even. Counts weigh half as much after every
 * {@link #HALF_LIFE}. With N the weight of all counts and n(t) that of those up to t,
 *
 * <pre>P(T ≤ t) = (W F(t) + n(t)) / (W + N)        E[T] = (W m + Σ T) / (W + N)</pre>
 *
 * where F and m are the distribution and the mean of {@link DurationPrior} and W = {@value
 * #WEIGHT}: the prior counts as much as so many fresh tasks, and comes back as the learned ones
 * grow old. An immutable value; times are those of a monotonic clock in nanoseconds.
 */
public final class DurationModel {

  /** How many finished tasks the prior is worth. */
  static final double WEIGHT = 6;

  static final long HALF_LIFE = TimeUnit.MINUTES.toNanos(30);

  private static final int PER_OCTAVE = 4;
  private static final int BUCKETS = 52;
  private static final double LN2 = Math.log(2);

  private final double priorMean;

  /** At i the prior's chance to be finished within {@link #edge}(i) seconds. */
  private final double[] expectedUpTo;

  /** At i the weight of all tasks that took up to {@link #edge}(i) seconds. */
  private final double[] upTo;

  private final double seconds;
  private final long at;

  private DurationModel(
      double priorMean, double[] expectedUpTo, double[] upTo, double seconds, long at) {
    this.priorMean = priorMean;
    this.expectedUpTo = expectedUpTo;
    this.upTo = upTo;
    this.seconds = seconds;
    this.at = at;
  }

  private static final Table<Mode, Action, DurationModel> UNLEARNED = unlearned();

  private static Table<Mode, Action, DurationModel> unlearned() {
    ImmutableTable.Builder<Mode, Action, DurationModel> table = ImmutableTable.builder();
    for (Mode mode : Mode.values()) {
      for (Action action : Action.values()) {
        table.put(mode, action, of(DurationPrior.of(mode, action)));
      }
    }
    return table.build();
  }

  /** Nothing learned yet. */
  public static DurationModel of(Mode mode, Action action) {
    return requireNonNull(UNLEARNED.get(mode, action));
  }

  static DurationModel of(DurationPrior prior) {
    double[] expected = new double[BUCKETS + 1];
    for (int i = 0; i <= BUCKETS; i++) {
      expected[i] = prior.chance(edge(i));
    }
    return new DurationModel(prior.mean(), expected, new double[BUCKETS + 1], 0, 0);
  }

  /** A task finished. */
  public DurationModel finished(Duration took, long now) {
    double took1 = Math.max(1, took.toNanos() / 1e9);
    double kept = kept(now);
    double[] copy = new double[upTo.length];
    int bucket = Math.min(BUCKETS, (int) Math.ceil(place(took1)));
    for (int i = 0; i < copy.length; i++) {
      copy[i] = upTo[i] * kept + (i >= bucket ? 1 : 0);
    }
    return new DurationModel(
        priorMean,
        expectedUpTo,
        copy,
        seconds * kept + took1,
        count() == 0 || now - at > 0 ? now : at);
  }

  /** The chance to be finished within a time. */
  public double chanceWithin(Duration time, long now) {
    return chanceWithin(time.toNanos() / 1e9, kept(now));
  }

  /** The mean, as far as known. */
  public Duration expected(long now) {
    double kept = kept(now);
    return ofSeconds((WEIGHT * priorMean + kept * seconds) / (WEIGHT + kept * count()));
  }

  /** The time within which a share of the tasks is finished; at most 2 h. */
  public Duration quantile(double share, long now) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share: " + share + " (expected: between 0 and 1)");
    }
    double kept = kept(now);
    double low = 0;
    double high = BUCKETS;
    while (high - low > 1e-4) {
      double middle = (low + high) / 2;
      if (chanceWithin(edge(middle), kept) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return ofSeconds(edge(high));
  }

  /** The weight of what was learned, in fresh tasks. */
  public double weight(long now) {
    return kept(now) * count();
  }

  private double chanceWithin(double time, double kept) {
    if (time < 1) {
      return 0;
    }
    double place = Math.min(BUCKETS, place(time));
    int below = (int) place;
    double part = place - below;
    double expected = between(expectedUpTo, below, part);
    double learned = between(upTo, below, part);
    return (WEIGHT * expected + kept * learned) / (WEIGHT + kept * count());
  }

  private static double between(double[] steps, int below, double part) {
    double low = steps[below];
    return below < BUCKETS ? low + part * (steps[below + 1] - low) : low;
  }

  private double count() {
    return upTo[BUCKETS];
  }

  private double kept(long now) {
    long age = now - at;
    return count() == 0 ? 1 : Decay.kept(age, HALF_LIFE);
  }

  private static double place(double time) {
    return PER_OCTAVE * Math.log(time) / LN2;
  }

  private static double edge(double place) {
    return Math.exp(place * LN2 / PER_OCTAVE);
  }

  private static Duration ofSeconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
