package io.mjrouter.task;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was learned before the process began, and what is open in the shards that it comes to
 * look after: a page at a time, so that following begins at once however much it is. {@link #read}
 * is safe for use by many threads, {@link #step} for use by one; any may ask whether it is done.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int PAGE = 1_000;

  private final TaskStore store;
  private final Runnable learned;
  private final Consumer<TaskRecord> target;
  private final Queue<Shards> waiting = new ConcurrentLinkedQueue<>();
  private boolean begun;
  private Optional<TaskId> reached = Optional.empty();

  /**
   * A reader.
   *
   * @param learned reads what was learned
   * @param target is shown every open task
   */
  Recovery(TaskStore store, Runnable learned, Consumer<TaskRecord> target) {
    this.store = store;
    this.learned = learned;
    this.target = target;
  }

  /** Reads what is open in these shards, after all that is to be read already. */
  void read(Shards shards) {
    if (shards.size() > 0) {
      waiting.add(shards);
    }
  }

  boolean isDone() {
    return waiting.isEmpty();
  }

  /** Reads the next page, if there is one. */
  void step() {
    Shards shards = waiting.peek();
    if (shards == null) {
      return;
    }
    try {
      if (!begun) {
        learned.run();
        begun = true;
      }
      List<TaskRecord> page = store.open(shards, reached, PAGE);
      page.forEach(target);
      if (page.size() < PAGE) {
        waiting.remove();
        reached = Optional.empty();
      } else {
        reached = Optional.of(page.get(page.size() - 1).id());
      }
    } catch (StoreException e) {
      LOG.warn("open tasks could not be read yet: {}", e.getMessage());
    }
  }
}
