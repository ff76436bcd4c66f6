package io.mjrouter.error;

import io.mjrouter.model.Kept;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import java.time.Duration;

/** The waiting ended, not the task: it goes on, and can be waited for again. */
public final class WaitTimeoutException extends MjException {

  private static final long serialVersionUID = 1;

  private final TaskId taskId;

  public WaitTimeoutException(Task task, Duration waited) {
    super(
        "task "
            + task.id()
            + " is still "
            + task.status()
            + (task.kept() == Kept.PENDING ? " and its pictures are not kept yet" : "")
            + " after "
            + waited.toSeconds()
            + " s");
    this.taskId = task.id();
  }

  public TaskId taskId() {
    return taskId;
  }

  @Override
  public Remedy remedy() {
    return Remedy.WAIT;
  }
}
