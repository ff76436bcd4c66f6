package io.mjrouter.store;

import io.mjrouter.model.SpendCap;
import java.util.Optional;

/** What came of a {@link Write}. All but {@link Stored} changed nothing. */
public sealed interface Written {

  /**
   * It is stored, its money moved.
   *
   * @param record as it is stored, with its new version
   */
  record Stored(TaskRecord record) implements Written {}

  /** The stored record has another version, or is gone: look again. */
  record Conflict() implements Written {}

  /** The lease has passed to another node. */
  record Fenced() implements Written {}

  /** A reservation would pass a cap. */
  record CapReached(SpendCap cap) implements Written {}

  /** The record as it is stored; empty when it is not. */
  default Optional<TaskRecord> stored() {
    return this instanceof Stored stored ? Optional.of(stored.record()) : Optional.empty();
  }
}
