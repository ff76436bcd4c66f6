package io.mjrouter.submit;

import io.mjrouter.event.RouterGauges;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.RouteState;
import io.mjrouter.route.RouterState;
import java.util.List;
import java.util.Optional;

/** What the board shows to meters. */
record BoardGauges(Board board, TimeSource time) implements RouterGauges {

  @Override
  public List<Route> routes() {
    return board.state().routes().stream().map(RouteState::route).toList();
  }

  @Override
  public int active(Route route) {
    return board.state().route(route).map(state -> state.tasks().inFlight()).orElse(0);
  }

  @Override
  public Optional<Money> balance(ProviderId provider) {
    return board.state().provider(provider).flatMap(state -> state.balance().estimate());
  }

  @Override
  public Optional<RouteStatus> status(Route route) {
    RouterState now = board.state();
    return now.provider(route.provider())
        .flatMap(
            provider -> now.route(route).map(state -> state.status(provider, time.nanoTime())));
  }
}
