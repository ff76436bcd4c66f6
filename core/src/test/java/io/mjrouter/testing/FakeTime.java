package io.mjrouter.testing;

import io.mjrouter.model.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A clock and sleeper in the hands of a test; it remembers every sleep.
 *
 * <p>There are two kinds. With {@link #create()} whoever sleeps moves the clock and goes on at
 * once: for code on one thread, where a test asserts {@code [1s, 2s, 4s]} afterwards. With {@link
 * #stepped()} sleepers stay asleep until the test has {@linkplain #advance advanced} the clock past
 * their time: for several threads, where {@link #awaitSleepers} first makes sure that they are
 * asleep. Neither ever waits for the machine's clock. Safe for use by many threads.
 */
public final class FakeTime implements TimeSource {

  /** Where every fake clock starts. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** How long a test waits in real time before it is told that nobody fell asleep. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final boolean stepped;
  private final List<Duration> sleeps = new ArrayList<>();
  // An arbitrary origin below zero, as the machine's clock may have one.
  private long nanos = -7_000_000_000L;
  private Instant wall = START;
  private int sleepers;

  private FakeTime(boolean stepped) {
    this.stepped = stepped;
  }

  /** A clock that a sleep moves forward at once. */
  public static FakeTime create() {
    return new FakeTime(false);
  }

  /** A clock that only the test moves. */
  public static FakeTime stepped() {
    return new FakeTime(true);
  }

  @Override
  public synchronized Instant now() {
    return wall;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public synchronized void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before sleeping");
    }
    if (duration.isNegative() || duration.isZero()) {
      return;
    }
    sleeps.add(duration);
    if (!stepped) {
      advance(duration);
      return;
    }
    long end = nanos + duration.toNanos();
    sleepers++;
    notifyAll();
    try {
      while (nanos - end < 0) {
        wait();
      }
    } finally {
      sleepers--;
      notifyAll();
    }
  }

  /** Moves both clocks forward and wakes whoever has slept enough. */
  public synchronized void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration: " + duration + " (expected: not negative)");
    }
    nanos += duration.toNanos();
    wall = wall.plus(duration);
    notifyAll();
  }

  /** Moves the wall clock alone, forward or back, as an administrator or a time server does. */
  public synchronized void jumpWallClock(Duration by) {
    wall = wall.plus(by);
  }

  /** Every sleep asked for so far, in order. */
  public synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }

  /** How many threads are asleep now; never any but on a {@link #stepped()} clock. */
  public synchronized int sleepers() {
    return sleepers;
  }

  /**
   * Returns once at least so many threads are asleep.
   *
   * @throws AssertionError when that has not come true after half a minute of real time
   */
  public synchronized void awaitSleepers(int atLeast) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (sleepers < atLeast) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("asleep: " + sleepers + " (expected: at least " + atLeast + ")");
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
