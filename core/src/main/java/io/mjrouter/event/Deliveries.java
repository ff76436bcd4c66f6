package io.mjrouter.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to listeners, each on a thread of its own, so that one that throws, or never
 * returns, disturbs nobody else.
 *
 * <p>What waits for a slow listener is bounded: beyond it, steps of progress are left out first,
 * then whatever is newest; both are logged. Safe for use by many threads; {@link #accept} never
 * waits.
 */
public final class Deliveries implements AutoCloseable {

  /** How many events may wait for one listener. */
  static final int CAPACITY = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final List<Line> lines;
  private final CountDownLatch empty;

  /** The threads begin at once and end with {@link #close}. */
  public Deliveries(List<MjListener> listeners, ThreadFactory threads) {
    empty = new CountDownLatch(listeners.size());
    lines = listeners.stream().map(listener -> new Line(listener, threads, empty)).toList();
    lines.forEach(line -> line.thread.start());
  }

  /** Queues an event for every listener. */
  public void accept(MjEvent event) {
    lines.forEach(line -> line.put(event));
  }

  /**
   * Ends once the listeners have had what waits for them, or after two seconds for all of them
   * together. A listener may call it: its own line is not waited for.
   */
  @Override
  public void close() {
    lines.forEach(Line::end);
    try {
      if (!empty.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} listeners are still busy: what waits for them may be lost", empty.getCount());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The queue before one listener. */
  private static final class Line implements Runnable {
    private final MjListener listener;
    private final Thread thread;
    private final Deque<MjEvent> queue = new ArrayDeque<>();
    private long left;
    private final CountDownLatch empty;
    private boolean ended;

    Line(MjListener listener, ThreadFactory threads, CountDownLatch empty) {
      this.listener = listener;
      this.empty = empty;
      thread = threads.newThread(this);
    }

    void put(MjEvent event) {
      boolean told = false;
      synchronized (this) {
        if (ended) {
          return;
        }
        if (queue.size() < CAPACITY || leaveOutProgress()) {
          queue.add(event);
          notifyAll();
        } else {
          told = left++ == 0;
        }
      }
      if (told) {
        LOG.warn(
            "listener {} is {} events behind: newer ones are left out until it catches up",
            listener.getClass().getName(),
            CAPACITY);
      }
    }

    private boolean leaveOutProgress() {
      for (Iterator<MjEvent> each = queue.iterator(); each.hasNext(); ) {
        if (each.next() instanceof MjEvent.Progressed) {
          each.remove();
          return true;
        }
      }
      return false;
    }

    @Override
    public void run() {
      try {
        deliverAll();
      } finally {
        empty.countDown();
      }
    }

    private void deliverAll() {
      for (MjEvent event = take(); event != null; event = take()) {
        try {
          event.deliverTo(listener);
        } catch (Exception | LinkageError | AssertionError e) {
          LOG.warn("listener {} failed at {}", listener.getClass().getName(), event.id(), e);
        }
      }
    }

    private @Nullable MjEvent take() {
      long missed = 0;
      MjEvent next;
      synchronized (this) {
        while (queue.isEmpty() && !ended) {
          try {
            wait();
          } catch (InterruptedException e) {
            LOG.debug("interrupted by a listener, which means nothing here", e);
          }
        }
        next = queue.poll();
        if (left > 0 && queue.size() < CAPACITY / 2) {
          missed = left;
          left = 0;
        }
      }
      if (missed > 0) {
        LOG.warn("listener {} missed {} events", listener.getClass().getName(), missed);
      }
      return next;
    }

    void end() {
      synchronized (this) {
        ended = true;
        notifyAll();
      }
      if (Thread.currentThread() == thread) {
        empty.countDown();
      }
    }
  }
}
