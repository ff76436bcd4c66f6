package io.mjrouter.store;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what {@linkplain Write#mayWait may wait} ten seconds after the write before at the
 * earliest, and everything else at once, in a store that lasts.
 *
 * <p>What waits is seen by everybody who reads here, and by other processes when it is stored: as
 * soon as its ten seconds are over, with {@link #tick}, or with the next write that cannot wait.
 * The end of the process loses it; so does a lease that passed on.
 *
 * <p>Safe for use by many threads.
 */
public final class SparingStore implements TaskStore {

  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(SparingStore.class);

  /** So many write together what has waited; a store may commit what they write as one. */
  private static final int WRITERS = 8;

  private final TaskStore store;
  private final TimeSource time;
  private final Executor calls;
  private final ConcurrentMap<TaskId, Recent> recent = new ConcurrentHashMap<>();
  private final Queue<Pause> pauses = new ArrayDeque<>();
  private final AtomicInteger writers = new AtomicInteger();

  /**
   * A task that was stored lately.
   *
   * @param version the newest that is known to be stored
   * @param since when it was stored, by the monotonic clock
   * @param waiting the newest change of it, if that waits
   */
  private record Recent(long version, long since, @Nullable Write waiting) {

    long order() {
      return waiting == null ? TaskRecord.order(version, 0) : waiting.record().order();
    }

    /** The same where a record was stored that has come before its time. */
    Recent after(TaskRecord stored, long now) {
      return new Recent(
          stored.version(),
          now,
          waiting == null || !isAhead(waiting.record(), stored)
              ? null
              : waiting.with(ahead(waiting.record(), stored)));
    }
  }

  /** The time before which a task is not stored again for its progress; they end in order. */
  private record Pause(TaskId id, long since) {}

  /**
   * Spares a store, which it does not close.
   *
   * @param calls runs calls to the store
   */
  public SparingStore(TaskStore store, TimeSource time, Executor calls) {
    this.store = store;
    this.time = time;
    this.calls = calls;
  }

  // ---- Writing.

  @Override
  public Claim claim(Write write) {
    return store.claim(write);
  }

  @Override
  public Written write(Write write) {
    return (write.mayWait() ? postponed(write) : Optional.<Written>empty())
        .orElseGet(() -> writeNow(write));
  }

  /** Lets a change wait; empty when it is time to store it. */
  private Optional<Written> postponed(Write write) {
    TaskRecord record = write.record();
    for (; ; ) {
      Recent present = recent.get(record.id());
      if (present == null || isOver(present.since())) {
        return Optional.empty();
      }
      if (present.order() > record.order()) {
        return Optional.of(new Written.Conflict());
      }
      TaskRecord next = record.toBuilder().waiting(record.waiting() + 1).build();
      Recent changed = new Recent(record.version(), present.since(), write.with(next));
      if (recent.replace(record.id(), present, changed)) {
        return Optional.of(new Written.Stored(next));
      }
    }
  }

  private Written writeNow(Write write) {
    Written written = store.write(write.with(write.record().toBuilder().waiting(0).build()));
    written.stored().ifPresent(this::stored);
    return written;
  }

  private void stored(TaskRecord record) {
    long now = time.nanoTime();
    if (record.task().status().isFinal()) {
      recent.remove(record.id());
      return;
    }
    recent.compute(
        record.id(),
        (id, before) ->
            before == null
                ? new Recent(record.version(), now, null)
                : before.version() > record.version() ? before : before.after(record, now));
    synchronized (pauses) {
      pauses.add(new Pause(record.id(), now));
    }
  }

  private boolean isOver(long since) {
    return time.nanoTime() - since >= PAUSE.toNanos();
  }

  // ---- What waits.

  /** Begins to store what has waited long enough; called by one thread, which waits for nobody. */
  public void tick() {
    if (!isDue() || writers.get() == WRITERS) {
      return;
    }
    writers.incrementAndGet();
    Work.begin(calls, this::writeWhatIsDue, writers::decrementAndGet);
  }

  private boolean isDue() {
    synchronized (pauses) {
      return !pauses.isEmpty() && isOver(pauses.element().since());
    }
  }

  private void writeWhatIsDue() {
    try {
      for (Pause over = next(PAUSE); over != null; over = next(PAUSE)) {
        end(over);
      }
    } finally {
      writers.decrementAndGet();
    }
  }

  /** Stores what waits at once, as far as that can be done in a given time. */
  public void flush(Duration longest) {
    long begun = time.nanoTime();
    int left;
    synchronized (pauses) {
      left = pauses.size();
    }
    for (; left > 0 && time.nanoTime() - begun < longest.toNanos(); left--) {
      Pause next = next(Duration.ZERO);
      if (next != null) {
        end(next);
      }
    }
  }

  private @Nullable Pause next(Duration after) {
    synchronized (pauses) {
      Pause first = pauses.peek();
      boolean over = first != null && time.nanoTime() - first.since() >= after.toNanos();
      return over ? pauses.remove() : null;
    }
  }

  private void end(Pause pause) {
    Recent present = recent.get(pause.id());
    if (present == null || present.since() != pause.since()) {
      return;
    }
    if (present.waiting() == null) {
      recent.remove(pause.id(), present);
      return;
    }
    try {
      Written written = writeNow(present.waiting());
      if (written instanceof Written.Conflict) {
        anew(pause.id(), present);
      } else if (written.stored().isEmpty()) {
        recent.remove(pause.id(), present);
      }
    } catch (StoreException e) {
      LOG.debug("task {}: its progress cannot be stored yet: {}", pause.id(), e.getMessage());
      again(pause, present);
    }
  }

  private void again(Pause pause, Recent present) {
    wait(pause.id(), present, new Recent(present.version(), time.nanoTime(), present.waiting()));
  }

  /** From what is stored now: more than is known here, or less where a store was set back. */
  private void anew(TaskId id, Recent present) {
    Optional<TaskRecord> stored = store.find(id).filter(r -> !r.task().status().isFinal());
    if (stored.isPresent()) {
      wait(id, present, present.after(stored.get(), time.nanoTime()));
    } else {
      recent.remove(id, present);
    }
  }

  private void wait(TaskId id, Recent present, Recent later) {
    if (recent.replace(id, present, later)) {
      synchronized (pauses) {
        pauses.add(new Pause(id, later.since()));
      }
    }
  }

  /** Whether what waits shows more of a task than what somebody else stored meanwhile. */
  private static boolean isAhead(TaskRecord waiting, TaskRecord stored) {
    Task task = stored.task();
    return !task.status().isFinal()
        && task.hostTask().equals(waiting.task().hostTask())
        && task.progress() < waiting.task().progress();
  }

  private static TaskRecord ahead(TaskRecord waiting, TaskRecord stored) {
    Task seen = waiting.task();
    Task.Builder task = stored.task().toBuilder().progress(seen.progress());
    seen.snapshot().ifPresent(task::snapshot);
    return stored.toBuilder().task(task.build()).waiting(1).build();
  }

  // ---- Reading.

  private TaskRecord newest(TaskRecord stored) {
    Recent present = recent.get(stored.id());
    if (present == null || present.waiting() == null) {
      return stored;
    }
    if (stored.task().status().isFinal()) {
      recent.remove(stored.id(), present);
      return stored;
    }
    TaskRecord waiting = present.waiting().record();
    if (waiting.version() == stored.version()) {
      return waiting;
    }
    return waiting.version() < stored.version() && isAhead(waiting, stored)
        ? ahead(waiting, stored)
        : stored;
  }

  private List<TaskRecord> newest(Collection<TaskRecord> stored) {
    return stored.stream().map(this::newest).toList();
  }

  @Override
  public Optional<TaskRecord> find(TaskId id) {
    return store.find(id).map(this::newest);
  }

  @Override
  public Optional<TaskRecord> recall(TaskId id) {
    return store.recall(id).map(this::newest);
  }

  @Override
  public Optional<TaskRecord> findReference(String caller, String reference) {
    return store.findReference(caller, reference).map(this::newest);
  }

  @Override
  public List<TaskRecord> findHostTask(HostTask hostTask) {
    return newest(store.findHostTask(hostTask));
  }

  /** Those whose stored version has gone on, as they are here. */
  @Override
  public List<TaskRecord> newer(Map<TaskId, Long> known) {
    return newest(store.newer(known));
  }

  @Override
  public List<TaskRecord> open(Shards shards, Optional<TaskId> after, int limit) {
    return newest(store.open(shards, after, limit));
  }

  @Override
  public List<TaskRecord> unresolved(Optional<TaskId> after, int limit) {
    return newest(store.unresolved(after, limit));
  }

  @Override
  public Lately lately(Shards shards, long cursor) {
    Lately lately = store.lately(shards, cursor);
    return new Lately(newest(lately.records()), lately.next());
  }

  @Override
  public TaskPage newest(TaskFilter filter, Optional<TaskId> after, int limit) {
    TaskPage page = store.newest(filter, after, limit);
    return new TaskPage(newest(page.records()), page.next());
  }

  // ---- The rest.

  @Override
  public int forget(int most) {
    return store.forget(most);
  }

  @Override
  public Finishes finishes() {
    return store.finishes();
  }

  @Override
  public SpendBook spend() {
    return store.spend();
  }

  @Override
  public Leases leases() {
    return store.leases();
  }

  @Override
  public SharedSettings shared() {
    return store.shared();
  }

  @Override
  public DurationBook durations() {
    return store.durations();
  }

  /** Closes nothing: the store is closed where it was made. */
  @Override
  public void close() {}
}
