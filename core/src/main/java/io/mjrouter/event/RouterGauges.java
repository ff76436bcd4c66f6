package io.mjrouter.event;

import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteStatus;
import java.util.List;
import java.util.Optional;

/**
 * What a router knows at the moment it is asked; from memory, without waiting, by any thread. What
 * is not configured any more has no work and no status.
 */
public interface RouterGauges {

  /** Every configured route. */
  List<Route> routes();

  /** How many submissions and tasks the host may be working on. */
  int active(Route route);

  /** The balance as last read, less what was spent since; empty where it is unknown. */
  Optional<Money> balance(ProviderId provider);

  Optional<RouteStatus> status(Route route);
}
