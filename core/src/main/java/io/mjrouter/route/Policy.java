package io.mjrouter.route;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The policies that configuration can name. Where one finds routes equal, the lower priority number
 * decides, then the caller's order of modes (where it has none: relax, fast, turbo), the cost, the
 * time, and the order of the configuration.
 */
public enum Policy implements RoutingPolicy {
  /** The lowest {@link Candidate#costPerPicture()}. */
  CHEAPEST {
    @Override
    Comparator<Candidate> order(RandomGenerator random) {
      return comparingDouble(Candidate::costPerPicture);
    }
  },
  /** The shortest expected time to a finished picture, queue and further tries included. */
  FASTEST {
    @Override
    Comparator<Candidate> order(RandomGenerator random) {
      return comparingDouble(Policy::secondsPerPicture);
    }
  },
  /** The lowest sum of cost and time, a second being worth {@value #MICROS_A_SECOND} micro-USD. */
  BALANCED {
    @Override
    Comparator<Candidate> order(RandomGenerator random) {
      return comparingDouble(c -> c.costPerPicture() + MICROS_A_SECOND * secondsPerPicture(c));
    }
  },
  /** The lowest priority number. */
  PRIORITY {
    @Override
    Comparator<Candidate> order(RandomGenerator random) {
      return comparingInt(Candidate::priority);
    }
  },
  /**
   * By chance, a provider with twice the weight being first twice as often. Each route draws a time
   * from the exponential distribution whose rate is its weight, and the earliest is first: with the
   * signs turned the draw of Efraimidis and Spirakis, 2006.
   */
  WEIGHTED {
    @Override
    public List<Candidate> rank(Demand demand, List<Candidate> candidates, RandomGenerator random) {
      // The generator handed in may be one that is hard to guess, and slow.
      RandomGenerator draws = new SplittableRandom(random.nextLong());
      long[] keys = new long[candidates.size()];
      for (int i = 0; i < keys.length; i++) {
        double time = -Math.log(1 - draws.nextDouble()) / candidates.get(i).weight();
        keys[i] = (Double.doubleToRawLongBits(time) & ~PLACE) | i;
      }
      Arrays.sort(keys);
      List<Candidate> ranked = new ArrayList<>(keys.length);
      for (long key : keys) {
        ranked.add(candidates.get((int) (key & PLACE)));
      }
      return ranked;
    }

    @Override
    Comparator<Candidate> order(RandomGenerator random) {
      throw new AssertionError("drawn, not compared");
    }
  };

  /** The bits of a key that hold a place; the others order as the positive number they are of. */
  private static final long PLACE = (1 << 20) - 1;

  /** What a second is worth to {@link #BALANCED}: a minute is worth three cents. */
  public static final double MICROS_A_SECOND = 500;

  abstract Comparator<Candidate> order(RandomGenerator random);

  @Override
  public List<Candidate> rank(Demand demand, List<Candidate> candidates, RandomGenerator random) {
    List<Candidate> ranked = new ArrayList<>(candidates);
    ranked.sort(
        order(random)
            .thenComparingInt(Candidate::priority)
            .thenComparingInt(c -> demand.rank(c.route().mode()))
            .thenComparing(c -> c.route().mode())
            .thenComparingDouble(Candidate::costPerPicture)
            .thenComparingDouble(Policy::secondsPerPicture));
    return ranked;
  }

  /** The policy as configuration spells it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a policy as configuration spells it, in any case. */
  public static Optional<Policy> parse(String text) {
    return Arrays.stream(values())
        .filter(policy -> policy.key().equals(text.trim().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** The names that configuration and requests may use. */
  public static List<String> names(Collection<String> added) {
    return Stream.concat(Arrays.stream(values()).map(Policy::key), added.stream().sorted())
        .distinct()
        .toList();
  }

  private static double secondsPerPicture(Candidate candidate) {
    return candidate.expected().toNanos() / 1e9 / Math.max(0.01, candidate.chance());
  }
}
