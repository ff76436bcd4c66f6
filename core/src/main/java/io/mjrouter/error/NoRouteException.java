package io.mjrouter.error;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.Decision;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
  private final Remedy remedy;

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
    this.remedy = remedy(this.attempts, decision);
  }

  public TaskId taskId() {
    return taskId;
  }

  /**
   * What was tried, oldest first; empty when no route could even be tried, and where the exception
   * was serialized.
   */
  public List<Attempt> attempts() {
    return attempts == null ? List.of() : attempts;
  }

  /**
   * Every route and what stood against it; empty where no route was looked for, and where the
   * exception was serialized.
   */
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

  /**
   * Try later where one of the causes passes by itself, or a route was tried; repair where the
   * operator can end one; give up where only another request can.
   */
  @Override
  public Remedy remedy() {
    return remedy;
  }

  private static Remedy remedy(List<Attempt> attempts, Optional<Decision> decision) {
    Set<Remedy> remedies =
        decision.map(Decision::entries).orElse(List.of()).stream()
            .map(entry -> remedy(entry.reason()))
            .collect(Collectors.toSet());
    if (!attempts.isEmpty() || remedies.contains(Remedy.TRY_LATER)) {
      return Remedy.TRY_LATER;
    }
    return remedies.isEmpty() || remedies.contains(Remedy.REPAIR) ? Remedy.REPAIR : Remedy.GIVE_UP;
  }

  private static Remedy remedy(RouteReason reason) {
    return switch (reason) {
      case CHOSEN, KEPT, LEAST_BAD, TRIED -> Remedy.TRY_LATER;
      case EJECTED, ON_TRIAL, COOLING_DOWN, BUSY, RATE_LIMITED, TOO_SLOW -> Remedy.TRY_LATER;
      case PROVIDER_SPEND_CAP, CALLER_SPEND_CAP, TOTAL_SPEND_CAP -> Remedy.TRY_LATER;
      case DISABLED, DRAINED, BAD_KEY, NO_MONEY, BALANCE_BELOW_PRICE -> Remedy.REPAIR;
      case PRICE_UNKNOWN, LEFT_OUT_BY_POLICY -> Remedy.REPAIR;
      case NOT_AT_ORIGIN, NOT_PINNED, UNSUPPORTED, MODE_NOT_ALLOWED -> Remedy.GIVE_UP;
      case PRICE_TOO_HIGH -> Remedy.GIVE_UP;
    };
  }
}
