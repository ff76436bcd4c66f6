package io.mjrouter.submit;

import io.mjrouter.error.StoreException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.ledger.Bookings;
import io.mjrouter.ledger.Step;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.Claim;
import io.mjrouter.store.Fence;
import io.mjrouter.store.SpendLimit;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in which records change: compared and stored first, told afterwards. A store that
 * lasts may let steps of progress wait ({@link io.mjrouter.store.SparingStore}); here they count as
 * stored.
 *
 * <p>Safe for use by many threads; blocks as the store does.
 */
public final class Journal {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** More conflicts than any number of honest rivals can cause. */
  private static final int MOST_CONFLICTS = 1_000;

  private final TaskStore store;
  private final TimeSource time;
  private final ZoneId zone;
  private final Tenure tenure;
  private final InOrder events = new InOrder(this::tell);
  private final List<Consumer<TaskRecord>> watchers = new CopyOnWriteArrayList<>();
  private final List<Consumer<TaskId>> lostWatchers = new CopyOnWriteArrayList<>();
  private final List<Consumer<TaskRecord>> wakers = new CopyOnWriteArrayList<>();
  private final List<BiConsumer<Optional<TaskRecord>, TaskRecord>> comparers =
      new CopyOnWriteArrayList<>();
  private final List<Consumer<MjEvent>> listeners = new CopyOnWriteArrayList<>();
  private final List<UnaryOperator<Task>> finishings = new CopyOnWriteArrayList<>();

  /**
   * A journal over a store, which it does not close.
   *
   * @param zone where days of money begin
   * @param tenure the tasks that are this node's to look after
   */
  public Journal(TaskStore store, TimeSource time, ZoneId zone, Tenure tenure) {
    this.store = store;
    this.time = time;
    this.zone = zone;
    this.tenure = tenure;
  }

  /** Adds somebody who is told what happened, of each task in order; must not wait. */
  public void listen(Consumer<MjEvent> listener) {
    listeners.add(listener);
  }

  private void tell(MjEvent event) {
    alone(() -> TaskLog.ended(event));
    listeners.forEach(listener -> alone(() -> listener.accept(event)));
  }

  /** Adds something that is done to each task just before it is stored as final; pure. */
  public void finishing(UnaryOperator<Task> finishing) {
    finishings.add(finishing);
  }

  private Step finished(TaskRecord before, Step step) {
    Step last = step;
    if (step.record().task().status().isFinal() && !before.task().status().isFinal()) {
      for (UnaryOperator<Task> each : finishings) {
        last = last.with(each.apply(last.record().task()));
      }
    }
    return last;
  }

  /** Adds somebody who is shown every record just stored, on the thread that stored it. */
  public void watch(Consumer<TaskRecord> watcher) {
    watchers.add(watcher);
  }

  /** Adds somebody who is shown the same once all who watch have seen it. */
  public void wake(Consumer<TaskRecord> waker) {
    wakers.add(waker);
  }

  /**
   * Adds somebody who is shown every record just stored beside the one it took the place of, on the
   * thread that stored it: the changes made here, each once.
   */
  public void compare(BiConsumer<Optional<TaskRecord>, TaskRecord> comparer) {
    comparers.add(comparer);
  }

  private void show(Optional<TaskRecord> before, TaskRecord after) {
    seen(after);
    comparers.forEach(comparer -> alone(() -> comparer.accept(before, after)));
  }

  private void seen(TaskRecord record) {
    watchers.forEach(watcher -> alone(() -> watcher.accept(record)));
    wakers.forEach(waker -> alone(() -> waker.accept(record)));
  }

  /** The record is stored, and a host may have been paid: whoever fails at it fails alone. */
  private static void alone(Runnable showing) {
    try {
      showing.run();
    } catch (Exception | LinkageError | VirtualMachineError e) {
      LOG.error("somebody failed who was shown or told what is stored", e);
    }
  }

  /** Another node stored a record: it is shown, and nothing is told. */
  public void storedElsewhere(TaskRecord record) {
    seen(record);
  }

