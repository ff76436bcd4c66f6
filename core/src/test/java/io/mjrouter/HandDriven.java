package io.mjrouter;

import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Turns the hands of a router without threads of its own, for tests of what stands above it. */
public final class HandDriven {

  private HandDriven() {}

  /** Builds a router that does nothing by itself. */
  public static Midjourney build(MidjourneyBuilder builder) {
    return builder.drivenByHand().build();
  }

  /**
   * Builds a router that does nothing by itself, one of several on a store.
   *
   * @param calls runs what would run on its threads
   * @param lease so long after its end other nodes take over what this one looks after
   */
  public static Midjourney build(MidjourneyBuilder builder, Executor calls, Duration lease) {
    return builder.drivenByHand(calls).lease(lease).build();
  }

  /** Does what is due, and returns how long nothing else will be. */
  public static Duration tick(Midjourney mj) {
    return mj.tick();
  }

  /** Lets time pass while the router does what it does in the background. */
  public static void pass(Midjourney mj, FakeTime time, Duration duration) {
    long end = time.nanoTime() + duration.toNanos();
    Duration rest = mj.tick();
    while (end - time.nanoTime() > 0) {
      Duration left = Duration.ofNanos(end - time.nanoTime());
      time.advance(rest.compareTo(left) < 0 ? rest : left);
      rest = mj.tick();
    }
  }
}
