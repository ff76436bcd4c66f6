package io.mjrouter.error;

import io.mjrouter.model.TaskId;

/** Somebody ended the waiting, not the task: it goes on, and can be waited for again. */
public final class WaitStoppedException extends MjException {

  private static final long serialVersionUID = 1;

  private final TaskId taskId;

  public WaitStoppedException(TaskId taskId) {
    super("stopped waiting for task " + taskId + ", which goes on");
    this.taskId = taskId;
  }

  public TaskId taskId() {
    return taskId;
  }

  @Override
  public Remedy remedy() {
    return Remedy.WAIT;
  }
}
