package io.mjrouter.provider.simulator;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Submission;
import java.time.Instant;

/**
 * A submission that a simulated host took and billed: what is true, whatever its caller heard of
 * it.
 *
 * @param hostTaskId the host's id of the task; empty for an upload, which makes none
 * @param state the state that was sent along: the caller's mark
 * @param submission what was asked
 * @param mode the mode it is drawn in
 * @param price what was billed for it; may be nothing, as for opening a window
 * @param refunded whether the money went back
 * @param at when it was taken
 */
public record PaidSubmission(
    String hostTaskId,
    String state,
    Submission submission,
    Mode mode,
    Money price,
    boolean refunded,
    Instant at) {

  /** What it was billed as. */
  public Action action() {
    return submission.action();
  }

  PaidSubmission withRefund() {
    return new PaidSubmission(hostTaskId, state, submission, mode, price, true, at);
  }

  /** What was billed, without prompt, pictures or mark. */
  @Override
  public String toString() {
    return "PaidSubmission[" + hostTaskId + ", " + action() + ", " + mode + ", " + price + "]";
  }
}
