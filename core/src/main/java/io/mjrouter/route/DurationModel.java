package io.mjrouter.route;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Table;
import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.store.DurationCount;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long one action takes at one route, from its acceptance to its picture, as learned.
 *
 * <p>Finished tasks are counted in buckets that grow by the fourth root of two, from 1 s to 2 h;
 * within a bucket the logarithm of the time is taken as even. Counts weigh half as much after every
 * half-life: {@link #HALF_LIFE}, or for a {@linkplain #lasting lasting} model {@link
 * #LONG_HALF_LIFE}. With N the weight of all counts and n(t) that of those up to t,
 *
 * <pre>P(T ≤ t) = (W F(t) + n(t)) / (W + N)        E[T] = (W m + Σ T) / (W + N)</pre>
 *
 * where F and m are the distribution and the mean of {@link DurationPrior} and W = {@value
 * #WEIGHT}: the prior counts as much as so many fresh tasks, and comes back as the learned ones
 * grow old. An immutable value; times are those of a monotonic clock in nanoseconds.
 */
public final class DurationModel {

  /** How many finished tasks the prior is worth. */
  public static final double WEIGHT = 6;

  /** Soon enough to follow the load of the hour. */
  static final long HALF_LIFE = TimeUnit.MINUTES.toNanos(30);

  /** How many fresh tasks all that was learned before is worth: twice what the prior is. */
  static final double REMEMBERED = 2 * WEIGHT;

  static final long LONG_HALF_LIFE = TimeUnit.DAYS.toNanos(3);

  /** How likely a lasting model takes it that nothing published is true of a host. */
  static final double SURPRISE = 0.1;

  private static final int PER_OCTAVE = 4;
  private static final int BUCKETS = 52;
  private static final double LN2 = Math.log(2);

  private final double priorMean;

  /** At i the prior's chance to be finished within {@link #edge}(i) seconds. */
  private final double[] expectedUpTo;

  /** At i the weight of all tasks that took up to {@link #edge}(i) seconds. */
  private final double[] upTo;

  private final double seconds;
  private final long halfLife;
  private final long at;

  private DurationModel(
      double priorMean,
      double[] expectedUpTo,
      double[] upTo,
      double seconds,
      long halfLife,
      long at) {
    this.priorMean = priorMean;
    this.expectedUpTo = expectedUpTo;
    this.upTo = upTo;
    this.seconds = seconds;
    this.halfLife = halfLife;
    this.at = at;
  }

  private static final Table<Mode, Action, DurationModel> UNLEARNED = unlearned(0, HALF_LIFE);
  private static final Table<Mode, Action, DurationModel> UNLEARNED_LASTING =
      unlearned(SURPRISE, LONG_HALF_LIFE);

  private static Table<Mode, Action, DurationModel> unlearned(double surprise, long halfLife) {
    ImmutableTable.Builder<Mode, Action, DurationModel> table = ImmutableTable.builder();
    for (Mode mode : Mode.values()) {
      for (Action action : Action.values()) {
        table.put(mode, action, of(DurationPrior.of(mode, action), surprise, halfLife));
      }
    }
    return table.build();
  }

  /** Nothing learned yet. */
  public static DurationModel of(Mode mode, Action action) {
    return requireNonNull(UNLEARNED.get(mode, action));
  }

  /**
   * Nothing learned yet, for whoever looks out for ends: it remembers for days, and expects a tenth
   * of all tasks at any bucket alike, since a host nobody tried may be quicker or slower than all
   * that is published.
   */
  public static DurationModel lasting(Mode mode, Action action) {
    return requireNonNull(UNLEARNED_LASTING.get(mode, action));
  }

  private static DurationModel of(DurationPrior prior, double surprise, long halfLife) {
    double[] expected = new double[BUCKETS + 1];
    for (int i = 0; i <= BUCKETS; i++) {
      expected[i] = (1 - surprise) * prior.chance(edge(i)) + surprise * i / BUCKETS;
    }
    double anywhere = (edge(BUCKETS) - 1) / Math.log(edge(BUCKETS));
    double mean = (1 - surprise) * prior.mean() + surprise * anywhere;
    return new DurationModel(mean, expected, new double[BUCKETS + 1], 0, halfLife, 0);
  }

  /** A task finished. */
  public DurationModel finished(Duration took, long now) {
    double[] one = new double[BUCKETS + 1];
    one[bucket(took)] = 1;
    return with(one, Math.max(1, took.toNanos() / 1e9), now);
  }

  /**
   * Adds what was counted elsewhere.
   *
   * @param weights what the tasks in each {@linkplain #bucket bucket} weigh
   */
  public DurationModel with(double[] weights, long now) {
    double sum = 0;
    for (int i = 0; i <= BUCKETS; i++) {
      sum += weights[i] * (i == 0 ? 1 : edge(i - 0.5));
    }
    return with(weights, sum, now);
  }

  /**
   * The same, as far as it may guide one who follows the load of the hour: as so many fresh tasks.
   */
  DurationModel remembering(double[] weights, long now) {
    double total = Arrays.stream(weights).sum();
    double scale = Math.min(1, REMEMBERED / total);
    return total == 0 ? this : with(Arrays.stream(weights).map(w -> w * scale).toArray(), now);
  }

  private DurationModel with(double[] weights, double sum, long now) {
    double kept = kept(now);
    double[] copy = new double[upTo.length];
    double below = 0;
    for (int i = 0; i < copy.length; i++) {
      below += weights[i];
      copy[i] = upTo[i] * kept + below;
    }
    return new DurationModel(
        priorMean,
        expectedUpTo,
        copy,
        seconds * kept + sum,
        halfLife,
        count() == 0 || now - at > 0 ? now : at);
  }

  /** Adds a count to the weights of the buckets, if it is in one that this version knows. */
  public static void add(double[] weights, DurationCount count) {
    if (count.bucket() >= 0 && count.bucket() < weights.length) {
      weights[count.bucket()] += count.count();
    }
  }

  /** How many buckets there are. */
  public static int buckets() {
    return BUCKETS + 1;
  }

  /** The bucket that a time falls into. */
  public static int bucket(Duration took) {
    double seconds = Math.max(1, took.toNanos() / 1e9);
    return Math.min(BUCKETS, (int) Math.ceil(place(seconds)));
  }

  /** The longest time in a bucket, in seconds; what is longer is in the last. */
  public static double end(int bucket) {
    return edge(bucket);
  }

  /**
   * At i the weight of all tasks that take up to {@link #end}(i), those of the prior among them.
   */
  public double[] weights(long now) {
    double kept = kept(now);
    double[] weights = new double[upTo.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = WEIGHT * expectedUpTo[i] + kept * upTo[i];
    }
    return weights;
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
    return count() == 0 ? 1 : Decay.kept(age, halfLife);
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
