package io.mjrouter;

import io.mjrouter.model.Action;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.quota.BalanceState;
import io.mjrouter.quota.ConcurrencyLimit;
import io.mjrouter.route.ProviderState;
import io.mjrouter.route.RouteState;
import io.mjrouter.route.RouterState;
import io.mjrouter.submit.Board;
import io.mjrouter.submit.Roster;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Shows every provider as it stands, from what is known here. */
final class Summaries {

  private final Roster roster;
  private final RouterState state;
  private final long now;
  private final Instant wall;

  /** Shows one moment: this one. */
  Summaries(Roster roster, Board board, TimeSource time) {
    this.roster = roster;
    this.state = board.state();
    this.now = time.nanoTime();
    this.wall = time.now();
  }

  List<ProviderSummary> all() {
    return state.providers().stream().map(this::provider).toList();
  }

  private ProviderSummary provider(ProviderState provider) {
    ProviderId id = provider.offer().provider();
    return new ProviderSummary(
        id,
        provider.offer().info(),
        provider.account().drained(),
        load(provider),
        funds(id, provider.balance()),
        roster.provider(id).flatMap(Providers::leftAloneFor).map(wall::plus),
        state.routes().stream()
            .filter(route -> route.route().provider().equals(id))
            .map(route -> route(provider, route))
            .toList());
  }

  private ProviderSummary.Load load(ProviderState provider) {
    ConcurrencyLimit calls = provider.calls();
    return new ProviderSummary.Load(
        calls.inFlight(),
        calls.limit(),
        calls.ceiling(),
        provider.offer().perMinute(),
        provider.rate().lastMinute(now));
  }

  private ProviderSummary.Funds funds(ProviderId id, BalanceState balance) {
    return new ProviderSummary.Funds(
        balance.reading(),
        balance.estimate(),
        balance.exhaustedAt(wall),
        state.spend().day(wall).spent(id),
        Optional.ofNullable(state.caps().providers().get(id)));
  }

  private RouteSummary route(ProviderState provider, RouteState route) {
    ConcurrencyLimit tasks = route.tasks();
    Optional<Money> price =
        provider.offer().info().prices().price(Action.IMAGINE, route.route().mode());
    return new RouteSummary(
        route.route().mode(),
        route.status(provider, now),
        route.statusSince(provider, now).map(this::at),
        route.statusUntil(provider, now).map(this::at),
        !route.hasRoom(provider, now),
        tasks.inFlight(),
        tasks.limit() == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(tasks.limit()),
        price,
        route.expected(Action.IMAGINE, now),
        route.health().chanceAccepted(now),
        route.health().chanceFinished(now));
  }

  private Instant at(long nanos) {
    return wall.plusNanos(nanos - now);
  }
}
