package io.mjrouter.submit;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.StoreException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.SubmitProbe;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Answer;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.NextStep;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.store.Claim;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a submission to a host: claim, plan, and one attempt after the other until a host took it.
 *
 * <p>After an attempt that may have been taken, nobody else is asked, unless the caller chose so.
 * Safe for use by many threads; blocks the caller's.
 */
public final class Submitter {

  private static final Logger LOG = LoggerFactory.getLogger(Submitter.class);
  private static final Duration JOIN_STEP = Duration.ofMillis(500);

  private final Journal journal;
  private final Roster roster;
  private final RoutingSettings settings;
  private final TimeSource time;
  private final RandomGenerator random;
  private final MjProbe probe;
  private final Planner planner;
  private final Outcomes outcomes;
  private final Course course;
  private final Windows windows;
  private final AtomicInteger running = new AtomicInteger();
  private final ConcurrentMap<TaskId, CountDownLatch> underWay = new ConcurrentHashMap<>();

  /**
   * A submitter.
   *
   * @param hooks where hosts call back
   * @param policies the caller's own, by name; they go before ours of the same name
   */
  public Submitter(
      Journal journal,
      Roster roster,
      Board board,
      HookAddresses hooks,
      RoutingSettings settings,
      Map<String, RoutingPolicy> policies,
      TimeSource time,
      RandomGenerator random,
      MjProbe probe) {
    this.journal = journal;
    this.roster = roster;
    this.settings = settings;
    this.time = time;
    this.random = random;
    this.probe = probe;
    this.planner = new Planner(journal, roster, board, settings, policies, time, random, probe);
    this.outcomes = new Outcomes(journal, time);
    Sender sender =
        new Sender(journal, roster, board, hooks, outcomes, settings.submitDeadline(), time);
    this.course = new Course(planner, sender, settings, time);
    this.windows =
        new Windows(journal, roster, planner, sender, settings.submitDeadline(), time, probe);
  }

  /**
   * Hands a submission to the best host that takes it and returns the recorded task.
   *
   * @throws SubmissionRefusedException when every host would refuse it
   * @throws NoRouteException when no host took it
   * @throws OutcomeUnknownException when nobody can tell whether a host took it
   * @throws StoreException when it could not be recorded, and so was not sent
   */
  public Task submit(Submission submission, SubmitOptions options) {
    return submit(submission, options, submitting(submission));
  }

  /** What follows a submission that is handed over on this thread, and done on this or another. */
  public SubmitProbe submitting(Submission submission) {
    return probe.submitting(submission);
  }

  /**
   * The same as {@link #submit(Submission, SubmitOptions)}.
   *
   * @param told is told how it goes, {@link #submitting} included
   */
  public Task submit(Submission submission, SubmitOptions options, SubmitProbe told) {
    told.begun();
    running.incrementAndGet();
    Optional<Throwable> failure = Optional.empty();
    try {
      planner.check(options);
      return submission.kind() == SubmissionKind.ANSWER
          ? windows.answer((Answer) submission, options, told)
          : claim(submission, options, told);
    } catch (Throwable e) {
      failure = Optional.of(e);
      throw e;
    } finally {
      running.decrementAndGet();
      told.ended(failure);
    }
  }

  private Task claim(Submission submission, SubmitOptions options, SubmitProbe told) {
    for (; ; ) {
      TaskId id = TaskId.random(random);
      CountDownLatch done = new CountDownLatch(1);
      if (underWay.putIfAbsent(id, done) != null) {
        continue;
      }
      Claim claim;
      try {
        claim = journal.claim(Ledger.claimed(id, submission, options, time.now()), List.of());
        if (claim instanceof Claim.Made) {
          told.recorded(id);
          return drive(id, submission, options, told);
        }
      } finally {
        underWay.remove(id, done);
        done.countDown();
      }
      if (claim.holder().isPresent()) {
        told.recorded(claim.holder().get().id());
        return join(claim.holder().get(), submission, options);
      }
    }
  }

