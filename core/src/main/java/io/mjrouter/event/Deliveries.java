package io.mjrouter.event;

import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to listeners, each on a thread of its own, so that one that throws, or never
 * returns, disturbs nobody else.
 *
 * <p>What happens on the way is told once, and bounded: beyond some thousands, steps of progress
 * are left out first, then whatever is newest; both are logged. The end of a task, and that its
 * pictures came late, is told again until each listener returned; what does not fit takes the place
 * of one that failed, or is refused; both are to be offered again.
 *
 * <p>Safe for use by many threads; nothing waits for a listener but {@link #close}.
 */
public final class Deliveries implements AutoCloseable {

  /** How many events, and how many ends, may wait for one listener. */
  static final int CAPACITY = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final List<Line> lines;
  private final CountDownLatch empty;
  private final Heard heard;
  private final Heard heardLate;

  /** The threads begin at once and end with {@link #close}. */
  public Deliveries(List<MjListener> listeners, ThreadFactory threads, TimeSource time) {
    empty = new CountDownLatch(listeners.size());
    heard = new Heard(listeners.size());
    heardLate = new Heard(listeners.size());
    lines = listeners.stream().map(listener -> new Line(listener, threads, time, empty)).toList();
    lines.forEach(Line::start);
  }

  /** Queues an event for every listener, once. */
  public void accept(MjEvent event) {
    lines.forEach(line -> line.put(event));
  }

  /**
   * Queues the end of a task for every listener that was not told of it, and has room. It may be
   * offered again at any time.
   */
  public void end(Task task) {
    lines.forEach(line -> line.putEnd(task, heard));
    if (lines.isEmpty()) {
      heard.addForNobody(task.id());
    }
  }

  /** The same for what came late; where its end is still to be told, it must be offered again. */
  public void late(MjEvent.CameLate event) {
    lines.forEach(line -> line.putLate(event, heardLate));
    if (lines.isEmpty()) {
      heardLate.addForNobody(event.task().id());
    }
  }

  /** The tasks of whose end every listener was told, until they are {@link #forget forgotten}. */
  public Set<TaskId> told() {
    return heard.byAll();
  }

  /** These are not offered any more: it is stored that they were told. */
  public void forget(Collection<TaskId> ids) {
    heard.forget(ids);
  }

  /** The tasks of which every listener was told that they came late, until forgotten. */
  public Set<TaskId> toldLate() {
    return heardLate.byAll();
  }

  /** The same as {@link #forget}. */
  public void forgetLate(Collection<TaskId> ids) {
    heardLate.forget(ids);
  }

  /** Lets what failed be told again once it is time. */
  public void tick() {
    lines.forEach(Line::tick);
  }

  /** How many ends are to be told again to somebody who threw. */
  int failed() {
    return lines.stream().mapToInt(Line::failed).sum();
  }

  /**
   * Ends once the listeners have had what waits for them, or after two seconds for all of them
   * together; what failed is not told again. A listener may call it: its own line is not waited
   * for.
   */
  @Override
  public void close() {
    lines.forEach(Line::end);
    try {
      if (!empty.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "{} listeners are still busy: what waits for them may be lost, but for ends of tasks in"
                + " a store that lasts",
            empty.getCount());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
