package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of one attempt to submit.
 *
 * <p>The four cases decide what may be done next: after {@link NotSent}, and after {@link Rejected}
 * where it says so, another provider may be asked; after {@link Unknown} nobody may be, since the
 * submission may have been taken and billed.
 */
public sealed interface SubmitOutcome {

  /** Hands this outcome to the method for its case. */
  <R> R accept(Visitor<R> visitor);

  /** One line for a person, without secrets. */
  String message();

  /** One method for each case. */
  interface Visitor<R> {
    R accepted(Accepted accepted);

    R rejected(Rejected rejected);

    R notSent(NotSent notSent);

    R unknown(Unknown unknown);
  }

  /** In what state a host took a submission. */
  enum Acceptance {
    STARTED,
    QUEUED,
    /** The host had an equal task already and named that one. */
    EXISTED,
    /** A window waits to be answered. */
    NEEDS_MODAL,
    /** Existed or needs a modal; the task's status decides. */
    UNCLEAR
  }

  /**
   * The host took it.
   *
   * @param how in what state
   * @param hostTaskId the host's id; empty exactly for an upload, which makes no task
   * @param uploaded the links of an upload; empty for anything else
   * @param queue how many stand before it, where the host says
   * @param finalPrompt the text to prefill a window with; empty where there is none
   * @param message the host's words
   */
  record Accepted(
      Acceptance how,
      String hostTaskId,
      List<URI> uploaded,
      OptionalInt queue,
      String finalPrompt,
      String message)
      implements SubmitOutcome {

    public Accepted {
      requireNonNull(how, "how");
      uploaded = List.copyOf(uploaded);
      requireNonNull(queue, "queue");
      requireNonNull(finalPrompt, "finalPrompt");
      requireNonNull(message, "message");
      if (hostTaskId.isBlank() == uploaded.isEmpty()) {
        throw new IllegalArgumentException("accepted: needs a host task id or uploaded links");
      }
    }

    public static Accepted of(Acceptance how, String hostTaskId) {
      return new Accepted(how, hostTaskId, List.of(), OptionalInt.empty(), "", "");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.accepted(this);
    }
  }

  /**
   * The host certainly did not take it.
   *
   * @param reason why
   * @param mayMove whether another provider may be asked
   * @param message the host's words, or ours
   * @param retryAfter when the host wants to be asked again; already clamped
   * @param bannedWord the word that a prompt was refused for, where the host names it
   */
  record Rejected(
      RejectReason reason,
      boolean mayMove,
      String message,
      Optional<Duration> retryAfter,
      Optional<String> bannedWord)
      implements SubmitOutcome {

    public Rejected {
      requireNonNull(reason, "reason");
      requireNonNull(message, "message");
      requireNonNull(retryAfter, "retryAfter");
      requireNonNull(bannedWord, "bannedWord");
    }

    public static Rejected of(RejectReason reason, String message) {
      return new Rejected(reason, reason.mayMove(), message, Optional.empty(), Optional.empty());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rejected(this);
    }
  }

  /** No byte of the body left. */
  record NotSent(NotSentReason reason, String message) implements SubmitOutcome {

    public NotSent {
      requireNonNull(reason, "reason");
      requireNonNull(message, "message");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.notSent(this);
    }
  }

  /** It may have been taken and billed. */
  record Unknown(UnknownReason reason, String message) implements SubmitOutcome {

    public Unknown {
      requireNonNull(reason, "reason");
      requireNonNull(message, "message");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unknown(this);
    }
  }
}