  /**
   * What can be said against options, whatever they are for.
   *
   * @throws IllegalArgumentException when they name a policy that is not there
   */
  public void check(SubmitOptions options) {
    planner.check(options);
  }

  /** The names of every policy that can be asked for. */
  public Collection<String> policies() {
    return planner.policies();
  }

  /**
   * What tries tasks that died once more, counted among those under way here.
   *
   * @param executor sends them
   */
  public Resubmitter resubmitter(Executor executor) {
    return new Resubmitter(journal, planner, course, settings, time, probe, running, executor);
  }

  /** How many submissions are under way. */
  public int underWay() {
    return running.get();
  }

  /** Records what providers answered while the store was away. */
  public void recordLate() {
    outcomes.recordLate();
  }

  /** What a submission would be routed to; nothing is recorded or sent. */
  public RoutePlan plan(Submission submission, SubmitOptions options) {
    planner.check(options);
    return planner.plan(planner.asked(TaskId.random(random), submission, options), options);
  }

  private Task drive(TaskId id, Submission submission, SubmitOptions options, SubmitProbe told) {
    long start = time.nanoTime();
    TaskLog.asked(id, submission);
    try {
      Asked asked = planner.asked(id, submission, options);
      RoutePlan plan = planner.decide(asked, options);
      Optional<Course.Ended> ended =
          course.run(Course.Order.of(id, asked, options, told), plan, start);
      return ended.isEmpty() ? Replies.of(current(id)) : answerOf(id, asked, ended.get(), options);
    } catch (SubmissionRefusedException e) {
      refuse(id, Replies.failure(e));
      throw e;
    } finally {
      answered(id, Duration.ofNanos(time.nanoTime() - start));
      TaskLog.answered();
    }
  }

  private void answered(TaskId id, Duration took) {
    try {
      journal
          .recall(id)
          .map(TaskRecord::task)
          .ifPresent(
              task -> {
                TaskLog.submitted(task, took);
                probe.submitted(task, took);
              });
    } catch (StoreException e) {
      LOG.warn("task {}: not readable: {}", id, e.getMessage());
    }
  }

  private Task answerOf(TaskId id, Asked asked, Course.Ended ended, SubmitOptions options) {
    if (ended.last() instanceof NextStep.Refused refused) {
      throw Replies.refused(id, refused.candidate(), refused.outcome());
    }
    if (ended.last() instanceof NextStep.NoRoute none) {
      // What the answers have changed decides when it is worth asking again.
      Optional<Duration> retry = planner.plan(asked, options).retryAfter();
      return nobodyTookIt(id, ended.plan(), retry, Replies.why(none.end(), settings));
    }
    return ended.unrecorded().orElseGet(() -> Replies.of(recorded(id)));
  }

  private Task nobodyTookIt(TaskId id, RoutePlan plan, Optional<Duration> retry, String stopped) {
    Task task = current(id);
    if (Replies.isDecided(task) || task.attempts().stream().anyMatch(a -> a.charge().isSpent())) {
      return Replies.of(task);
    }
    String message = Replies.noRoute(task, plan, retry, roster.disabled(), stopped);
    Failure failure = new Failure(FailureReason.REFUSED, Failure.Fault.HOST, message);
    journal.change(id, (record, now) -> Ledger.unroutable(record, plan.decision(), failure, now));
    throw Replies.noRoute(current(id), message, plan, retry);
  }

  private void refuse(TaskId id, Failure failure) {
    journal.change(id, (record, now) -> Ledger.failed(record, failure, now));
  }

  private Task current(TaskId id) {
    return journal.find(id).map(TaskRecord::task).orElseThrow(() -> new TaskNotFoundException(id));
  }

  /** As it was recorded here just now. */
  private Task recorded(TaskId id) {
    return journal
        .recall(id)
        .map(TaskRecord::task)
        .orElseThrow(() -> new TaskNotFoundException(id));
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
}
