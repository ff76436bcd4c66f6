package io.mjrouter.task;

import com.google.common.collect.Iterables;
import io.mjrouter.error.StoreException;
import io.mjrouter.event.Deliveries;
import io.mjrouter.event.MjEvent;
import io.mjrouter.ledger.Keepsakes;
import io.mjrouter.model.Kept;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.Finishes;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Work;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Outage;
import io.mjrouter.submit.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees each end of a task through, that somebody here caused or that this node looks after, also
 * those that an earlier process left behind: what it made is kept, every listener is told, and that
 * is noted in the store.
 *
 * <p>{@link #tick} is called again and again by one thread, or by a test; the other methods are
 * safe for use by many.
 */
public final class Endings {

  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(1);
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(10);
  private static final int PAGE = 500;

  /** So long an end is left to whoever saw it, before it counts as left behind. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private final Journal journal;
  private final Tenure tenure;
  private final Deliveries deliveries;
  private final Keeper keeper;
  private final Keeping keeping;
  private final TimeSource time;
  private final Executor calls;
  private final Outage outage = new Outage(LOG, "who was told of which end is read and noted");
  private boolean busy;
  private long due;
  private long cursor;
  private long takeovers;
  private boolean inherited = true;

  /** What came late, until it is noted that everybody was told. */
  private final Map<TaskId, MjEvent.CameLate> late = new ConcurrentHashMap<>();

  /**
   * Is told what happens by the journal from now on.
   *
   * @param calls runs what waits for the store, for hosts and for what keeps pictures
   */
  public Endings(
      Journal journal,
      Tenure tenure,
      Deliveries deliveries,
      Keeper keeper,
      TimeSource time,
      Executor calls) {
    this.journal = journal;
    this.tenure = tenure;
    this.deliveries = deliveries;
    this.keeper = keeper;
    this.time = time;
    this.calls = calls;
    keeping = new Keeping(journal, tenure, keeper, time, calls, this::kept);
    due = time.nanoTime();
    journal.finishing(task -> keeper.wants(task) ? Keepsakes.wanted(task) : task);
    journal.listen(this::happened);
    journal.watch(this::stored);
    tenure.watch(this::tenureChanged);
  }

  /** Called under a lock: waits for nobody. */
  private void happened(MjEvent event) {
    if (event instanceof MjEvent.Finished) {
      begin(event.task());
    } else if (event instanceof MjEvent.CameLate) {
      beginLate(event.task());
    } else if (!(event instanceof MjEvent.Settled)) {
      deliveries.accept(event);
    }
  }

  /** A task that ended elsewhere, and whose pictures are to be kept here. */
  private void stored(TaskRecord record) {
    if (isToBeKept(record.task())) {
      keeping.add(record.task());
    }
  }

  /** Also by one that has no place to keep it any more, and gives it up. */
  private boolean isToBeKept(Task task) {
    return Keepsakes.isWanted(task) && (task.kept() == Kept.PENDING || keeper.wants(task));
  }

  /** Whoever looked after them before is gone: what it left behind is taken up at once. */
  private synchronized void tenureChanged(Shards gained) {
    if (gained.size() > 0) {
      takeovers++;
      inherited = true;
      cursor = 0;
      due = time.nanoTime();
    }
  }

  private void begin(Task task) {
    if (task.kept() == Kept.PENDING || (task.kept() == Kept.NOT_ASKED && keeper.wants(task))) {
      keeping.add(task);
    } else {
      deliveries.end(task);
    }
  }

  private void beginLate(Task task) {
    if (isToBeKept(task)) {
      keeping.add(task);
    } else {
      tellLate(task);
    }
  }

  private void tellLate(Task task) {
    late.put(task.id(), new MjEvent.CameLate(task, time.now()));
  }

  private void kept(Task task) {
    if (task.isLate()) {
      tellLate(task);
    } else {
      deliveries.end(task);
    }
  }

  /** Does what is due. */
  public void tick() {
    deliveries.tick();
    keeping.tick();
    late.values().forEach(deliveries::late);
    boolean sweep;
    synchronized (this) {
      sweep = due - time.nanoTime() <= 0;
      boolean told = !deliveries.told().isEmpty() || !deliveries.toldLate().isEmpty();
      if (busy || (!sweep && !told)) {
        return;
      }
      busy = true;
    }
    Work.begin(calls, () -> work(sweep), this::rest);
  }

  private synchronized void rest() {
    busy = false;
  }

  /** Notes who was told before it looks for those who were not: so nobody is told in between. */
  private void work(boolean sweep) {
    Duration pause = BETWEEN_SWEEPS;
    long known = takeovers();
    try {
      note();
      pause = sweep && !sweep(known) ? BETWEEN_PAGES : BETWEEN_SWEEPS;
      outage.over();
    } catch (StoreException e) {
      outage.failed(e);
    } finally {
      synchronized (this) {
        busy = false;
        due = sweep && known == takeovers ? time.nanoTime() + pause.toNanos() : due;
      }
    }
  }

  /** Notes in the store which ends everybody was told of. */
  public void note() {
    for (List<TaskId> some : Iterables.partition(deliveries.told(), PAGE)) {
      journal.store().finishes().told(some);
      deliveries.forget(some);
    }
    for (TaskId id : deliveries.toldLate()) {
      var unused = journal.change(id, (record, now) -> Keepsakes.lateTold(record));
      late.remove(id);
      deliveries.forgetLate(Set.of(id));
    }
  }

  /** An end that lies ahead was stamped before the wall clock was set back. */
  private static boolean isRecent(Instant ended, Instant now) {
    return ended.isAfter(now.minus(GRACE)) && ended.isBefore(now.plus(GRACE));
  }

  private synchronized long takeovers() {
    return takeovers;
  }

  /**
   * Takes up a page of what was left behind; whether it was the last, and the first comes next.
   *
   * @param known how often shards were gained before it began: those gained since are not in it
   */
  private boolean sweep(long known) {
    Shards shards = tenure.shards();
    long from = cursor;
    Finishes.Page page = journal.store().finishes().untold(shards, from, PAGE);
    Instant now = time.now();
    boolean all = isInherited();
    page.records().stream()
        .map(TaskRecord::task)
        .filter(task -> all || task.ended().filter(ended -> isRecent(ended, now)).isEmpty())
        .forEach(this::leftBehind);
    // Not by its size: a record that cannot be read is left out of a page.
    boolean last = page.next() == from;
    if (last && isInherited()) {
      GivenUp.lately(journal.store().finishes(), shards, time.now()).stream()
          .filter(record -> record.task().isLate() && !record.lateTold())
          .forEach(record -> beginLate(record.task()));
    }
    turned(last ? 0 : page.next(), known);
    return last;
  }

  private synchronized boolean isInherited() {
    return inherited;
  }

  private synchronized void turned(long next, long known) {
    if (known == takeovers) {
      cursor = next;
      inherited &= next != 0;
    }
  }

  private void leftBehind(Task task) {
    if (task.kept() == Kept.PENDING) {
      keeping.add(task);
    } else {
      deliveries.end(task);
    }
  }
}
