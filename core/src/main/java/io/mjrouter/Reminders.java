package io.mjrouter;

import io.mjrouter.model.TimeSource;
import io.mjrouter.store.Work;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is to be done once a while has passed, unless it is called off before.
 *
 * <p>{@link #tick} is called again and again by one thread, or by a test; what is due runs on the
 * executor. The other methods are safe for use by many threads.
 */
final class Reminders implements AutoCloseable {

  private final TimeSource time;
  private final Executor executor;
  private final AtomicLong count = new AtomicLong();
  private final ConcurrentSkipListMap<Due, Runnable> waiting = new ConcurrentSkipListMap<>();
  private volatile boolean closed;

  /**
   * When, on the monotonic clock; those of one moment in the order in which they were asked for.
   */
  private record Due(long at, long number) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      long later = at - other.at;
      return later == 0 ? Long.compare(number, other.number) : Long.signum(later);
    }
  }

  Reminders(TimeSource time, Executor executor) {
    this.time = time;
    this.executor = executor;
  }

  /** One that waits. */
  interface Reminder {
    /** Calls it off, if it is not too late for that. */
    void cancel();
  }

  /** Has something done after a while; at once when this is closed. */
  Reminder in(Duration delay, Runnable work) {
    Due due = new Due(time.nanoTime() + delay.toNanos(), count.incrementAndGet());
    waiting.put(due, work);
    if (closed) {
      begin(due);
    }
    return () -> waiting.remove(due);
  }

  /** Begins what is due. */
  void tick() {
    long now = time.nanoTime();
    for (Due due : waiting.keySet()) {
      if (due.at() - now > 0) {
        return;
      }
      begin(due);
    }
  }

  /**
   * How long nothing is due, at most so long. What is overdue found no thread just now, and waits
   * as long as anything else.
   */
  Duration rest(Duration longest) {
    long now = time.nanoTime();
    return waiting.keySet().stream()
        .map(due -> Duration.ofNanos(due.at() - now))
        .filter(left -> left.compareTo(Duration.ZERO) > 0)
        .findFirst()
        .filter(left -> left.compareTo(longest) < 0)
        .orElse(longest);
  }

  /** What no thread can be had for stays, and is tried again with the next tick. */
  private void begin(Due due) {
    Runnable work = waiting.remove(due);
    if (work != null) {
      Work.begin(executor, work, () -> waiting.put(due, work));
    }
  }

  /** Begins everything that waits, whenever it is due. */
  @Override
  public void close() {
    closed = true;
    waiting.keySet().forEach(this::begin);
  }
}
