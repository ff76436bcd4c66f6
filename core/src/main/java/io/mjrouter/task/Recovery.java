package io.mjrouter.task;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was learned before the process began, and what was open then: a page at a time, so
 * that following begins at once however much it is. Used by one thread; any may ask whether it is
 * done.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int PAGE = 1_000;

  private final TaskStore store;
  private final Runnable learned;
  private final Consumer<TaskRecord> target;
  private boolean begun;
  private Optional<TaskId> reached = Optional.empty();
  private volatile boolean done;

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

  boolean isDone() {
    return done;
  }

  /** Reads the next page, if there is one. */
  void step() {
    if (done) {
      return;
    }
    try {
      if (!begun) {
        learned.run();
        begun = true;
      }
      List<TaskRecord> page = store.open(Shards.every(), reached, PAGE);
      page.forEach(target);
      if (page.size() < PAGE) {
        done = true;
      } else {
        reached = Optional.of(page.get(page.size() - 1).id());
      }
    } catch (StoreException e) {
      LOG.warn("open tasks could not be read yet: {}", e.getMessage());
    }
  }
}
