package io.mjrouter.error;

import io.mjrouter.model.TaskId;

/**
 * Nobody can tell whether a host took the submission; it may have been paid for. The task is kept
 * and resolved where the host allows it. Asking again with another task could pay twice.
 */
public final class OutcomeUnknownException extends MjException {

  private static final long serialVersionUID = 1;

  private final TaskId taskId;

  public OutcomeUnknownException(TaskId taskId, String message) {
    super(message);
    this.taskId = taskId;
  }

  /** The task to wait for, or to ask about later. */
  public TaskId taskId() {
    return taskId;
  }

  @Override
  public Remedy remedy() {
    return Remedy.WAIT;
  }
}
