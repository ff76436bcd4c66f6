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
 * @param room how many submissions whoever keeps them can take in all
 * @param later for how many seconds it is put under load when it is warm: there is room for that
 */
record WarmUp(int seconds, int room, int later) {

  static final int SLICE_SECONDS = 2;
  static final int QUIET = 5;

  /** In microseconds. */
  static final long LITTLE = SLICE_SECONDS * 1_000_000L / 200;

  /** What is warmed up. */
  interface Program {

    Measured load(int seconds) throws IOException, InterruptedException;

    /** How much was submitted to it so far. */
    long submitted();

    /** Processor time that went into compiling so far, in microseconds, if that can be seen. */
    OptionalLong compiling() throws IOException;

    /** Waits until nothing is being compiled. */
    void rest() throws IOException, InterruptedException;
  }

  /** The first of two, which leaves the other three quarters of the room. */
  WarmUp beginning() {
    return new WarmUp(seconds, room / 4, 0);
  }

  /** The same for whoever may be asked any number of times. */
  WarmUp withoutEnd() {
    return new WarmUp(seconds, Integer.MAX_VALUE, later);
  }

  /** Loads slice after slice; how many it took. */
  int run(Program program) throws IOException, InterruptedException {
    double rate = 0;
    int quiet = 0;
    int slices = 0;
    while (quiet < QUIET && slices * SLICE_SECONDS < seconds && hasRoom(program, rate)) {
      OptionalLong before = program.compiling();
      rate = program.load(SLICE_SECONDS).rate();
      slices++;
      quiet = isLittle(before, program.compiling()) ? quiet + 1 : 0;
      program.rest();
    }
    return slices;
  }

  /** For one more slice, and what follows, at the rate of the last. */
  private boolean hasRoom(Program program, double rate) {
    return program.submitted() + rate * (SLICE_SECONDS + later) < room;
  }

  private static boolean isLittle(OptionalLong before, OptionalLong after) {
    return before.isPresent()
        && after.isPresent()
        && after.getAsLong() - before.getAsLong() <= LITTLE;
  }
}
