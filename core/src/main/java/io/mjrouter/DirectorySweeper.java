package io.mjrouter;

import io.mjrouter.model.TimeSource;
import io.mjrouter.store.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes pictures that were kept for long enough, a few at a time. */
final class DirectorySweeper {

  private static final Logger LOG = LoggerFactory.getLogger(DirectorySweeper.class);
  private static final int BATCH = 100;
  private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(1);
  private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(10);

  private final ImageDirectory directory;
  private final TimeSource time;
  private final Executor calls;
  private boolean busy;
  private long due;

  DirectorySweeper(ImageDirectory directory, TimeSource time, Executor calls) {
    this.directory = directory;
    this.time = time;
    this.calls = calls;
    due = time.nanoTime();
  }

  /** Begins what is due. */
  void tick() {
    synchronized (this) {
      if (busy || due - time.nanoTime() > 0) {
        return;
      }
      busy = true;
    }
    Work.begin(calls, this::sweep, () -> rest(BETWEEN_BATCHES));
  }

  private void sweep() {
    Duration pause = BETWEEN_ROUNDS;
    try {
      pause = directory.forget(BATCH) < BATCH ? BETWEEN_ROUNDS : BETWEEN_BATCHES;
    } catch (IOException | RuntimeException e) {
      LOG.warn("old pictures could not be deleted yet", e);
    } finally {
      rest(pause);
    }
  }

  private synchronized void rest(Duration pause) {
    busy = false;
    due = time.nanoTime() + pause.toNanos();
  }
}
