package io.mjrouter.store.jdbc;

import io.mjrouter.model.TaskId;

/**
 * A stored record of which this version cannot make sense: a later one wrote it, or it is damaged.
 */
final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnreadableException(TaskId id, Exception cause) {
    super("task " + id + ": its record cannot be read by this version", cause);
  }
}
