package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What came of claiming an id and a reference.
 *
 * @param result whether the task is recorded
 * @param holder the task that holds the reference; present exactly when it is taken
 */
public record Claim(Result result, Optional<TaskRecord> holder) {

  /** Whether a task is recorded. */
  public enum Result {
    MADE,
    /** Another task has this id: draw another. */
    ID_TAKEN,
    REFERENCE_TAKEN
  }

  public Claim {
    requireNonNull(result, "result");
    if (holder.isPresent() != (result == Result.REFERENCE_TAKEN)) {
      throw new IllegalArgumentException("holder: expected exactly for a reference taken");
    }
  }

  public static Claim made() {
    return new Claim(Result.MADE, Optional.empty());
  }

  public static Claim idTaken() {
    return new Claim(Result.ID_TAKEN, Optional.empty());
  }

  public static Claim referenceTaken(TaskRecord holder) {
    return new Claim(Result.REFERENCE_TAKEN, Optional.of(holder));
  }
}
