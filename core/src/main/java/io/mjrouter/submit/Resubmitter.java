package io.mjrouter.submit;

import io.mjrouter.event.MjProbe;
import io.mjrouter.event.SubmitProbe;
import io.mjrouter.ledger.Resubmission;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Route;
import io.mjrouter.model.Submission;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.quota.Charge;
import io.mjrouter.route.Demand;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a task that died at a host which gives the money back once more, at another provider, under
 * the same id and within what its caller allowed. Where no other takes it, it ends as it died.
 *
 * <p>Safe for use by many threads; sends on the executor.
 */
public final class Resubmitter {

  private static final Logger LOG = LoggerFactory.getLogger(Resubmitter.class);

  private final Journal journal;
  private final Planner planner;
  private final Course course;
  private final RoutingSettings settings;
  private final TimeSource time;
  private final MjProbe probe;
  private final AtomicInteger running;
  private final Executor executor;
  private final Set<TaskId> underWay = ConcurrentHashMap.newKeySet();

  Resubmitter(
      Journal journal,
      Planner planner,
      Course course,
      RoutingSettings settings,
      TimeSource time,
      MjProbe probe,
      AtomicInteger running,
      Executor executor) {
    this.journal = journal;
    this.planner = planner;
    this.course = course;
    this.settings = settings;
    this.time = time;
    this.probe = probe;
    this.running = running;
    this.executor = executor;
  }

  /**
   * Takes over a task that its host shows as failed.
   *
   * @param refunds whether that host gives the money back
   * @return whether it did; if not, the task is to end as it died
   */
  public boolean takes(TaskRecord record, TaskSnapshot seen, boolean refunds) {
    if (!settings.resubmitFailed()
        || !Resubmission.isDue(record, seen, refunds, settings.attempts())) {
      return false;
    }
    TaskId id = record.id();
    if (underWay.add(id)) {
      HostTask from = record.task().hostTask().orElseThrow();
      running.incrementAndGet();
      try {
        executor.execute(() -> tryElsewhere(id, from, seen));
      } catch (RuntimeException e) {
        finished(id);
        throw e;
      }
    }
    return true;
  }

  private void finished(TaskId id) {
    underWay.remove(id);
    running.decrementAndGet();
  }

  private void tryElsewhere(TaskId id, HostTask from, TaskSnapshot seen) {
    TaskLog.mark(id);
    boolean ours = true;
    try {
      ours =
          journal
              .find(id)
              .filter(record -> record.task().hostTask().equals(Optional.of(from)))
              .map(record -> send(record, from, seen))
              .orElse(false);
    } catch (RuntimeException e) {
      LOG.warn("task {} could not be tried elsewhere", id, e);
    } finally {
      try {
        if (ours) {
          giveUp(id, from, seen);
        }
      } catch (RuntimeException e) {
        LOG.warn("task {} cannot be given up yet; its host is asked again", id, e);
      } finally {
        finished(id);
        TaskLog.unmark();
      }
    }
  }

  /** Whether nobody else, here or on another node, tries it elsewhere, and ends it. */
  private boolean send(TaskRecord record, HostTask from, TaskSnapshot seen) {
    long start = time.nanoTime();
    TaskId id = record.id();
    Submission submission = record.submission().orElseThrow();
    planner.check(record.options());
    Asked asked = planner.asked(id, submission, record.options());
    asked = asked.with(elsewhere(asked.demand(), from, record.task()));
    RoutePlan plan = planner.decide(asked, record.options());
    int made = record.task().attempts().size();
    boolean alone = true;
    if (!plan.candidates().isEmpty()) {
      SubmitProbe told = probe.submitting(submission);
      told.begun();
      told.recorded(id);
      try {
        Course.Order order =
            new Course.Order(
                id,
                asked,
                record.options(),
                told,
                made,
                (before, now) -> Resubmission.left(before, from, seen, now));
        alone = course.run(order, course.begin(order, plan), start).isPresent();
      } finally {
        told.ended(Optional.empty());
      }
      journal
          .find(id)
          .filter(after -> after.task().attempts().size() > made)
          .ifPresent(
              after -> {
                Duration took = Duration.ofNanos(time.nanoTime() - start);
                TaskLog.submitted(after.task(), took);
                probe.submitted(after.task(), took);
              });
    }
    return alone;
  }

  /**
   * In no mode of the provider where it died, on no route that refused it, in what time and with
   * what money is left.
   */
  private Demand elsewhere(Demand demand, HostTask from, Task task) {
    Set<Route> tried = new HashSet<>();
    task.attempts().forEach(attempt -> tried.add(attempt.route()));
    for (Mode mode : Mode.values()) {
      tried.add(new Route(from.provider(), mode));
    }
    Duration gone = Duration.between(task.created(), time.now());
    return demand
        .withTried(tried)
        .withBack(Resubmission.taken(task).map(died -> charge(task, died)))
        .withDeadline(
            demand.deadline().map(whole -> gone.isNegative() ? whole : whole.minus(gone)));
  }

  private static Charge charge(Task task, Attempt died) {
    Money paid = died.price().orElse(Money.ZERO);
    return new Charge(died.route().provider(), task.caller(), paid, died.started());
  }

  /** An interrupted process leaves the task to the next one. */
  private void giveUp(TaskId id, HostTask from, TaskSnapshot seen) {
    if (!Thread.currentThread().isInterrupted()) {
      journal.change(id, (record, now) -> Resubmission.givenUp(record, from, seen, now));
    }
  }
}
