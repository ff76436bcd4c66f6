package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Why a task failed, and whose doing it was.
 *
 * @param reason what happened
 * @param fault whose doing it was
 * @param detail one line for a person: the host's own words where it gave any
 * @param refusal the typed reason's name of a refusal, such as {@code BANNED_PROMPT}; else empty
 * @param bannedWord the word that a prompt was refused for, where the host names it
 */
public record Failure(
    FailureReason reason, Fault fault, String detail, String refusal, Optional<String> bannedWord) {

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
    requireNonNull(refusal, "refusal");
    requireNonNull(bannedWord, "bannedWord");
  }

  /** A failure that is no typed refusal. */
  public Failure(FailureReason reason, Fault fault, String detail) {
    this(reason, fault, detail, "", Optional.empty());
  }

  /** Whether the caller's own input was at fault. */
  public boolean isCallers() {
    return fault == Fault.CONTENT || fault == Fault.PARAMETERS;
  }
}
