package io.mjrouter.error;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * No provider took the submission, and none is left to ask. Nothing was bought. The message says
 * why for each.
 */
public final class NoRouteException extends MjException {

  private static final long serialVersionUID = 1;

  private final TaskId taskId;
  private final transient List<Attempt> attempts;
  private final @Nullable Duration retryAfter;
  private final boolean capReached;

  public NoRouteException(TaskId taskId, String message, List<Attempt> attempts) {
    this(taskId, message, attempts, Optional.empty(), false);
  }

  /**
   * Says also what may help.
   *
   * @param retryAfter when the first route may take it
   * @param capReached whether a cap on money alone is in the way
   */
  public NoRouteException(
      TaskId taskId,
      String message,
      List<Attempt> attempts,
      Optional<Duration> retryAfter,
      boolean capReached) {
    super(message);
    this.taskId = taskId;
    this.attempts = List.copyOf(attempts);
    this.retryAfter = retryAfter.orElse(null);
    this.capReached = capReached;
  }

  public TaskId taskId() {
    return taskId;
  }

  /** What was tried, oldest first; empty when no route could even be tried. */
  public List<Attempt> attempts() {
    return attempts == null ? List.of() : attempts;
  }

  /** When the first route may take it; empty when waiting alone does not help, or nobody knows. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Whether a cap on money alone is in the way: it is over with the day. */
  public boolean isCapReached() {
    return capReached;
  }

  @Override
  public Remedy remedy() {
    return Remedy.TRY_LATER;
  }
}
