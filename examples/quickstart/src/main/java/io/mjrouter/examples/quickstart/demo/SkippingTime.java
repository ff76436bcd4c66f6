package io.mjrouter.examples.quickstart.demo;

import io.mjrouter.model.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A clock that goes as the machine's does, but for the sleep of its owner, the thread that made it:
 * that is skipped, and the clock is as much ahead. Everybody else sleeps until then. Safe for use
 * by many threads.
 */
final class SkippingTime implements TimeSource {

  private final Thread owner = Thread.currentThread();
  private Duration ahead = Duration.ZERO;

  @Override
  public synchronized Instant now() {
    return TimeSource.system().now().plus(ahead);
  }

  @Override
  public synchronized long nanoTime() {
    return TimeSource.system().nanoTime() + ahead.toNanos();
  }

  @Override
  public synchronized void sleep(Duration duration) throws InterruptedException {
    if (Thread.currentThread() == owner) {
      ahead = ahead.plus(duration);
      notifyAll();
      return;
    }
    long end = nanoTime() + duration.toNanos();
    for (long left = end - nanoTime(); left > 0; left = end - nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
