package io.mjrouter.task;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.Lately;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Work;
import io.mjrouter.submit.Board;
import io.mjrouter.submit.Board.Held;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Outage;
import io.mjrouter.submit.Tenure;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node in step with the others on its store: renews its leases, and reads once a second
 * what others stored of tasks that it looks after, that somebody here waits for, or that hold a
 * place here. Of the last two kinds one a second is asked for by its id, as a store may lose some.
 * A node that is alone on its store reads nothing.
 *
 * <p>{@link #tick} is called again and again by one thread, or by a test; it waits for nobody.
 */
public final class OtherNodes {

  private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(5);
  private static final int PAGE = 1_000;

  private final Journal journal;
  private final Tenure tenure;
  private final Waiters waiters;
  private final Board board;
  private final TimeSource time;
  private final Executor calls;
  private final boolean alone;
  private final Outage outage = new Outage(LOG, "what other nodes stored is read");
  private final Queue<Shards> gained = new ConcurrentLinkedQueue<>();
  private Map<TaskId, Long> shown = new HashMap<>();
  private Iterator<Held> held = Collections.emptyIterator();
  private Iterator<TaskId> waitedFor = Collections.emptyIterator();
  private Optional<TaskId> reached = Optional.empty();
  private volatile int nodes = 1;
  private long cursor;
  private long pageDue;
  private boolean busy;
  private long due;

  /**
   * Reads nothing yet.
   *
   * @param calls runs calls to the store
   */
  public OtherNodes(
      Journal journal,
      Tenure tenure,
      Waiters waiters,
      Board board,
      TimeSource time,
      Executor calls) {
    this.journal = journal;
    this.tenure = tenure;
    this.waiters = waiters;
    this.board = board;
    this.time = time;
    this.calls = calls;
    alone = journal.store().leases().isAlone();
    tenure.watch(gained::add);
    tenure.watchPlace(place -> nodes = place.nodes());
    due = time.nanoTime();
    pageDue = due + BETWEEN_PAGES.toNanos();
  }

  /** Begins what is due. */
  public void tick() {
    if (alone && tenure.shards().isEvery()) {
      return;
    }
    tenure.lapse();
    synchronized (this) {
      if (busy || (due - time.nanoTime() > 0 && !tenure.isRenewalDue())) {
        return;
      }
      busy = true;
      due = time.nanoTime() + EVERY.toNanos();
    }
    Work.begin(calls, this::run, this::ended);
  }

  private void run() {
    try {
      tenure.renewWhenDue();
      readOwn();
      askAgain();
      readOthers();
      readThrough();
      outage.over();
    } catch (StoreException e) {
      outage.failed(e);
    } catch (RuntimeException e) {
      LOG.error("keeping in step with other nodes failed; it goes on", e);
    } finally {
      ended();
    }
  }

  private synchronized void ended() {
    busy = false;
  }

  /**
   * What anybody stored of the tasks of this node; much of it was stored here. As long as no other
   * node is alive that is all of it; what one that comes stored before it was noticed is read then.
   */
  private void readOwn() {
    if (nodes == 1) {
      cursor = 0;
      return;
    }
    Lately lately = store().lately(tenure.shards(), cursor);
    Map<TaskId, Long> seen = new HashMap<>();
    for (TaskRecord record : lately.records()) {
      if (shown.getOrDefault(record.id(), -1L) < record.version()) {
        journal.storedElsewhere(record);
      }
      seen.put(record.id(), record.version());
    }
    shown = seen;
    cursor = lately.next();
  }

  /**
   * One task that holds a place here, and one that somebody waits for, each time the next: a store
   * that was set back may know it no more, or under a lower version.
   */
  private void askAgain() {
    if (!held.hasNext()) {
      held = board.held();
    }
    if (held.hasNext()) {
      Held next = held.next();
      find(next.task()).ifPresent(record -> board.read(next, record));
    }
    if (!waitedFor.hasNext()) {
      waitedFor = waiters.waiting().keySet().iterator();
    }
    nextWaitedFor().flatMap(this::find).ifPresent(waiters::read);
  }

  /** Among those of a while ago, some of which nobody waits for any more. */
  private Optional<TaskId> nextWaitedFor() {
    while (waitedFor.hasNext()) {
      TaskId id = waitedFor.next();
      if (waiters.waitFor(id)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  private Optional<TaskRecord> find(TaskId id) {
    Optional<TaskRecord> found = store().find(id);
    found.ifPresentOrElse(journal::storedElsewhere, () -> journal.lost(id));
    return found;
  }

  /** What is newer of tasks that others look after, or did until a moment ago. */
  private void readOthers() {
    Shards own = tenure.shards();
    List<Shards> fresh = List.copyOf(gained);
    if (own.isEvery() && fresh.isEmpty()) {
      return;
    }
    Map<TaskId, Long> others = new HashMap<>();
    BiConsumer<TaskId, Long> known =
        (id, version) -> {
          if (!own.contains(id) || fresh.stream().anyMatch(shards -> shards.contains(id))) {
            others.merge(id, version, Math::min);
          }
        };
    board.held().forEachRemaining(each -> known.accept(each.task(), each.version()));
    waiters.waiting().forEach(known);
    if (!others.isEmpty()) {
      store().newer(others).forEach(journal::storedElsewhere);
    }
    fresh.forEach(gained::remove);
  }

  /** What came into the store so late that nobody saw it. */
  private void readThrough() {
    if (pageDue - time.nanoTime() > 0) {
      return;
    }
    pageDue = time.nanoTime() + BETWEEN_PAGES.toNanos();
    List<TaskRecord> page = store().open(tenure.shards(), reached, PAGE);
    page.forEach(journal::storedElsewhere);
    reached = page.size() < PAGE ? Optional.empty() : Optional.of(page.get(PAGE - 1).id());
  }

  private TaskStore store() {
    return journal.store();
  }
}
