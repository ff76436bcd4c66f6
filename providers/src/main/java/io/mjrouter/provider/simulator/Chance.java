package io.mjrouter.provider.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;

/**
 * Numbers that look drawn and are computed, so that every part of a task can be worked out at any
 * time, in any order, by any thread, and always comes out the same.
 */
final class Chance {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Chance() {}

  static long hash(String text) {
    return Hashing.murmur3_128().hashString(text, UTF_8).asLong();
  }

  static long hash(byte[] bytes) {
    return Hashing.murmur3_128().hashBytes(bytes).asLong();
  }

  /** Two numbers made one; the finalizer is the one of SplitMix64. */
  static long mix(long seed, long key) {
    long z = seed + key * GOLDEN + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  static long mix(long seed, long key, long key2) {
    return mix(mix(seed, key), key2);
  }

  /** From 0 to less than 1. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** From 0 to less than a bound. */
  static int index(long bits, int bound) {
    return (int) (unit(bits) * bound);
  }

  /** A number of the normal distribution, by the method of Box and Muller. */
  static double gaussian(long seed) {
    double radius = Math.sqrt(-2 * Math.log(1 - unit(mix(seed, 1))));
    return radius * Math.cos(2 * Math.PI * unit(mix(seed, 2)));
  }
}
