package io.mjrouter.model;

/** Where a task stands, in our words. */
public enum TaskStatus {
  /** No host has it yet, or nobody can tell whether one has. */
  PENDING,
  /** A host took it and has not begun. */
  QUEUED,
  RUNNING,
  /** A window waits for an {@link Answer}; nothing happens, and no clock runs, until it comes. */
  NEEDS_MODAL,
  SUCCEEDED,
  FAILED;

  /** Whether nothing changes any more. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED;
  }
}
