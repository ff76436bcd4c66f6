package io.mjrouter.event;

import com.google.common.collect.MinMaxPriorityQueue;
import io.mjrouter.model.Backoff;
import io.mjrouter.model.Task;
import io.mjrouter.model.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for one listener, and its thread. What failed and lasts is told again after a while,
 * ever longer, while other tasks go on.
 *
 * <p>A thread that has told everything naps for {@value #NAP_MILLIS} ms before it waits to be
 * woken: waking it costs more than most listeners do, and a busy router has events in every
 * millisecond.
 */
final class Line implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Line.class);
  private static final long NAP_MILLIS = 2;
  private static final int MOST_LEFT_OUT = 10 * Deliveries.CAPACITY;
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private final MjListener listener;
  private final String name;
  private final TimeSource time;
  private final CountDownLatch empty;
  private final Thread thread;
  private final Set<Delivery> queue = new LinkedHashSet<>();

  /** The steps of progress among them, in the same order. */
  private final Deque<Delivery> steps = new ArrayDeque<>();

  private final MinMaxPriorityQueue<Delivery> failed =
      MinMaxPriorityQueue.<Delivery>orderedBy((a, b) -> Long.compare(a.due() - b.due(), 0))
          .create();
  private final Set<String> lasting = new HashSet<>();

  /** What there was no room for, the newest of it: it is to be offered again. */
  private final Set<String> leftOut = new LinkedHashSet<>();

  private int passing;
  private long left;
  private boolean napping;
  private boolean ended;

  /**
   * A line whose thread is yet to {@linkplain #start start}.
   *
   * @param empty is counted down when nothing waits any more after {@link #end}
   */
  Line(MjListener listener, ThreadFactory threads, TimeSource time, CountDownLatch empty) {
    this.listener = listener;
    this.name = listener.name();
    this.time = time;
    this.empty = empty;
    thread = threads.newThread(this);
  }

  void start() {
    thread.start();
  }

  /** Queues an event that is told once, or leaves one out. */
  void put(MjEvent event) {
    boolean told = false;
    synchronized (this) {
      if (ended) {
        return;
      }
      if (passing < Deliveries.CAPACITY || leaveOutProgress()) {
        add(Delivery.once(event));
        passing++;
        wake();
      } else {
        told = left++ == 0;
      }
    }
    if (told) {
      LOG.warn(
          "listener {} is {} events behind: newer ones are left out until it catches up",
          name,
          Deliveries.CAPACITY);
    }
  }

  private void add(Delivery delivery) {
    queue.add(delivery);
    if (delivery.isProgress()) {
      steps.add(delivery);
    }
  }

  private boolean leaveOutProgress() {
    Delivery oldest = steps.poll();
    if (oldest == null) {
      return false;
    }
    queue.remove(oldest);
    passing--;
    return true;
  }

  /**
   * Queues what is told of the end of a task, unless it waits here, the listener had it, or too
   * many wait. Of those, one that failed makes room: what a listener cannot deal with keeps nothing
   * else from it.
   *
   * @param heard remembers of whose ends the listener was told
   */
  synchronized void putEnd(Task task, Heard heard) {
    putLasting(task, Delivery.lasting(MjEvent.ofEnd(task), heard), heard);
  }

  /** The same for what came late, which also waits for the end to be told. */
  synchronized void putLate(MjEvent.CameLate event, Heard heard) {
    Task task = event.task();
    if (MjEvent.ofEnd(task).stream().map(MjEvent::id).noneMatch(this::isToBeTold)) {
      putLasting(task, Delivery.lasting(List.of(event), heard), heard);
    }
  }

  private boolean isToBeTold(String key) {
    return lasting.contains(key) || leftOut.contains(key);
  }

  private void putLasting(Task task, Delivery delivery, Heard heard) {
    if (ended || lasting.contains(delivery.key()) || heard.isBy(this, task.id())) {
      return;
    }
    if (hasRoom()) {
      leftOut.remove(delivery.key());
      lasting.add(delivery.key());
      add(delivery);
      wake();
    } else {
      leaveOut(delivery.key());
    }
  }

  /** Leaves out what would be told again last, if need be: it is offered again. */
  private boolean hasRoom() {
    if (lasting.size() < Deliveries.CAPACITY) {
      return true;
    }
    Delivery last = failed.pollLast();
    if (last == null) {
      return false;
    }
    lasting.remove(last.key());
    leaveOut(last.key());
    return true;
  }

  private void leaveOut(String key) {
    if (leftOut.add(key) && leftOut.size() > MOST_LEFT_OUT) {
      leftOut.remove(leftOut.iterator().next());
    }
  }

  private void wake() {
    if (!napping) {
      notifyAll();
    }
  }

  /** Lets what failed be told again once it is time. */
  synchronized void tick() {
    if (isDue()) {
      notifyAll();
    }
  }

  /** How many ends are to be told again. */
  synchronized int failed() {
    return failed.size();
  }

  private boolean isDue() {
    Delivery next = failed.peek();
    return next != null && next.due() - time.nanoTime() <= 0;
  }

  @Override
  public void run() {
    try {
      for (Delivery next = take(); next != null; next = take()) {
        deliver(next);
      }
    } finally {
      empty.countDown();
    }
  }

  private void deliver(Delivery delivery) {
    boolean more = true;
    while (more) {
      MjEvent event = delivery.event();
      try {
        event.deliverTo(listener);
      } catch (Throwable e) {
        threw(delivery, event, e);
        return;
      }
      more = delivery.returned();
    }
    delivery.heardBy(this);
    synchronized (this) {
      lasting.remove(delivery.key());
    }
  }

  private void threw(Delivery delivery, MjEvent event, Throwable e) {
    if (!delivery.isLasting()) {
      LOG.warn("listener {} failed at {}", name, event.id(), e);
      return;
    }
    Duration pause;
    if (e instanceof TellAgain again) {
      pause = again.in();
    } else {
      pause = PAUSES.after(delivery.threw() - 1);
      LOG.warn(
          "listener {} failed at {}; it is told again in {} s",
          name,
          event.id(),
          pause.toSeconds(),
          e);
    }
    synchronized (this) {
      delivery.due(time.nanoTime() + pause.toNanos());
      failed.add(delivery);
    }
  }

  private @Nullable Delivery take() {
    long missed = 0;
    Delivery next;
    synchronized (this) {
      napping = true;
      rest(NAP_MILLIS);
      napping = false;
      while (isIdle()) {
        rest(0);
      }
      next = isDue() ? failed.poll() : poll();
      if (next != null && !next.isLasting()) {
        passing--;
      }
      if (left > 0 && passing < Deliveries.CAPACITY / 2) {
        missed = left;
        left = 0;
      }
    }
    if (missed > 0) {
      LOG.warn("listener {} missed {} events", name, missed);
    }
    return next;
  }

  private @Nullable Delivery poll() {
    Iterator<Delivery> each = queue.iterator();
    if (!each.hasNext()) {
      return null;
    }
    Delivery first = each.next();
    each.remove();
    if (first == steps.peek()) {
      steps.remove();
    }
    return first;
  }

  private boolean isIdle() {
    return queue.isEmpty() && !isDue() && !ended;
  }

  /**
   * Lets others in while there is nothing to do.
   *
   * @param millis no longer than this; 0: until woken
   */
  @SuppressWarnings("WaitNotInLoop") // Whoever rests until woken loops; a nap may end early.
  private synchronized void rest(long millis) {
    if (isIdle()) {
      try {
        wait(millis);
      } catch (InterruptedException e) {
        LOG.debug("interrupted by a listener, which means nothing here", e);
      }
    }
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
