package io.mjrouter.examples.benchmarks.tracking;

import io.mjrouter.model.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Clocks that the simulation turns. For one thread. */
final class VirtualTime implements TimeSource {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private long nanos;

  void advance(Duration by) {
    nanos += by.toNanos();
  }

  @Override
  public Instant now() {
    return START.plusNanos(nanos);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) {
    advance(duration);
  }
}
