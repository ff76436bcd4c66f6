package io.mjrouter.submit;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.StoreException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.SubmitProbe;
import io.mjrouter.model.Answer;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.route.RoutingSettings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Gets a submission to a host: claim, plan, and one attempt after the other until a host took it.
 *
 * <p>After an attempt that may have been taken, nobody else is asked, unless the caller chose so.
 * Safe for use by many threads; blocks the caller's.
 */
public final class Submitter {

  private final Journal journal;
  private final RoutingSettings settings;
  private final TimeSource time;
  private final RandomGenerator random;
  private final MjProbe probe;
  private final Planner planner;
  private final Outcomes outcomes;
  private final Course course;
  private final NewTasks newTasks;
  private final Windows windows;
  private final AtomicInteger running = new AtomicInteger();

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
    this.settings = settings;
    this.time = time;
    this.random = random;
    this.probe = probe;
    this.planner = new Planner(journal, roster, board, settings, policies, time, random, probe);
    this.outcomes = new Outcomes(journal, time);
    Sender sender =
        new Sender(journal, roster, board, hooks, outcomes, settings.submitDeadline(), time);
    this.course = new Course(planner, sender, settings, time);
    this.newTasks = new NewTasks(journal, roster, planner, course, settings, time, random, probe);
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
          : newTasks.submit(submission, options, told);
    } catch (Throwable e) {
      failure = Optional.of(e);
      throw e;
    } finally {
      running.decrementAndGet();
      told.ended(failure);
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
}
