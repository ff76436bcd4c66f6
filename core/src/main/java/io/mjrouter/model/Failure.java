package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

/**
 * Why a task failed, and whose doing it was.
 *
 * @param reason what happened
 * @param fault whose doing it was
 * @param detail one line for a person: the host's own words where it gave any
 */
public record Failure(FailureReason reason, Fault fault, String detail) {

  /** Whose doing a failure was. */
  public enum Fault {
    /** The prompt or a picture offends the rules. */
    CONTENT,
    /** A parameter of the prompt is wrong. */
    PARAMETERS,
    /** Anything that another try, later or elsewhere, might not meet. */
    HOST,
    /** Nobody can say. */
    UNSTATED
  }

  public Failure {
    requireNonNull(reason, "reason");
    requireNonNull(fault, "fault");
    requireNonNull(detail, "detail");
  }

  /** Whether the caller's own input was at fault. */
  public boolean isCallers() {
    return fault == Fault.CONTENT || fault == Fault.PARAMETERS;
  }
}
