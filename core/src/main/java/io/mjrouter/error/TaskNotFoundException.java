package io.mjrouter.error;

import io.mjrouter.model.TaskId;

/** No task of that id is kept here. */
public final class TaskNotFoundException extends MjException {

  private static final long serialVersionUID = 1;

  private final TaskId taskId;

  public TaskNotFoundException(TaskId taskId) {
    super("task " + taskId + " is not known here");
    this.taskId = taskId;
  }

  public TaskId taskId() {
    return taskId;
  }

  @Override
  public Remedy remedy() {
    return Remedy.GIVE_UP;
  }
}
