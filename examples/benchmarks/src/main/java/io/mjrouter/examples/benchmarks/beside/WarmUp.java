package io.mjrouter.examples.benchmarks.beside;

import java.io.IOException;

/**
 * Puts a program that is compiled while it runs under load until that makes it no faster, by the
 * same rule whoever it is: slice after slice, until {@value #STEADY} in a row were at most 5 %
 * faster than the one before them, or the bounds are reached.
 *
 * @param seconds how long at most
 * @param requests how many submissions at most: the gateway remembers its tasks, and the stub host
 *     ends none
 */
record WarmUp(int seconds, int requests) {

  static final int SLICE_SECONDS = 2;
  static final int STEADY = 8;
  private static final double FASTER = 1.05;

  /** One slice of load. */
  @FunctionalInterface
  interface Slice {
    Measured load(int seconds) throws IOException, InterruptedException;
  }

  /**
   * All the time that there is, for what may be asked any number of times; how many it took: long
   * after the rate has settled the compiler still takes slices of the core, and a hundredth of the
   * calls wait for it.
   */
  int runOut(Slice slice) throws IOException, InterruptedException {
    int slices = 0;
    while (slices * SLICE_SECONDS < seconds) {
      slice.load(SLICE_SECONDS);
      slices++;
    }
    return slices;
  }

  /** Loads slice after slice; how many it took. */
  int run(Slice slice) throws IOException, InterruptedException {
    double before = 0;
    double asked = 0;
    int steady = 0;
    int slices = 0;
    while (steady < STEADY && slices * SLICE_SECONDS < seconds && asked < requests) {
      double rate = slice.load(SLICE_SECONDS).rate();
      if (rate > before * FASTER) {
        before = rate;
        steady = 0;
      } else {
        steady++;
      }
      asked += rate * SLICE_SECONDS;
      slices++;
    }
    return slices;
  }
}
