package io.mjrouter.submit;

import static java.util.stream.Collectors.groupingBy;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.SpendSum;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Work;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this process in step with its store, and by that with every other process on it: what was
 * spent, what operators decided; and lets the store forget what is old.
 *
 * <p>{@link #tick} is called again and again by one thread; what is due runs on the executor, one
 * thing after the other.
 */
public final class Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int FORGOTTEN_AT_ONCE = 200;
  private static final Duration FORGETTING = Duration.ofSeconds(1);

  private final TaskStore store;
  private final Board board;
  private final ZoneId zone;
  private final TimeSource time;
  private final Executor calls;
  private final List<Job> jobs;
  private final OperatorMarks marks;
  private final AtomicBoolean busy = new AtomicBoolean();

  /** Something that is done again and again. */
  private static final class Job {
    private final Outage outage;
    private final Duration every;
    private final Runnable work;
    private volatile long due;

    private Job(String what, Duration every, Runnable work, long due) {
      outage = new Outage(LOG, what);
      this.every = every;
      this.work = work;
      this.due = due;
    }
  }

  /**
   * An upkeep.
   *
   * @param zone where days of money begin
   * @param late records what could not be recorded at its time
   * @param calls runs calls to the store
   */
  public Upkeep(
      TaskStore store, Board board, ZoneId zone, Runnable late, TimeSource time, Executor calls) {
    this.store = store;
    this.board = board;
    this.zone = zone;
    this.time = time;
    this.calls = calls;
    this.marks = new OperatorMarks(store, board);
    long now = time.nanoTime();
    this.jobs =
        List.of(
            new Job("what came late is recorded", Duration.ofSeconds(1), late, now),
            new Job("operators' marks are read", Duration.ofSeconds(1), marks::read, now),
            new Job("what was spent is read", Duration.ofSeconds(5), this::readSpend, now),
            new Job("old tasks are forgotten", Duration.ofSeconds(10), this::forget, now));
  }

  /** Begins what is due. */
  public void tick() {
    long now = time.nanoTime();
    if (jobs.stream().noneMatch(job -> job.due - now <= 0) || busy.getAndSet(true)) {
      return;
    }
    Work.begin(calls, this::run, () -> busy.set(false));
  }

  private void run() {
    try {
      for (Job job : jobs) {
        if (job.due - time.nanoTime() <= 0) {
          job.due = time.nanoTime() + job.every.toNanos();
          run(job);
        }
      }
    } finally {
      busy.set(false);
    }
  }

  private static void run(Job job) {
    try {
      job.work.run();
      job.outage.over();
    } catch (StoreException e) {
      job.outage.failed(e);
    } catch (RuntimeException e) {
      LOG.error("keeping in step with the store failed; it goes on", e);
    }
  }

  /** Providers that were not here before: what operators decided of them holds for them too. */
  public void appeared(Collection<ProviderId> providers) {
    marks.appeared(providers);
  }

  /** An operator here decides whether a provider takes submissions: for every node, and at once. */
  public void drain(ProviderId provider, boolean drained) {
    marks.drain(provider, drained);
    LOG.info("provider {}: {}", provider, drained ? "drained" : "drained no more");
  }

  /** An operator here says that a provider works again: to every node, and at once. */
  public void readmit(ProviderId provider) {
    marks.readmit(provider);
    LOG.info("provider {}: readmitted", provider);
  }

  private void readSpend() {
    LocalDate today = LocalDate.ofInstant(time.now(), zone);
    LocalDate yesterday = today.minusDays(1);
    Map<LocalDate, List<SpendSum>> days =
        store.spend().sums(yesterday, today).stream()
            .collect(groupingBy(sum -> sum.account().day()));
    for (LocalDate day : List.of(yesterday, today)) {
      board.spendRead(day, days.getOrDefault(day, List.of()));
    }
  }

  /** A few at a time, so that they hold up nobody, until it is time for something else. */
  private void forget() {
    long begun = time.nanoTime();
    int forgotten = FORGOTTEN_AT_ONCE;
    while (forgotten == FORGOTTEN_AT_ONCE && time.nanoTime() - begun < FORGETTING.toNanos()) {
      forgotten = store.forget(FORGOTTEN_AT_ONCE);
    }
    if (forgotten == FORGOTTEN_AT_ONCE) {
      LOG.debug("more tasks are due to be forgotten");
    }
  }
}
