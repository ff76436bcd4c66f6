package io.mjrouter.route;

import io.mjrouter.spi.SubmitOutcome;
import java.util.Optional;

/** What to do with a submission now. */
public sealed interface NextStep {

  /**
   * Send it there.
   *
   * @param number which attempt this is, from 1
   * @param retries whether it follows a failure, at a host, of which a storm could be made
   */
  record Try(Candidate candidate, int number, boolean retries) implements NextStep {}

  /** A host took it. */
  record Taken(Candidate candidate, SubmitOutcome.Accepted outcome) implements NextStep {}

  /** A host refused it, as every host would. */
  record Refused(Candidate candidate, SubmitOutcome.Rejected outcome) implements NextStep {}

  /** It may have been taken, and nothing more is tried: what came of it must be found out. */
  record Held(Candidate candidate, SubmitOutcome.Unknown outcome) implements NextStep {}

  /**
   * Nobody took it, and nothing was bought.
   *
   * @param last what the last host said; empty when none was asked
   */
  record NoRoute(End end, Optional<SubmitOutcome> last) implements NextStep {}

  /** Why nothing more is tried. */
  enum End {
    /** No candidate is left. */
    NO_CANDIDATE,
    /** As many attempts were made as one submission may make. */
    ATTEMPTS_USED_UP,
    /** The time for all attempts together is over. */
    OUT_OF_TIME,
    /** Too much failed in the last minute to try again. */
    OUT_OF_BUDGET,
    /** The thread that tried was interrupted. */
    INTERRUPTED
  }
}