  /** Adds somebody who is told of a task that the store does not know any more; must not wait. */
  public void watchLost(Consumer<TaskId> watcher) {
    lostWatchers.add(watcher);
  }

  /** The store has lost a task that was open: nothing will ever be told of it again. */
  public void lost(TaskId id) {
    LOG.error("task {} is gone from the store; nobody follows it or waits for it any more", id);
    lostWatchers.forEach(watcher -> alone(() -> watcher.accept(id)));
  }

  public TaskStore store() {
    return store;
  }

  /** Where days of money begin. */
  public ZoneId zone() {
    return zone;
  }

  public Optional<TaskRecord> find(TaskId id) {
    return store.find(id);
  }

  /** As it is known here, without asking the store where that can be. */
  Optional<TaskRecord> recall(TaskId id) {
    return store.recall(id);
  }

  /**
   * Records a new task.
   *
   * @param step how it begins, perhaps with the intent of its first attempt
   * @param limits the caps that the money of that must respect
   */
  Claim claim(Step step, List<SpendLimit> limits) {
    TaskRecord record = step.record();
    Write write = Write.of(record).booking(Bookings.of(record, zone)).within(limits);
    InOrder.Ticket ticket = events.begin(record.id(), record.order());
    List<MjEvent> told = List.of();
    try {
      Claim claim = store.claim(write);
      if (claim instanceof Claim.Made) {
        told = step.events();
      }
      return claim;
    } finally {
      events.end(ticket, told);
      if (!told.isEmpty()) {
        show(Optional.empty(), record);
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
    return change(id, List.of(), transition).stored();
  }

  /**
   * The same by the right of looking after the task.
   *
   * @return empty also when it is not, or no longer, this node's to look after
   */
  public Optional<TaskRecord> changeOwn(
      TaskId id, BiFunction<TaskRecord, Instant, Step> transition) {
    Optional<Fence> fence = tenure.fence(id);
    if (fence.isEmpty()) {
      return Optional.empty();
    }
    Written written = change(id, List.of(), fence, transition);
    if (written instanceof Written.Fenced) {
      tenure.refused(fence.get());
    }
    return written.stored();
  }

  /**
   * The same for a transition that reserves money.
   *
   * @param limits the caps that it must respect
   * @return the record as it is stored now, made or not; a conflict when there is none
   */
  Written change(
      TaskId id, List<SpendLimit> limits, BiFunction<TaskRecord, Instant, Step> transition) {
    return change(id, limits, Optional.empty(), transition);
  }

  private Written change(
      TaskId id,
      List<SpendLimit> limits,
      Optional<Fence> fence,
      BiFunction<TaskRecord, Instant, Step> transition) {
    for (int i = 0; i < MOST_CONFLICTS; i++) {
      // What is only recalled may be older than what is stored: only its being replaced proves it.
      boolean sure = i > 0;
      Optional<TaskRecord> found = sure ? store.find(id) : store.recall(id);
      if (found.isEmpty()) {
        return new Written.Conflict();
      }
      Step step = transition.apply(found.get(), time.now());
      if (step.changed()) {
        Written written = store(found.get(), finished(found.get(), step), limits, fence);
        written.stored().ifPresent(stored -> show(found, stored));
        boolean again =
            written instanceof Written.Conflict || (written instanceof Written.CapReached && !sure);
        if (!again) {
          return written;
        }
      } else if (sure) {
        return new Written.Stored(found.get());
      }
    }
    throw new StoreException("task " + id + ": changed by others without end", null);
  }

  private Written store(
      TaskRecord before, Step step, List<SpendLimit> limits, Optional<Fence> fence) {
    Write write =
        Write.of(step.record())
            .booking(Bookings.between(before, step.record(), zone))
            .within(limits)
            .under(fence)
            .mayWait(step.mayWait());
    InOrder.Ticket ticket = events.begin(step.record().id(), write.order());
    List<MjEvent> told = List.of();
    try {
      Written written = store.write(write);
      if (written instanceof Written.Stored) {
        told = step.events();
      }
      return written;
    } finally {
      events.end(ticket, told);
    }
  }
}
