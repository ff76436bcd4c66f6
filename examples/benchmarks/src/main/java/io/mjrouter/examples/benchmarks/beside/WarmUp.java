package io.mjrouter.examples.benchmarks.beside;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * Puts a program that is compiled while it runs under load until hardly anything is compiled any
 * more, by the same rule whoever it is: slice after slice, after each of which it is left alone
 * until what is queued is compiled, until in {@value #QUIET} in a row compiling took at most half a
 * hundredth of a core, or the bounds are reached. What compiles for longer than a hundredth of the
 * time is what the 99th percentile of the waiting times shows.
 *
 * @param seconds how long at most; as long for a program that does not show what it compiles
 * @param requests how many at most, of whoever keeps what is submitted
 */
record WarmUp(int seconds, int requests) {

  static final int SLICE_SECONDS = 2;
  static final int QUIET = 5;

  /** In microseconds. */
  static final long LITTLE = SLICE_SECONDS * 1_000_000L / 200;

  /** What is warmed up. */
  interface Program {

    Measured load(int seconds) throws IOException, InterruptedException;

    /** Processor time that went into compiling so far, in microseconds, if that can be seen. */
    OptionalLong compiling() throws IOException;

    /** Waits until nothing is being compiled. */
    void rest() throws IOException, InterruptedException;
  }

  /** The same for whoever may be asked any number of times. */
  WarmUp withoutEnd() {
    return new WarmUp(seconds, Integer.MAX_VALUE);
  }

  /** Loads slice after slice; how many it took. */
  int run(Program program) throws IOException, InterruptedException {
    double asked = 0;
    int quiet = 0;
    int slices = 0;
    while (quiet < QUIET && slices * SLICE_SECONDS < seconds && asked < requests) {
      OptionalLong before = program.compiling();
      asked += program.load(SLICE_SECONDS).rate() * SLICE_SECONDS;
      slices++;
      quiet = isLittle(before, program.compiling()) ? quiet + 1 : 0;
      program.rest();
    }
    return slices;
  }

  private static boolean isLittle(OptionalLong before, OptionalLong after) {
    return before.isPresent()
        && after.isPresent()
        && after.getAsLong() - before.getAsLong() <= LITTLE;
  }
}
