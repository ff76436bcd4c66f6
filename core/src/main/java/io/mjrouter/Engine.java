package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.error.StoreException;
import io.mjrouter.event.Deliveries;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.submit.Accounts;
import io.mjrouter.submit.Board;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Roster;
import io.mjrouter.submit.Submitter;
import io.mjrouter.submit.Upkeep;
import io.mjrouter.task.Endings;
import io.mjrouter.task.OtherNodes;
import io.mjrouter.task.Tracker;
import io.mjrouter.task.Waiters;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of one router, wired, and the order in which they end. */
final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Duration FAREWELL = Duration.ofSeconds(10);
  private static final Duration LAST_WRITES = Duration.ofSeconds(2);
  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration AFTER_A_FAILURE = Duration.ofMillis(250);

  /** The parts, as the builder made them. */
  record Parts(
      Memory memory,
      Board board,
      Submitter submitter,
      Background background,
      Reconfiguration fleet,
      SourceReader source,
      OtherNodes others,
      Reminders reminders,
      Webhooks webhooks,
      Renewal renewal,
      Pictures pictures,
      Deliveries deliveries,
      Endings endings,
      Executor calls,
      TimeSource time,
      RandomGenerator random) {}

  private final Parts parts;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Deque<AutoCloseable> last = new ArrayDeque<>();

  Engine(Parts parts) {
    this.parts = parts;
  }

  /** Adds something that is closed with the engine, before what was added earlier. */
  void closes(AutoCloseable what) {
    last.push(what);
  }

  Journal journal() {
    return parts.memory().journal();
  }

  Roster roster() {
    return parts.fleet().roster();
  }

  Board board() {
    return parts.board();
  }

  Summaries summaries() {
    return new Summaries(roster(), parts.board(), parts.time());
  }

  Reconfiguration fleet() {
    return parts.fleet();
  }

  SourceReader source() {
    return parts.source();
  }

  Accounts accounts() {
    return parts.background().accounts();
  }

  Upkeep upkeep() {
    return parts.background().upkeep();
  }

  Submitter submitter() {
    return parts.submitter();
  }

  Tracker tracker() {
    return parts.background().tracker();
  }

  Waiters waiters() {
    return parts.background().waiters();
  }

  Reminders reminders() {
    return parts.reminders();
  }

  Webhooks webhooks() {
    return parts.webhooks();
  }

  Renewal renewal() {
    return parts.renewal();
  }

  Media media() {
    return parts.pictures().media();
  }

  /** Runs what must not hold up its caller. */
  Executor calls() {
    return parts.calls();
  }

  TaskId anyId() {
    return TaskId.random(parts.random());
  }

  boolean isClosed() {
    return closed.get();
  }

  void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("closed");
    }
  }

  /**
   * Does what is due; a part that fails is logged, keeps no other from it, and has its turn again.
   */
  Duration tick() {
    AtomicReference<Duration> rest = new AtomicReference<>(AFTER_A_FAILURE);
    alone("following tasks", () -> rest.set(tracker().tick()));
    parts.memory().sparing().ifPresent(sparing -> alone("storing progress", sparing::tick));
    alone("ending waits", waiters()::tick);
    alone("telling what takes long", parts.reminders()::tick);
    alone("seeing ends through", parts.endings()::tick);
    alone("removing old pictures", parts.pictures().sweeper());
    alone("looking after accounts", accounts()::tick);
    alone("keeping in step with the store", upkeep()::tick);
    alone("keeping in step with other nodes", parts.others()::tick);
    alone("closing providers that left", parts.fleet()::tick);
    alone("reading providers", () -> parts.source().tick(parts.fleet(), parts.calls()));
    return parts.reminders().rest(requireNonNull(rest.get()));
  }

  private void alone(String what, Runnable part) {
    try {
      part.run();
    } catch (Throwable e) {
      if (!closed.get()) {
        LOG.error("{} failed; it goes on", what, e);
      }
    }
  }

  /** What the background thread does. */
  void run() {
    while (!closed.get()) {
      try {
        parts.time().sleep(tick());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    long deadline = parts.time().nanoTime() + FAREWELL.toNanos();
    try {
      while (parts.submitter().underWay() > 0 && parts.time().nanoTime() - deadline < 0) {
        parts.time().sleep(STEP);
        parts.reminders().tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.reminders().close();
    waiters().close();
    parts.deliveries().close();
    try {
      parts.endings().note();
    } catch (StoreException e) {
      LOG.warn("some ends will be told again: {}", e.getMessage());
    }
    tracker().close();
    try {
      parts.endings().note();
    } catch (StoreException e) {
      LOG.warn("some ends will be told again: {}", e.getMessage());
    }
    parts.memory().sparing().ifPresent(sparing -> sparing.flush(LAST_WRITES));
    try {
      parts.memory().tenure().release();
    } catch (StoreException e) {
      LOG.warn("other nodes take over only when the leases end: {}", e.getMessage());
    }
    for (AutoCloseable each : last) {
      try {
        each.close();
      } catch (Exception e) {
        LOG.warn("closing failed", e);
      }
    }
  }
}
