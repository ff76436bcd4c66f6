package io.mjrouter.task;

import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.error.WaitStoppedException;
import io.mjrouter.error.WaitTimeoutException;
import io.mjrouter.model.Kept;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.submit.Journal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for tasks, however many for one. None of them costs a call to a host, and none of
 * them moves a task: whoever stops waiting leaves it alone.
 *
 * <p>Safe for use by many threads.
 */
public final class Waiters implements AutoCloseable {

  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final Journal journal;
  private final TimeSource time;
  private final Executor executor;
  private final ConcurrentMap<TaskId, List<Waiter>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Nobody waits yet; the journal must show every record ({@link #changed}).
   *
   * @param executor completes futures, and so runs what their owners hang on them; refuses nothing
   */
  public Waiters(Journal journal, TimeSource time, Executor executor) {
    this.journal = journal;
    this.time = time;
    this.executor = executor;
  }

  /**
   * Whether a wait for this task is over: it is final and what it made is kept, if that is wanted,
   * or a window waits for an answer.
   */
  public static boolean isOver(Task task) {
    return (task.status().isFinal() && task.kept() != Kept.PENDING)
        || task.status() == TaskStatus.NEEDS_MODAL;
  }

  /** The tasks that are waited for, with the newest version that somebody saw of each. */
  Map<TaskId, Long> waiting() {
    Map<TaskId, Long> all = new HashMap<>();
    waiting.forEach(
        (id, each) -> each.forEach(waiter -> all.merge(id, waiter.version(), Math::min)));
    return all;
  }

  /** Whether anybody waits for it now. */
  boolean waitFor(TaskId id) {
    return waiting.containsKey(id);
  }

  /** A record was stored. */
  public void changed(TaskRecord record) {
    waiting.getOrDefault(record.id(), List.of()).forEach(waiter -> waiter.see(record));
  }

  /**
   * What is stored was read just now. Where that is another state under no newer version than was
   * seen, and still is when it is read again, the store was set back, and counts anew from there.
   */
  void read(TaskRecord record) {
    waiting.getOrDefault(record.id(), List.of()).forEach(waiter -> waiter.read(record));
  }

  /** Wakes those whose time is over. */
  public void tick() {
    long now = time.nanoTime();
    waiting.values().forEach(all -> all.forEach(waiter -> waiter.expire(now)));
  }

  /**
   * Waits for a task on this thread.
   *
   * @param longest how long; empty: as long as it takes
   * @param progress is shown the task whenever it moved, on this thread
   * @throws WaitTimeoutException when the time is over and the task is not
   */
  public Task await(TaskId id, Optional<Duration> longest, Consumer<Task> progress)
      throws InterruptedException {
    Waiter waiter = new Waiter(id, longest.map(this::deadline).orElse(null));
    begin(waiter);
    try {
      for (; ; ) {
        Task task = waiter.next();
        if (isOver(task)) {
          return task;
        }
        if (waiter.isExpired()) {
          throw new WaitTimeoutException(task, longest.orElse(Duration.ZERO));
        }
        progress.accept(task);
      }
    } finally {
      end(waiter);
    }
  }

  private long deadline(Duration longest) {
    return time.nanoTime() + (longest.compareTo(FOREVER) > 0 ? FOREVER : longest).toNanos();
  }

  /** A future of the task as it is when a wait for it would be over. */
  public CompletableFuture<Task> future(TaskId id) {
    Waiter waiter = new Waiter(id, null);
    CompletableFuture<Task> future = new CompletableFuture<>();
    waiter.onOver =
        task -> {
          end(waiter);
          executor.execute(() -> future.complete(task));
        };
    waiter.onEnded = why -> executor.execute(() -> future.completeExceptionally(why));
    var unused = future.whenComplete((task, failure) -> end(waiter));
    begin(waiter);
    return future;
  }

  /** Ends every wait for a task; returns how many there were. */
  public int stop(TaskId id) {
    List<Waiter> all = List.copyOf(waiting.getOrDefault(id, List.of()));
    all.forEach(waiter -> waiter.end(new WaitStoppedException(id)));
    return all.size();
  }

  /** The store has lost a task: whoever waits for it is told so. */
  public void lost(TaskId id) {
    List.copyOf(waiting.getOrDefault(id, List.of()))
        .forEach(waiter -> waiter.end(new TaskNotFoundException(id)));
  }

  /** Ends every wait. */
  @Override
  public void close() {
    closed = true;
    waiting.values().forEach(all -> all.forEach(Waiters::close));
  }

  private static void close(Waiter waiter) {
    waiter.end(new CancellationException("closed"));
  }

  private void begin(Waiter waiter) {
    waiting.compute(
        waiter.id,
        (id, all) -> {
          List<Waiter> list = all == null ? new CopyOnWriteArrayList<>() : all;
          list.add(waiter);
          return list;
        });
    try {
      waiter.see(journal.find(waiter.id).orElseThrow(() -> new TaskNotFoundException(waiter.id)));
    } catch (RuntimeException e) {
      end(waiter);
      throw e;
    }
    waiter.expire(time.nanoTime());
    if (closed) {
      close(waiter);
    }
  }

  private void end(Waiter waiter) {
    waiting.computeIfPresent(
        waiter.id,
        (id, all) -> {
          all.remove(waiter);
          return all.isEmpty() ? null : all;
        });
  }

  /** One who waits, and the newest that was seen of the task. */
  private static final class Waiter {
    private static final long NONE = -1;

    private final TaskId id;
    private final @Nullable Long deadline;
    private @Nullable Consumer<Task> onOver;
    private @Nullable Consumer<RuntimeException> onEnded;
    private @Nullable TaskRecord latest;
    private long doubted = NONE;
    private boolean fresh;
    private boolean expired;
    private @Nullable RuntimeException ended;

    Waiter(TaskId id, @Nullable Long deadline) {
      this.id = id;
      this.deadline = deadline;
    }

    void read(TaskRecord record) {
      Consumer<Task> over;
      synchronized (this) {
        boolean less =
            latest != null
                && latest.order() >= record.order()
                && latest.task().status() != record.task().status();
        if (less && doubted == record.order()) {
          latest = null;
        }
        doubted = less ? record.order() : NONE;
        over = take(record);
      }
      tell(over, record);
    }

    void see(TaskRecord record) {
      Consumer<Task> over;
      synchronized (this) {
        over = take(record);
      }
      tell(over, record);
    }

    /** Who is to be told that the wait is over with this. */
    private @Nullable Consumer<Task> take(TaskRecord record) {
      if (latest != null && latest.order() >= record.order() && !isEnd(latest, record)) {
        return null;
      }
      latest = record;
      fresh = true;
      notifyAll();
      return isOver(record.task()) ? onOver : null;
    }

    private static void tell(@Nullable Consumer<Task> over, TaskRecord record) {
      if (over != null) {
        over.accept(record.task());
      }
    }

    /** A store that lost what was written last counts anew from there; what ended stays so. */
    private static boolean isEnd(TaskRecord latest, TaskRecord record) {
      return record.task().status().isFinal() && !latest.task().status().isFinal();
    }

    synchronized long version() {
      return latest == null ? -1 : latest.version();
    }

    synchronized void expire(long now) {
      if (deadline != null && deadline - now <= 0) {
        expired = true;
        notifyAll();
      }
    }

    /** Ends the wait, if it is not over. */
    void end(RuntimeException why) {
      Consumer<RuntimeException> told;
      synchronized (this) {
        if (ended == null) {
          ended = why;
        }
        told = onEnded;
        notifyAll();
      }
      if (told != null) {
        told.accept(why);
      }
    }

    synchronized boolean isExpired() {
      return expired;
    }

    /** The task as soon as there is news of it, or the time is over. */
    synchronized Task next() throws InterruptedException {
      while (!fresh && !expired && ended == null) {
        wait();
      }
      if (latest == null || (ended != null && !isOver(latest.task()))) {
        throw ended == null ? new CancellationException("closed") : ended;
      }
      fresh = false;
      return latest.task();
    }
  }
}
