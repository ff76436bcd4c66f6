package io.mjrouter.store;

import io.mjrouter.model.SpendCap;
import java.util.Optional;

/**
 * What came of {@linkplain TaskStore#claim claiming} a task. All but {@link Made} changed nothing.
 */
public sealed interface Claim {

  /** It is recorded as it was given, its money moved. */
  record Made() implements Claim {}

  /** Another task has this id: draw another. */
  record IdTaken() implements Claim {}

  /**
   * Another task has this reference.
   *
   * @param by that one
   */
  record ReferenceTaken(TaskRecord by) implements Claim {}

  /** A reservation would pass a cap. */
  record CapReached(SpendCap cap) implements Claim {}

  /** The task that holds the reference; empty where none stands in the way. */
  default Optional<TaskRecord> holder() {
    return this instanceof ReferenceTaken taken ? Optional.of(taken.by()) : Optional.empty();
  }
}
