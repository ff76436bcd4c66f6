package io.mjrouter.task;

import io.mjrouter.model.Backoff;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.submit.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was learned before the process began, and of the shards that it comes to look after
 * what is open, a page at a time, so that following begins at once however much it is, and what
 * failed lately. A store that is down is asked ever less often. Safe for use by many threads: what
 * {@link #begin} gave leave for is read by {@link #read()}, on any of them.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int PAGE = 1_000;
  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(8));

  private final TaskStore store;
  private final TimeSource time;
  private final Runnable learned;
  private final Consumer<TaskRecord> open;
  private final Consumer<TaskRecord> failed;
  private final Queue<Shards> waiting = new ConcurrentLinkedQueue<>();
  private boolean begun;
  private Optional<TaskId> reached = Optional.empty();
  private final Outage outage = new Outage(LOG, "open tasks are read");
  private long due;
  private boolean reading;

  /**
   * A reader.
   *
   * @param learned reads what was learned
   * @param open is shown every open task
   * @param failed is shown what failed lately, after that
   */
  Recovery(
      TaskStore store,
      TimeSource time,
      Runnable learned,
      Consumer<TaskRecord> open,
      Consumer<TaskRecord> failed) {
    this.store = store;
    this.time = time;
    this.learned = learned;
    this.open = open;
    this.failed = failed;
    due = time.nanoTime();
  }

  /** Reads what there is in these shards, after all that is to be read already. */
  void read(Shards shards) {
    if (shards.size() > 0) {
      waiting.add(shards);
    }
  }

  boolean isDone() {
    return waiting.isEmpty();
  }

  /** Whether something is to be read now, and nobody reads. */
  synchronized boolean isDue() {
    return !reading && !isDone() && due - time.nanoTime() <= 0;
  }

  /** Whether to call {@link #read()} now, or {@link #rest} where that cannot be. */
  synchronized boolean begin() {
    boolean begins = isDue();
    reading |= begins;
    return begins;
  }

  /** Reads page after page, until there is none, the store fails, or the thread is to end. */
  void read() {
    try {
      while (!isDone() && !Thread.currentThread().isInterrupted()) {
        readPage();
        outage.over();
      }
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      rest();
    }
  }

  /** Nobody reads any more. */
  synchronized void rest() {
    reading = false;
  }

  private void readPage() {
    Shards shards = waiting.element();
    if (!begun) {
      learned.run();
      begun = true;
    }
    List<TaskRecord> page = store.open(shards, reached, PAGE);
    page.forEach(record -> show(open, record));
    if (page.size() == PAGE) {
      reached = Optional.of(page.get(PAGE - 1).id());
      return;
    }
    GivenUp.lately(store.finishes(), shards, time.now()).forEach(record -> show(failed, record));
    reached = Optional.empty();
    waiting.remove();
  }

  /** One that nobody can go on with holds up no other. */
  private static void show(Consumer<TaskRecord> whom, TaskRecord record) {
    try {
      whom.accept(record);
    } catch (RuntimeException e) {
      LOG.error("task {} cannot be taken up; it is left alone", record.id(), e);
    }
  }

  private synchronized void failed(RuntimeException e) {
    due = time.nanoTime() + PAUSES.after(outage.failed(e) - 1).toNanos();
  }
}
