package io.mjrouter.submit;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.route.Candidate;
import io.mjrouter.route.NextStep;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a caller is told of a submission that has been decided. */
final class Replies {

  private Replies() {}

  /** Whether nothing is under way any more: some host has it, none has, or nobody knows. */
  static boolean isDecided(Task task) {
    return task.status() != TaskStatus.PENDING
        || (has(task, Attempt.State.UNKNOWN) && !has(task, Attempt.State.INTENT));
  }

  private static boolean has(Task task, Attempt.State state) {
    return task.attempts().stream().anyMatch(attempt -> attempt.state() == state);
  }

  /** The task, or the same failure that whoever submitted it was told. */
  static Task of(Task task) {
    if (task.failure().filter(f -> f.reason() == FailureReason.REFUSED).isPresent()) {
      String detail = task.failure().get().detail();
      if (!task.failure().get().isCallers()) {
        throw new NoRouteException(
            task.id(), detail, task.attempts(), task.decision(), Optional.empty());
      }
      throw refusedBefore(task.id(), task.failure().get());
    }
    boolean givenUp =
        task.failure().filter(f -> f.reason() == FailureReason.UNKNOWN_OUTCOME).isPresent();
    if (task.status() == TaskStatus.PENDING || givenUp) {
      throw unknown(task);
    }
    return task;
  }

  private static SubmissionRefusedException refusedBefore(TaskId id, Failure failure) {
    String reason = failure.refusal().isEmpty() ? "REFUSED" : failure.refusal();
    String message =
        "task "
            + id
            + ": was refused, as every host would; nothing was bought; "
            + reason
            + (failure.detail().isBlank() ? "" : ": " + failure.detail());
    return new SubmissionRefusedException(
        id, reason, message, failure.detail(), failure.bannedWord());
  }

  /** The failure of a submission that was refused as every host would. */
  static Failure failure(SubmissionRefusedException refused) {
    Failure.Fault fault =
        refused.reason().equals(RejectReason.BANNED_PROMPT.name())
            ? Failure.Fault.CONTENT
            : Failure.Fault.PARAMETERS;
    return new Failure(
        FailureReason.REFUSED, fault, refused.detail(), refused.reason(), refused.bannedWord());
  }

  static OutcomeUnknownException unknown(Task task) {
    String where =
        task.attempts().stream()
            .filter(a -> a.state() == Attempt.State.UNKNOWN || a.state() == Attempt.State.INTENT)
            .map(Replies::line)
            .collect(Collectors.joining("; "));
    return new OutcomeUnknownException(
        task.id(),
        "task "
            + task.id()
            + ": nobody can tell whether a host took it ("
            + where
            + "); it may have been paid for, is kept, and is not sent again");
  }

  static SubmissionRefusedException refused(
      TaskId id, Candidate candidate, SubmitOutcome.Rejected rejected) {
    return new SubmissionRefusedException(
        id,
        rejected.reason().name(),
        "task "
            + id
            + ": "
            + candidate.route()
            + " refused it, as every host would; nothing was bought; "
            + rejected.reason()
            + (rejected.message().isBlank() ? "" : ": " + rejected.message().trim()),
        rejected.message().trim(),
        rejected.bannedWord());
  }

  /** Why nothing more was tried; empty when nothing was left to try. */
  static String why(NextStep.End end, RoutingSettings settings) {
    return switch (end) {
      case NO_CANDIDATE -> "";
      case ATTEMPTS_USED_UP -> "after " + settings.attempts() + " attempts";
      case OUT_OF_TIME -> "after " + settings.submitDeadline().toSeconds() + " s";
      case INTERRUPTED -> "interrupted";
      case OUT_OF_BUDGET -> "too much failed in the last minute to try more";
    };
  }

  static NoRouteException noRoute(
      Task task, String message, RoutePlan plan, Optional<Duration> retry) {
    return new NoRouteException(
        task.id(), message, task.attempts(), Optional.of(plan.decision()), retry);
  }

  /** Why no route was left: what each answered, and why the others were not asked. */
  static String noRoute(
      Task task,
      RoutePlan plan,
      Optional<Duration> retry,
      List<ProviderId> disabled,
      String stopped) {
    String answered = task.attempts().stream().map(Replies::line).collect(Collectors.joining("; "));
    String others =
        Stream.concat(
                notAsked(task, plan), disabled.stream().map(id -> id + " " + RouteReason.DISABLED))
            .collect(Collectors.joining(", "));
    return "task "
        + task.id()
        + ": no provider took it, nothing was bought"
        + (stopped.isEmpty() ? "" : " (" + stopped + ")")
        + (answered.isEmpty() ? "" : "; answered: " + answered)
        + (others.isEmpty() ? "" : "; not asked: " + others)
        + retry
            .map(wait -> "; the first may take it in " + Math.max(1, wait.toSeconds()) + " s")
            .orElse("");
  }

  /** A provider whose routes all have one reason is named once. */
  private static Stream<String> notAsked(Task task, RoutePlan plan) {
    Map<ProviderId, List<Decision.Entry>> byProvider =
        plan.decision().entries().stream()
            .collect(
                Collectors.groupingBy(
                    e -> e.route().provider(), LinkedHashMap::new, Collectors.toList()));
    return byProvider.entrySet().stream()
        .flatMap(
            each -> {
              List<Decision.Entry> all = each.getValue();
              boolean one = all.stream().map(Decision.Entry::reason).distinct().count() == 1;
              return one && !all.get(0).reason().isAdmitted()
                  ? Stream.of(each.getKey() + " " + all.get(0).reason())
                  : all.stream().filter(e -> !isAsked(task, e)).map(Replies::line);
            });
  }

  private static boolean isAsked(Task task, Decision.Entry entry) {
    return entry.reason().isAdmitted()
        && task.attempts().stream().anyMatch(a -> a.route().equals(entry.route()));
  }

  private static String line(Decision.Entry entry) {
    return entry.route() + " " + (entry.reason().isAdmitted() ? "NOT_REACHED" : entry.reason());
  }

  private static String line(Attempt attempt) {
    String state = attempt.reason().isEmpty() ? attempt.state().name() : attempt.reason();
    return attempt.route()
        + " "
        + state
        + (attempt.detail().isBlank() ? "" : ": " + attempt.detail().trim());
  }
}
