package io.mjrouter.submit;

import static java.util.Objects.requireNonNull;

import io.mjrouter.event.MjProbe;
import io.mjrouter.ledger.Token;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.Admission;
import io.mjrouter.route.Demand;
import io.mjrouter.route.NextStep;
import io.mjrouter.route.Policy;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works out what is asked, makes the plan for it on what is known now, and admits its attempts. */
final class Planner {

  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

  private final Journal journal;
  private final Roster roster;
  private final Board board;
  private final RoutingSettings settings;
  private final Map<String, RoutingPolicy> policies;
  private final TimeSource time;
  private final RandomGenerator random;
  private final MjProbe probe;

  Planner(
      Journal journal,
      Roster roster,
      Board board,
      RoutingSettings settings,
      Map<String, RoutingPolicy> policies,
      TimeSource time,
      RandomGenerator random,
      MjProbe probe) {
    this.journal = journal;
    this.roster = roster;
    this.board = board;
    this.settings = settings;
    this.policies = Map.copyOf(policies);
    this.time = time;
    this.random = random;
    this.probe = probe;
  }

  Collection<String> policies() {
    return Policy.names(policies.keySet());
  }

  /** Refuses a policy that nobody knows. */
  void check(SubmitOptions options) {
    options
        .policy()
        .filter(name -> !policies.containsKey(name) && Policy.parse(name).isEmpty())
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "policy: "
                      + name
                      + " (expected: one of "
                      + Policy.names(policies.keySet())
                      + ")");
            });
  }

  Asked asked(TaskId id, Submission submission, SubmitOptions options) {
    Optional<Task> parent =
        submission
            .parent()
            .flatMap(journal::find)
            .map(TaskRecord::task)
            .filter(task -> task.isFor(options.caller()));
    return Asked.of(id, submission, options, parent, settings, roster);
  }

  /** The plan for a submission that is about to be sent. */
  RoutePlan decide(Asked asked, SubmitOptions options) {
    long start = time.nanoTime();
    RoutePlan plan = plan(asked, options);
    probe.decided(Duration.ofNanos(time.nanoTime() - start));
    return plan;
  }

  /** The plan as it would be now. */
  RoutePlan plan(Asked asked, SubmitOptions options) {
    String name = options.policy().orElse(settings.policy());
    RoutingPolicy own = policies.get(name);
    return board.plan(
        asked.demand(), own != null ? safe(name, own) : Policy.parse(name).orElseThrow());
  }

  /** What fails in somebody's own policy buys nothing, and does not leave a task undecided. */
  private static RoutingPolicy safe(String name, RoutingPolicy own) {
    return (demand, candidates, random) -> {
      try {
        return requireNonNull(own.rank(demand, candidates, random), "ranked");
      } catch (Exception | LinkageError | VirtualMachineError e) {
        LOG.error("policy {} failed, and so wants no route", name, e);
        return List.of();
      }
    };
  }

  /**
   * Takes all that the next attempt needs, or nothing.
   *
   * @param id whose attempt it is
   * @param start when the submission came, on the monotonic clock: its deadline runs from there
   */
  Admission admit(TaskId id, Asked asked, RoutePlan plan, NextStep.Try step, long start) {
    Duration gone = Duration.ofNanos(time.nanoTime() - start);
    Demand left =
        asked.demand().withDeadline(asked.demand().deadline().map(whole -> whole.minus(gone)));
    return board.admit(
        left, step.candidate().route(), plan.leastBad(), step.retries(), Token.of(id, random));
  }
}
