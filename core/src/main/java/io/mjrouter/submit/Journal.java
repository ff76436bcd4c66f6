package io.mjrouter.submit;

import io.mjrouter.error.StoreException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.ledger.Step;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.Claim;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The one way in which records change: compared and stored first, told afterwards.
 *
 * <p>Safe for use by many threads; blocks as the store does.
 */
public final class Journal {

  /** More conflicts than any number of honest rivals can cause. */
  private static final int MOST_CONFLICTS = 1_000;

  private final TaskStore store;
  private final TimeSource time;
  private final InOrder events;
  private final List<Consumer<TaskRecord>> watchers = new CopyOnWriteArrayList<>();
  private final List<BiConsumer<Optional<TaskRecord>, TaskRecord>> comparers =
      new CopyOnWriteArrayList<>();

  /**
   * A journal over a store, which it does not close.
   *
   * @param events is told what happened; must not wait
   */
  public Journal(TaskStore store, TimeSource time, Consumer<MjEvent> events) {
    this.store = store;
    this.time = time;
    this.events =
        new InOrder(
            event -> {
              TaskLog.ended(event);
              events.accept(event);
            });
  }

  /** Adds somebody who is shown every record just stored, on the thread that stored it. */
  public void watch(Consumer<TaskRecord> watcher) {
    watchers.add(watcher);
  }

  /**
   * Adds somebody who is shown every record just stored beside the one it took the place of, on the
   * thread that stored it: the changes made here, each once.
   */
  public void compare(BiConsumer<Optional<TaskRecord>, TaskRecord> comparer) {
    comparers.add(comparer);
  }

  private void show(Optional<TaskRecord> before, TaskRecord after) {
    watchers.forEach(watcher -> watcher.accept(after));
    comparers.forEach(comparer -> comparer.accept(before, after));
  }

  public TaskStore store() {
    return store;
  }

  public Optional<TaskRecord> find(TaskId id) {
    return store.find(id);
  }

  Claim claim(Step step) {
    InOrder.Ticket ticket = events.begin(step.record().id(), step.record().version());
    List<MjEvent> told = List.of();
    try {
      Claim claim = store.claim(step.record());
      if (claim.result() == Claim.Result.MADE) {
        told = step.events();
      }
      return claim;
    } finally {
      events.end(ticket, told);
      if (!told.isEmpty()) {
        show(Optional.empty(), step.record());
      }
    }
  }

  /**
   * Makes a transition, again and again until it is stored or the record does not make it.
   *
   * @param transition pure; may be called several times
   * @return the record as it is stored now; empty when there is none
   */
  public Optional<TaskRecord> change(TaskId id, BiFunction<TaskRecord, Instant, Step> transition) {
    for (int i = 0; i < MOST_CONFLICTS; i++) {
      Optional<TaskRecord> found = store.find(id);
      if (found.isEmpty()) {
        return found;
      }
      Step step = transition.apply(found.get(), time.now());
      if (!step.changed()) {
        return found;
      }
      Optional<TaskRecord> stored = store(step);
      if (stored.isPresent()) {
        show(found, stored.get());
        return stored;
      }
    }
    throw new StoreException("task " + id + ": changed by others without end", null);
  }

  private Optional<TaskRecord> store(Step step) {
    InOrder.Ticket ticket = events.begin(step.record().id(), step.record().version() + 1);
    List<MjEvent> told = List.of();
    try {
      Optional<TaskRecord> stored = store.replace(step.record());
      if (stored.isPresent()) {
        told = step.events();
      }
      return stored;
    } finally {
      events.end(ticket, told);
    }
  }
}
