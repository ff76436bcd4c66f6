package io.mjrouter.task;

import io.mjrouter.error.StoreException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Reading;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Work;
import io.mjrouter.submit.Outage;
import io.mjrouter.submit.Tenure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts of which nobody knows whether a host took them, and whose task lives elsewhere, is over,
 * or is looked for at another host: they are looked for a few times more in the lists of hosts that
 * have one, so that what was paid for comes to be known. Those at a provider that is configured no
 * more wait for it to come back, and cost nothing until then.
 *
 * <p>{@link #tick} is called again and again by one thread; the other methods are safe for use by
 * many.
 */
final class Doubts {

  private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);

  /** After this long each, from when its task moved on, or from the start of the process. */
  private static final List<Duration> AFTER =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2));

  /** Older ones were looked for often enough by whoever was there before. */
  private static final Duration OLDEST = Duration.ofHours(4);

  private static final Duration BETWEEN_READINGS = Duration.ofSeconds(30);
  private static final int PAGE = 500;

  /** More than that at once are beyond any use; so are more that wait for providers. */
  static final int MOST = 10_000;

  private static final Comparator<Doubt> ORDER =
      (a, b) -> {
        int byTime = Long.compare(a.due - b.due, 0);
        return byTime != 0 ? byTime : a.attempt.token().compareTo(b.attempt.token());
      };

  private final TaskStore store;
  private final Tenure tenure;
  private final Search search;
  private final Function<ProviderId, Optional<Lane>> lanes;
  private final Predicate<ProviderId> isThere;
  private final Function<ProviderId, Executor> hosts;
  private final Executor calls;
  private final TimeSource time;
  private final MjProbe probe;
  private final Outage outage = new Outage(LOG, "attempts of unknown outcome are read");
  private final Map<String, Doubt> doubts = new HashMap<>();
  private final TreeSet<Doubt> queue = new TreeSet<>(ORDER);
  private final Map<String, Doubt> stranded = new LinkedHashMap<>();
  private final Set<ProviderId> missed = new HashSet<>();
  private boolean unread = true;
  private long readingDue;

  /** Looks for an attempt among the tasks of a list, by the token that each shows. */
  @FunctionalInterface
  interface Search {
    /** The attempt, once it is recorded that its host took it. */
    Optional<TaskRecord> lookFor(TaskId task, Attempt attempt, Map<String, TaskSnapshot> byToken);
  }

  /** One attempt. */
  private static final class Doubt {
    private final TaskId task;
    private final Attempt attempt;
    private int looks;
    private long due;
    private @Nullable ListWindow window;

    private Doubt(TaskId task, Attempt attempt) {
      this.task = task;
      this.attempt = attempt;
    }

    private ProviderId provider() {
      return attempt.route().provider();
    }
  }

  /**
   * None yet; those of before are read from the store.
   *
   * @param lanes the way to a provider, if it may be called now: then it is
   * @param isThere whether there is such a provider, as configured or as it was
   * @param hosts what runs calls to a provider
   * @param calls runs calls to the store
   */
  Doubts(
      TaskStore store,
      Tenure tenure,
      Search search,
      Function<ProviderId, Optional<Lane>> lanes,
      Predicate<ProviderId> isThere,
      Function<ProviderId, Executor> hosts,
      Executor calls,
      TimeSource time,
      MjProbe probe) {
    this.store = store;
    this.tenure = tenure;
    this.search = search;
    this.lanes = lanes;
    this.isThere = isThere;
    this.hosts = hosts;
    this.calls = calls;
    this.time = time;
    this.probe = probe;
    readingDue = time.nanoTime();
  }

  /** A task as it stands now. */
  void note(Task task) {
    for (Attempt attempt : task.attempts()) {
      if (isDoubtful(task, attempt)) {
        add(task, attempt);
      } else {
        drop(attempt);
      }
    }
  }

  /** The first of a task that waits to be found is looked for with the task. */
  private static boolean isDoubtful(Task task, Attempt attempt) {
    return task.status() == TaskStatus.PENDING
        ? attempt.state() == Attempt.State.UNKNOWN
            && !Claims.lost(task).equals(Optional.of(attempt))
        : Claims.isUndecided(attempt);
  }

  private synchronized void add(Task task, Attempt attempt) {
    String token = attempt.token();
    boolean known = doubts.containsKey(token) || stranded.containsKey(token);
    if (!known && doubts.size() < MOST && tenure.holds(task.id())) {
      Doubt doubt = new Doubt(task.id(), attempt);
      doubts.put(token, doubt);
      again(doubt, AFTER.get(0));
    }
  }

  private synchronized void drop(Attempt attempt) {
    stranded.remove(attempt.token());
    Doubt dropped = doubts.remove(attempt.token());
    if (dropped != null) {
      queue.remove(dropped);
    }
  }

  /** Other shards are looked after here than before. */
  synchronized void tenureChanged() {
    unread = true;
    stranded.values().removeIf(doubt -> !tenure.holds(doubt.task));
    doubts.values().removeIf(doubt -> !tenure.holds(doubt.task));
    queue.removeIf(doubt -> !tenure.holds(doubt.task));
  }

  /** Providers that were not here before: what waits for them is looked for there. */
  synchronized void appeared(Collection<ProviderId> providers) {
    missed.removeAll(providers);
    List<Doubt> back =
        stranded.values().stream().filter(doubt -> providers.contains(doubt.provider())).toList();
    for (Doubt doubt : back) {
      stranded.remove(doubt.attempt.token());
      doubts.put(doubt.attempt.token(), doubt);
      again(doubt, Duration.ZERO);
    }
  }

  /** Begins what is due. */
  void tick() {
    if (isReadingDue()) {
      Work.begin(calls, this::read, this::toBeRead);
    }
    for (List<Doubt> due : due()) {
      ProviderId provider = due.get(0).provider();
      lanes
          .apply(provider)
          .ifPresentOrElse(
              lane -> Work.begin(hosts.apply(provider), () -> look(lane, due), () -> soon(due)),
              () -> missed(provider, due));
    }
  }

  /** They wait for a moment, or for their provider to come back. */
  private void missed(ProviderId provider, List<Doubt> due) {
    if (isThere.test(provider)) {
      soon(due);
      return;
    }
    if (strand(provider, due)) {
      LOG.warn(
          "provider {} is configured no more: attempts there of which nobody knows the outcome are"
              + " looked for once it is back",
          provider);
    }
    if (isThere.test(provider)) {
      appeared(List.of(provider));
    }
  }

  /** Whether it is new that somebody waits for that provider. */
  private synchronized boolean strand(ProviderId provider, List<Doubt> due) {
    for (Doubt doubt : due) {
      if (doubts.remove(doubt.attempt.token(), doubt) && stranded.size() < MOST) {
        stranded.put(doubt.attempt.token(), doubt);
      }
    }
    return missed.add(provider);
  }

  private void soon(List<Doubt> due) {
    due.forEach(doubt -> again(doubt, Duration.ofSeconds(1)));
  }

  private synchronized void toBeRead() {
    unread = true;
  }

  private synchronized boolean isReadingDue() {
    long now = time.nanoTime();
    boolean due = unread && readingDue - now <= 0;
    if (due) {
      unread = false;
      readingDue = now + BETWEEN_READINGS.toNanos();
    }
    return due;
  }

  /** What others, or this node before, left open. */
  private void read() {
    try {
      Optional<TaskId> reached = Optional.empty();
      List<TaskRecord> page;
      do {
        page = store.unresolved(reached, PAGE);
        for (TaskRecord record : page) {
          reached = Optional.of(record.id());
          if (record.task().created().isAfter(time.now().minus(OLDEST))) {
            note(record.task());
          }
        }
      } while (page.size() == PAGE);
      outage.over();
    } catch (StoreException e) {
      outage.failed(e);
      toBeRead();
    }
  }

  /** Takes those that are due, together where one look serves all. */
  private synchronized List<List<Doubt>> due() {
    long now = time.nanoTime();
    Map<Object, List<Doubt>> due = new HashMap<>();
    while (!queue.isEmpty() && queue.first().due - now <= 0) {
      Doubt doubt = queue.pollFirst();
      Object look =
          List.of(doubt.provider(), Optional.ofNullable(doubt.window).map(ListWindow::until));
      due.computeIfAbsent(look, any -> new ArrayList<>()).add(doubt);
    }
    return List.copyOf(due.values());
  }

  private void look(Lane lane, List<Doubt> due) {
    if (!lane.canReconcile()) {
      due.forEach(doubt -> drop(doubt.attempt));
      return;
    }
    List<TaskSnapshot> listed = List.of();
    Map<String, TaskSnapshot> byToken = Map.of();
    try {
      probe.polled(lane.provider.id(), due.size());
      List<TaskSnapshot> all = listed(lane, due.get(0).window).value().orElse(List.of());
      byToken = Looker.byToken(all);
      listed = all;
    } finally {
      for (Doubt doubt : due) {
        settle(lane, doubt, listed, byToken);
      }
    }
  }

  private static Reading<List<TaskSnapshot>> listed(Lane lane, @Nullable ListWindow window) {
    if (window == null) {
      return lane.provider.list();
    }
    Reading<List<TaskSnapshot>> reading = lane.provider.listUntil(window.until());
    lane.listsFurther &= !(reading instanceof Reading.Unsupported);
    return reading;
  }

  private void settle(
      Lane lane, Doubt doubt, List<TaskSnapshot> listed, Map<String, TaskSnapshot> byToken) {
    ListWindow seen = doubt.window;
    doubt.window = null;
    try {
      search
          .lookFor(doubt.task, doubt.attempt, byToken)
          .ifPresent(
              found ->
                  LOG.warn(
                      "task {}: {} took an attempt that nobody knew of",
                      doubt.task,
                      lane.provider.id()));
    } catch (RuntimeException e) {
      LOG.warn("task {}: what {} lists could not be recorded", doubt.task, lane.provider.id(), e);
    }
    if (lane.listsFurther) {
      doubt.window =
          (seen == null ? ListWindow.beyond(listed, doubt.attempt) : seen.after(listed))
              .orElse(null);
    }
    if (doubt.window != null) {
      again(doubt, Duration.ofSeconds(1));
    } else {
      next(doubt);
    }
  }

  /** Puts one where it waits for its next look, unless it was settled meanwhile. */
  private synchronized void again(Doubt doubt, Duration wait) {
    if (doubts.get(doubt.attempt.token()) == doubt) {
      doubt.due = time.nanoTime() + wait.toNanos();
      queue.add(doubt);
    }
  }

  private synchronized void next(Doubt doubt) {
    doubt.looks++;
    if (doubt.looks < AFTER.size()) {
      again(doubt, AFTER.get(doubt.looks).minus(AFTER.get(doubt.looks - 1)));
    } else {
      doubts.remove(doubt.attempt.token(), doubt);
    }
  }
}
