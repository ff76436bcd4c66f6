package io.mjrouter.task;

import static java.util.Objects.requireNonNull;

import io.mjrouter.error.StoreException;
import io.mjrouter.ledger.Keepsakes;
import io.mjrouter.model.Backoff;
import io.mjrouter.model.Kept;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Work;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Tenure;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what tasks made, a few tasks of each provider at once, and tries again what fails: ever
 * later, for some minutes. Then what is kept, if anything, is recorded.
 *
 * <p>A try that does not return in that time is lost, and so is its thread until it does: its task
 * is given up, and where all tries of a provider are lost, so are those that waited as long. Safe
 * for use by many threads; only the executor's wait.
 */
final class Keeping {

  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);
  private static final int AT_ONCE = 4;
  private static final int MOST = 10_000;
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));

  private final Journal journal;
  private final Tenure tenure;
  private final Keeper keeper;
  private final TimeSource time;
  private final Executor calls;
  private final Consumer<Task> done;
  private final Map<TaskId, Job> jobs = new LinkedHashMap<>();
  private final Map<Optional<ProviderId>, Integer> busy = new HashMap<>();
  private final Map<Optional<ProviderId>, Integer> lost = new HashMap<>();

  /** What one task made, while it is being kept. */
  private static final class Job {
    private final TaskId id;
    private final Optional<ProviderId> provider;
    private final long since;
    private final Map<URI, URI> places = new ConcurrentHashMap<>();
    private boolean busy;
    private boolean lost;
    private boolean ending;
    private long began;
    private long due;
    private int failures;

    Job(Task task, long now) {
      id = task.id();
      provider = task.route().map(Route::provider);
      since = now;
      due = now;
    }
  }

  /**
   * Begins nothing by itself: see {@link #tick}.
   *
   * @param calls runs what fetches and stores
   * @param done is shown each task once what it made is kept or given up
   */
  Keeping(
      Journal journal,
      Tenure tenure,
      Keeper keeper,
      TimeSource time,
      Executor calls,
      Consumer<Task> done) {
    this.journal = journal;
    this.tenure = tenure;
    this.keeper = keeper;
    this.time = time;
    this.calls = calls;
    this.done = done;
  }

  /**
   * A task whose pictures are to be kept; another node's is left to it. With too many at once, it
   * must be added again later.
   */
  synchronized void add(Task task) {
    if (jobs.size() < MOST && tenure.holds(task.id())) {
      jobs.putIfAbsent(task.id(), new Job(task, time.nanoTime()));
    }
  }

  /** Tries what is due, and gives up what there is no hope for. */
  void tick() {
    List<Runnable> work = new ArrayList<>();
    synchronized (this) {
      long now = time.nanoTime();
      jobs.values().forEach(job -> loseIfOverdue(job, now));
      jobs.values()
          .removeIf(job -> (!job.busy || job.lost) && !job.ending && !tenure.holds(job.id));
      for (Job job : jobs.values()) {
        if (job.ending || job.due - now > 0) {
          continue;
        }
        if (isHopeless(job, now)) {
          job.ending = true;
          work.add(() -> Work.begin(calls, () -> giveUp(job), () -> gaveUp(job, Optional.empty())));
        } else if (!job.busy && busy.getOrDefault(job.provider, 0) < AT_ONCE) {
          job.busy = true;
          job.began = now;
          busy.merge(job.provider, 1, Integer::sum);
          work.add(() -> Work.begin(calls, () -> run(job), () -> postponed(job)));
        }
      }
    }
    work.forEach(Runnable::run);
  }

  private void postponed(Job job) {
    var unused = ended(job, Optional.empty());
  }

  private void loseIfOverdue(Job job, long now) {
    if (job.busy && !job.lost && now - job.began >= PATIENCE.toNanos()) {
      job.lost = true;
      lost.merge(job.provider, 1, Integer::sum);
    }
  }

  private boolean isHopeless(Job job, long now) {
    boolean stuck = lost.getOrDefault(job.provider, 0) >= AT_ONCE;
    return job.lost || (stuck && !job.busy && now - job.since >= PATIENCE.toNanos());
  }

  private void run(Job job) {
    Optional<Task> kept = Optional.empty();
    try {
      kept = tryAll(job);
    } catch (StoreException e) {
      LOG.warn("task {}: its pictures cannot be recorded yet: {}", job.id, e.getMessage());
    } finally {
      kept = ended(job, kept);
    }
    kept.ifPresent(done);
  }

  /** A try returned; what it came to, unless it was lost: then its task ends without it. */
  private synchronized Optional<Task> ended(Job job, Optional<Task> kept) {
    busy.merge(job.provider, -1, Integer::sum);
    job.busy = false;
    if (job.lost) {
      lost.merge(job.provider, -1, Integer::sum);
      return Optional.empty();
    }
    again(job, kept);
    return kept;
  }

  private void again(Job job, Optional<Task> settled) {
    job.due = time.nanoTime() + PAUSES.after(job.failures++).toNanos();
    if (settled.isPresent()) {
      forget(job);
    }
  }

  private void giveUp(Job job) {
    Optional<Task> ended = Optional.empty();
    try {
      if (find(job).isEmpty()) {
        return;
      }
      LOG.warn(
          "task {}: given up, since what keeps pictures does not return; the host's links are all"
              + " that there is",
          job.id);
      ended = record(job, Kept.GIVEN_UP);
    } catch (StoreException e) {
      LOG.warn("task {}: its pictures cannot be recorded yet: {}", job.id, e.getMessage());
    } finally {
      gaveUp(job, ended);
    }
    ended.ifPresent(done);
  }

  private synchronized void gaveUp(Job job, Optional<Task> ended) {
    job.ending = false;
    again(job, ended);
  }

  /** The task once it is settled where its pictures are; empty to try again. */
  private Optional<Task> tryAll(Job job) {
    Optional<Task> found = find(job);
    if (found.isEmpty()) {
      return found;
    }
    if (!Keepsakes.isWanted(found.get())) {
      return found;
    }
    Throwable failure = keep(found.get(), job.places);
    boolean patient = time.nanoTime() - job.since < PATIENCE.toNanos();
    if (failure == null) {
      return record(job, Kept.KEPT);
    }
    LOG.warn(
        "task {}: not kept, {}: {}",
        job.id,
        patient ? "tried again" : "given up; the host's links are all that there is",
        failure.toString());
    return patient ? Optional.empty() : record(job, Kept.GIVEN_UP);
  }

  /** The task; one that is gone is forgotten. */
  private Optional<Task> find(Job job) {
    Optional<Task> found = journal.find(job.id).map(TaskRecord::task);
    if (found.isEmpty()) {
      LOG.error("task {} is gone from the store; its pictures are not kept", job.id);
      forget(job);
    }
    return found;
  }

  private synchronized void forget(Job job) {
    jobs.remove(job.id, job);
  }

  /** The last failure, if any; one picture's is no other's. */
  private @Nullable Throwable keep(Task task, Map<URI, URI> places) {
    Throwable failure = null;
    int number = 0;
    for (MediaLink link : Stream.concat(task.images().stream(), task.videos().stream()).toList()) {
      number++;
      try {
        if (!places.containsKey(link.url())) {
          places.put(link.url(), requireNonNull(keeper.keep(task, link, number), "place"));
        }
      } catch (Throwable e) {
        LOG.debug("task {}: picture {} is not kept", task.id(), number, e);
        failure = e;
      }
    }
    return failure;
  }

  private Optional<Task> record(Job job, Kept how) {
    return journal
        .changeOwn(job.id, (record, now) -> Keepsakes.kept(record, job.places, how))
        .map(TaskRecord::task);
  }
}
