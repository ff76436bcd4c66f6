package io.mjrouter.submit;

import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.SubmitProbe;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.ledger.Step;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.NextStep;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.store.Claim;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits what makes a task of its own: claims it, plans, and tries one route after the other.
 *
 * <p>What has a reference is claimed before anything else, so that of several calls one goes on.
 * Nobody else can ask for what has none: it is planned first, and claimed as one with the intent of
 * its first attempt, which is a write less; where that attempt is not to be had at once, it is
 * claimed by itself as well.
 *
 * <p>Safe for use by many threads; blocks the caller's.
 */
final class NewTasks {

  private static final Logger LOG = LoggerFactory.getLogger(NewTasks.class);
  private static final Duration JOIN_STEP = Duration.ofMillis(500);

  private final Journal journal;
  private final Roster roster;
  private final Planner planner;
  private final Course course;
  private final RoutingSettings settings;
  private final TimeSource time;
  private final RandomGenerator random;
  private final MjProbe probe;
  private final ConcurrentMap<TaskId, CountDownLatch> underWay = new ConcurrentHashMap<>();

  NewTasks(
      Journal journal,
      Roster roster,
      Planner planner,
      Course course,
      RoutingSettings settings,
      TimeSource time,
      RandomGenerator random,
      MjProbe probe) {
    this.journal = journal;
    this.roster = roster;
    this.planner = planner;
    this.course = course;
    this.settings = settings;
    this.time = time;
    this.random = random;
    this.probe = probe;
  }

  Task submit(Submission submission, SubmitOptions options, SubmitProbe told) {
    for (; ; ) {
      TaskId id = TaskId.random(random);
      CountDownLatch done = new CountDownLatch(1);
      if (underWay.putIfAbsent(id, done) != null) {
        continue;
      }
      NewTask task = new NewTask(id, submission, options, told);
      try {
        Optional<Task> answer = task.submit();
        if (answer.isPresent()) {
          return answer.get();
        }
      } finally {
        underWay.remove(id, done);
        done.countDown();
      }
      if (task.holder.isPresent()) {
        told.recorded(task.holder.get().id());
        return join(task.holder.get(), submission, options);
      }
    }
  }

