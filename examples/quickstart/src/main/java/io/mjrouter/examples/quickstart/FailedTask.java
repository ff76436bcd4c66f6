package io.mjrouter.examples.quickstart;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Task;

/** Says what became of a task that a host took and did not finish. */
final class FailedTask {

  private FailedTask() {}

  static QuickstartException of(Task task, Purchase purchase) {
    Failure failure = task.failure().orElseThrow();
    boolean refunded =
        !task.attempts().isEmpty()
            && task.attempts().stream().allMatch(a -> a.charge() == ChargeState.REFUNDED);
    ExitCode exitCode =
        failure.reason() == FailureReason.UNKNOWN_OUTCOME
            ? ExitCode.MAYBE_BOUGHT
            : purchase.exitCode();
    return new QuickstartException(
        exitCode,
        FailureLine.sentence(what(failure))
            + " "
            + purchase.sentence()
            + (refunded ? " The host gives the money back for failures." : "")
            + " "
            + advice(failure));
  }

  private static String what(Failure failure) {
    String detail = failure.detail().isBlank() ? "" : ": " + failure.detail();
    return switch (failure.reason()) {
          case HOST_SAID_SO -> "The host failed to draw it";
          case REFUSED -> "No host took it";
          case STALLED -> "The host began and then stood still";
          case TIMED_OUT -> "The host did not finish in time";
          case LOST_BY_HOST -> "The host no longer knows the task";
          case UNKNOWN_OUTCOME -> "Nobody could find out whether the host took it";
          case ORIGIN_UNAVAILABLE -> "The host that has it is not configured";
          case CANCELLED -> "It was cancelled";
          case NO_IMAGE -> "The host reports success and delivers no picture";
          case MISMATCHED -> "The host answered with another task";
        }
        + detail;
  }

  private static String advice(Failure failure) {
    return switch (failure.fault()) {
      case CONTENT -> "Change the prompt: it offends the rules.";
      case PARAMETERS -> "Change the prompt: a parameter is wrong.";
      case HOST, UNSTATED -> "Asking again buys again; the host's support knows that id.";
    };
  }
}
