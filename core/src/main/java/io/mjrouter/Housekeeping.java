package io.mjrouter;

import io.mjrouter.model.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what was kept for long enough, a little at a time. {@link #tick} is called by one thread.
 */
final class Housekeeping {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final int BATCH = 100;
  private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(1);
  private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(10);

  /** What can forget. */
  @FunctionalInterface
  interface Shelf {
    /** Forgets so many at the most, and returns how many. */
    int forget(int most) throws IOException;
  }

  private final List<Shelf> shelves;
  private final TimeSource time;
  private final Executor calls;
  private boolean busy;
  private long due;

  Housekeeping(List<Shelf> shelves, TimeSource time, Executor calls) {
    this.shelves = List.copyOf(shelves);
    this.time = time;
    this.calls = calls;
    due = time.nanoTime();
  }

  void tick() {
    synchronized (this) {
      if (busy || due - time.nanoTime() > 0) {
        return;
      }
      busy = true;
    }
    calls.execute(this::forget);
  }

  private void forget() {
    boolean more = false;
    for (Shelf shelf : shelves) {
      try {
        more |= shelf.forget(BATCH) >= BATCH;
      } catch (IOException | RuntimeException e) {
        LOG.warn("what is old could not be forgotten yet", e);
      }
    }
    synchronized (this) {
      busy = false;
      due = time.nanoTime() + (more ? BETWEEN_BATCHES : BETWEEN_ROUNDS).toNanos();
    }
  }
}