  /** Another call submits, or has submitted, the same: its answer is this one's answer. */
  private Task join(TaskRecord holder, Submission submission, SubmitOptions options) {
    TaskId id = holder.id();
    if (!holder.digest().equals(Ledger.digest(submission, options))) {
      throw Asked.refused(
          id,
          "REFERENCE_REUSED",
          "reference: taken by task " + id + ", which asks for something else");
    }
    long deadline = time.nanoTime() + settings.submitDeadline().toNanos();
    try {
      CountDownLatch here = underWay.get(id);
      if (here != null) {
        here.await();
      }
      Task task = current(id);
      while (!Replies.isDecided(task) && time.nanoTime() - deadline < 0) {
        time.sleep(JOIN_STEP);
        task = current(id);
      }
      return Replies.of(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknownException(
          id, "task " + id + " is being submitted by another call, which goes on");
    }
  }

  private Task current(TaskId id) {
    return journal.find(id).map(TaskRecord::task).orElseThrow(() -> new TaskNotFoundException(id));
  }

  /** What is to be sent, and how far it has come. */
  private record Planned(Course.Order order, Course.Stage stage) {}

  /** One submission under one id, on the thread of its caller. */
  private final class NewTask {

    private final TaskId id;
    private final Submission submission;
    private final SubmitOptions options;
    private final SubmitProbe told;
    private final Step claim;
    private Optional<TaskRecord> holder = Optional.empty();
    private boolean claimed;
    private long start;

    NewTask(TaskId id, Submission submission, SubmitOptions options, SubmitProbe told) {
      this.id = id;
      this.submission = submission;
      this.options = options;
      this.told = noting().and(told);
      this.claim = Ledger.claimed(id, submission, options, time.now());
    }

    /** Told at once, as no stage can be: what comes after the claim may throw. */
    private SubmitProbe noting() {
      return new SubmitProbe() {
        @Override
        public void recorded(TaskId recorded) {
          claimed = true;
        }
      };
    }

    /** Empty: nothing was recorded, since its id or its reference is taken. */
    Optional<Task> submit() {
      if (options.reference().isPresent() && !claim()) {
        return Optional.empty();
      }
      start = time.nanoTime();
      TaskLog.asked(id, submission);
      try {
        Optional<Planned> first = claimed ? Optional.empty() : sendFirst();
        return claimed || claim()
            ? Optional.of(finish(first.orElseGet(this::plan)))
            : Optional.empty();
      } catch (SubmissionRefusedException e) {
        Failure failure = Replies.failure(e);
        journal.change(id, (record, now) -> Ledger.failed(record, failure, now));
        throw e;
      } finally {
        if (claimed) {
          answered(Duration.ofNanos(time.nanoTime() - start));
        }
        TaskLog.answered();
      }
    }

    /** By itself. */
    private boolean claim() {
      Claim made = journal.claim(claim, List.of());
      holder = made.holder();
      if (made instanceof Claim.Made) {
        told.recorded(id);
      }
      return claimed;
    }

    private Planned plan() {
      Asked asked = planner.asked(id, submission, options);
      Course.Order order = Course.Order.of(id, asked, options, told);
      return new Planned(order, course.begin(order, planner.decide(asked, options)));
    }

    /** Empty where planning refuses it, which it does again once it is claimed. */
    private Optional<Planned> sendFirst() {
      Planned planned;
      try {
        planned = plan();
      } catch (SubmissionRefusedException e) {
        return Optional.empty();
      }
      Course.Stage sent = course.sendFirst(planned.order(), claim, planned.stage(), start);
      return Optional.of(new Planned(planned.order(), sent));
    }

    private Task finish(Planned planned) {
      Optional<Course.Stage> ended = course.run(planned.order(), planned.stage(), start);
      return ended.isEmpty()
          ? Replies.of(current(id))
          : answerOf(planned.order().asked(), ended.get());
    }

    private void answered(Duration took) {
      try {
        recalled()
            .ifPresent(
                task -> {
                  TaskLog.submitted(task, took);
                  probe.submitted(task, took);
                });
      } catch (RuntimeException e) {
        LOG.warn("task {}: not readable: {}", id, e.toString());
      }
    }

    private Task answerOf(Asked asked, Course.Stage ended) {
      NextStep last = ended.failover().next();
      if (last instanceof NextStep.Refused refused) {
        throw Replies.refused(id, refused.candidate(), refused.outcome());
      }
      if (last instanceof NextStep.NoRoute none) {
        // What the answers have changed decides when it is worth asking again.
        Optional<Duration> retry = planner.plan(asked, options).retryAfter();
        return nobodyTookIt(ended.plan(), retry, Replies.why(none.end(), settings));
      }
      // The store is not asked again: what it might say, or fail to, would hide what was bought.
      return Replies.of(ended.last().orElseThrow());
    }

    private Task nobodyTookIt(RoutePlan plan, Optional<Duration> retry, String stopped) {
      Task task = current(id);
      if (Replies.isDecided(task) || task.attempts().stream().anyMatch(a -> a.charge().isSpent())) {
        return Replies.of(task);
      }
      String message = Replies.noRoute(task, plan, retry, roster.disabled(), stopped);
      Failure failure = new Failure(FailureReason.REFUSED, Failure.Fault.HOST, message);
      journal.change(id, (record, now) -> Ledger.unroutable(record, plan.decision(), failure, now));
      throw Replies.noRoute(current(id), message, plan, retry);
    }

    /** As it was recorded here just now. */
    private Optional<Task> recalled() {
      return journal.recall(id).map(TaskRecord::task);
    }
  }
}
