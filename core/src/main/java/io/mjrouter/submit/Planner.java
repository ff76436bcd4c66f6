package io.mjrouter.submit;

import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.route.Policy;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.store.TaskRecord;
import java.util.Optional;

/** Works out what is asked, and makes the plan for it, on what is known now. */
final class Planner {

  private final Journal journal;
  private final Roster roster;
  private final RoutingSettings settings;

  Planner(Journal journal, Roster roster, RoutingSettings settings) {
    this.journal = journal;
    this.roster = roster;
    this.settings = settings;
  }

  /** Refuses what this version cannot honour, rather than ignore it. */
  static void check(SubmitOptions options) {
    options
        .policy()
        .filter(name -> Policy.parse(name).isEmpty())
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "policy: " + name + " (expected: cheapest or priority)");
            });
    if (options.deadline().isPresent()) {
      throw new IllegalArgumentException(
          "deadline: nothing is known of how long routes take (expected: none)");
    }
  }

  Asked asked(TaskId id, Submission submission, SubmitOptions options) {
    Optional<Task> parent = submission.parent().flatMap(journal::find).map(TaskRecord::task);
    return Asked.of(id, submission, options, parent, settings, roster);
  }

  RoutePlan plan(Asked asked, SubmitOptions options) {
    Policy policy = Policy.parse(options.policy().orElse(settings.policy())).orElseThrow();
    return RoutePlan.of(asked.demand(), roster.offers(), roster.disabled(), policy);
  }
}
