package io.mjrouter.simulation;

import io.mjrouter.model.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The clocks of one process: its own origin, and a wall clock that may be wrong. */
final class NodeTime implements TimeSource {

  static final Instant START = Instant.parse("2026-01-01T23:58:30Z");

  private final Fibres fibres;
  private final long origin;
  private Duration skew = Duration.ZERO;

  NodeTime(Fibres fibres, Chance chance) {
    this.fibres = fibres;
    origin = fibres.now() - chance.between(Duration.ZERO, Duration.ofDays(300)).toNanos();
  }

  /** Moves the wall clock alone. */
  void jump(Duration by) {
    skew = skew.plus(by);
  }

  @Override
  public Instant now() {
    return START.plusNanos(fibres.now()).plus(skew);
  }

  @Override
  public long nanoTime() {
    return fibres.now() - origin - Duration.ofDays(150).toNanos();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    fibres.sleepUnlessInterrupted(duration);
  }
}
