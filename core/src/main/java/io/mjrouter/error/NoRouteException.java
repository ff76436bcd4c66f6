package io.mjrouter.error;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.TaskId;
import java.util.List;

/**
 * No provider took the submission, and none is left to ask. Nothing was bought. The message says
 * why for each.
 */
public final class NoRouteException extends MjException {

  private static final long serialVersionUID = 1;

  private final TaskId taskId;
  private final transient List<Attempt> attempts;

  public NoRouteException(TaskId taskId, String message, List<Attempt> attempts) {
    super(message);
    this.taskId = taskId;
    this.attempts = List.copyOf(attempts);
  }

  public TaskId taskId() {
    return taskId;
  }

  /** What was tried, oldest first; empty when no route could even be tried. */
  public List<Attempt> attempts() {
    return attempts == null ? List.of() : attempts;
  }

  @Override
  public Remedy remedy() {
    return Remedy.TRY_LATER;
  }
}
