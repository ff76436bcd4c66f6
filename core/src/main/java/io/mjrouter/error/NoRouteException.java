package io.mjrouter.error;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.Decision;
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
  private final transient @Nullable Decision decision;
  private final @Nullable Duration retryAfter;

  public NoRouteException(
      TaskId taskId,
      String message,
      List<Attempt> attempts,
      Optional<Decision> decision,
      Optional<Duration> retryAfter) {
    super(message);
    this.taskId = taskId;
    this.attempts = List.copyOf(attempts);
    this.decision = decision.orElse(null);
    this.retryAfter = retryAfter.orElse(null);
  }

  public TaskId taskId() {
    return taskId;
  }

  /** What was tried, oldest first; empty when no route could even be tried. */
  public List<Attempt> attempts() {
    return attempts == null ? List.of() : attempts;
  }

  /** Every route and what stood against it; empty where no route was looked for. */
  public Optional<Decision> decision() {
    return Optional.ofNullable(decision);
  }

  /**
   * The time until the first of the causes passes by itself, so that asking again may help; empty
   * where waiting alone does not, or nobody can tell.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  @Override
  public Remedy remedy() {
    return Remedy.TRY_LATER;
  }
}
