package io.mjrouter.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The chance of one seed, split by subject so that one subject's draws do not move another's. */
final class Chance {

  private final long seed;
  private final SplittableRandom random;

  private Chance(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  static Chance of(long seed) {
    return new Chance(seed);
  }

  /** The chance of one subject; the same name is the same chance again. */
  Chance of(String subject) {
    return new Chance(seed * 0x9E3779B97F4A7C15L + subject.hashCode());
  }

  boolean is(double probability) {
    return random.nextDouble() < probability;
  }

  /** From 0 to one below. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  double share() {
    return random.nextDouble();
  }

  Duration between(Duration least, Duration most) {
    return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
  }

  <T> T one(List<T> all) {
    return all.get(below(all.size()));
  }

  /** A generator for code that wants one. */
  RandomGenerator generator() {
    return random;
  }
}
