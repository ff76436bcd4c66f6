package io.mjrouter.route;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Action;
import io.mjrouter.model.Money;
import io.mjrouter.model.Route;
import io.mjrouter.quota.Charge;
import io.mjrouter.spi.SubmitOutcome;
import java.time.Instant;
import java.util.Optional;

/**
 * One admitted attempt: what was taken for it and must be given back or settled.
 *
 * @param route where it goes
 * @param action what it is for prices and durations
 * @param price what it costs; empty where nobody published a price
 * @param token the attempt's own mark, which owns its permits
 * @param caller who asked
 * @param begun when it was admitted, by the monotonic clock
 * @param intent the same by the wall clock
 * @param places how many stood before it in the host's queue when it was accepted
 */
public record Ticket(
    Route route,
    Action action,
    Optional<Money> price,
    String token,
    String caller,
    long begun,
    Instant intent,
    int places) {

  public Ticket {
    requireNonNull(route, "route");
    requireNonNull(action, "action");
    requireNonNull(price, "price");
    requireNonNull(token, "token");
    requireNonNull(caller, "caller");
    requireNonNull(intent, "intent");
  }

  /** The same once the host took it. */
  public Ticket accepted(SubmitOutcome.Accepted accepted) {
    int queue = Math.max(0, accepted.queue().orElse(0));
    return new Ticket(route, action, price, token, caller, begun, intent, queue);
  }

  Charge charge() {
    return new Charge(route.provider(), caller, price.orElse(Money.ZERO), intent);
  }
}
