package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.model.Money;
import io.mjrouter.model.Route;
import io.mjrouter.model.TaskId;
import io.mjrouter.route.Candidate;
import io.mjrouter.route.RoutePlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a submission would be sent to first, and what that costs. Nothing was sent.
 *
 * @param route provider and mode
 * @param price the published or configured price; empty where nobody published one
 * @param usual how long such a task is expected to take there, its queue included; no promise
 */
public record Quote(Route route, Optional<Money> price, Duration usual) {

  public Quote {
    requireNonNull(route, "route");
    requireNonNull(price, "price");
    requireNonNull(usual, "usual");
  }

  /**
   * The first choice of a plan.
   *
   * @param asked the task that a refusal names
   */
  static Quote of(RoutePlan plan, TaskId asked) {
    Candidate first =
        plan.candidates().stream().findFirst().orElseThrow(() -> noRoute(plan, asked));
    return new Quote(first.route(), first.price(), first.expected());
  }

  private static NoRouteException noRoute(RoutePlan plan, TaskId asked) {
    return new NoRouteException(
        asked,
        "no route may be taken: " + plan.decision().summary(),
        List.of(),
        Optional.of(plan.decision()),
        plan.retryAfter());
  }
}
