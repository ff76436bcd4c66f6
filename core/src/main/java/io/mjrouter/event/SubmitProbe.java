package io.mjrouter.event;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.SubmitOutcome;
import java.util.Optional;

/**
 * Is told how one submission goes, from its hand-over to its answer: for traces. Override what is
 * of interest.
 *
 * <p>All of it is told on the one thread that does the work, which need not be the one that handed
 * the submission over, and in order; {@link #ended} is told exactly once. It must not wait.
 */
public interface SubmitProbe {

  /** Follows nothing. */
  SubmitProbe NONE = new SubmitProbe() {};

  /** What this thread does from here to {@link #ended} is part of the submission. */
  default void begun() {}

  /** It is recorded under this id, or was before, by another call under the same reference. */
  default void recorded(TaskId id) {}

  /** A provider is about to be asked; what this thread does until it answered is part of that. */
  default void attempting(Attempt attempt) {}

  /** The provider answered; that is not recorded yet. */
  default void attempted(Attempt attempt, SubmitOutcome outcome) {}

  /**
   * It was answered.
   *
   * @param failure what its caller is told, where that is not a task
   */
  default void ended(Optional<Throwable> failure) {}

  /** Tells this one, then another. */
  default SubmitProbe and(SubmitProbe then) {
    if (this == NONE || then == NONE) {
      return this == NONE ? then : this;
    }
    SubmitRelay both =
        what -> {
          what.accept(this);
          what.accept(then);
        };
    return both;
  }
}
