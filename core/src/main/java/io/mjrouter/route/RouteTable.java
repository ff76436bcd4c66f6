package io.mjrouter.route;

import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Every provider and its routes as they stand, in the configured order. An immutable value.
 *
 * <p>Routes are walked by their place, since a decision looks at each of them.
 */
final class RouteTable {

  static final RouteTable EMPTY =
      new RouteTable(new ProviderState[0], new RouteState[0], new int[0]);

  private final ProviderState[] providers;
  private final RouteState[] routes;

  /** At the place of a route the place of its provider. */
  private final int[] providerOf;

  private RouteTable(ProviderState[] providers, RouteState[] routes, int[] providerOf) {
    this.providers = providers;
    this.routes = routes;
    this.providerOf = providerOf;
  }

  /** The same under another configuration; what is known of a route that stays is kept. */
  RouteTable under(List<Offer> offers) {
    List<ProviderState> newProviders = new ArrayList<>();
    List<RouteState> newRoutes = new ArrayList<>();
    List<Integer> newProviderOf = new ArrayList<>();
    for (Offer offer : offers) {
      for (Mode mode : offer.info().modes()) {
        Route route = new Route(offer.provider(), mode);
        RouteState known = route(route);
        newRoutes.add(known == null ? RouteState.of(route) : known);
        newProviderOf.add(newProviders.size());
      }
      ProviderState known = provider(offer.provider());
      newProviders.add(known == null ? ProviderState.of(offer) : known.under(offer));
    }
    return new RouteTable(
        newProviders.toArray(new ProviderState[0]),
        newRoutes.toArray(new RouteState[0]),
        newProviderOf.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Whether one came from the other without {@link #under}. */
  boolean isOneWith(RouteTable other) {
    return providerOf == other.providerOf;
  }

  /** Null when no such provider is configured. */
  @Nullable ProviderState provider(ProviderId id) {
    int at = place(id);
    return at < 0 ? null : providers[at];
  }

  /** Null when there is no such route. */
  @Nullable RouteState route(Route route) {
    int at = place(route);
    return at < 0 ? null : routes[at];
  }

  List<ProviderState> providers() {
    return List.of(providers);
  }

  List<RouteState> routes() {
    return List.of(routes);
  }

  /** How many routes there are. */
  int size() {
    return routes.length;
  }

  RouteState routeAt(int place) {
    return routes[place];
  }

  /** The provider of the route at a place. */
  ProviderState providerAt(int place) {
    return providers[providerOf[place]];
  }

  /** Nothing happens for a provider that is not configured any more. */
  RouteTable with(ProviderId id, UnaryOperator<ProviderState> change) {
    int at = place(id);
    if (at < 0) {
      return this;
    }
    ProviderState[] copy = providers.clone();
    copy[at] = change.apply(copy[at]);
    return new RouteTable(copy, routes, providerOf);
  }

  /** Nothing happens for a route that is not there any more. */
  RouteTable with(Route route, UnaryOperator<RouteState> change) {
    int at = place(route);
    if (at < 0) {
      return this;
    }
    RouteState[] copy = routes.clone();
    copy[at] = change.apply(copy[at]);
    return new RouteTable(providers, copy, providerOf);
  }

  private int place(ProviderId id) {
    for (int i = 0; i < providers.length; i++) {
      if (providers[i].offer().provider().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private int place(Route route) {
    for (int i = 0; i < routes.length; i++) {
      if (routes[i].route().equals(route)) {
        return i;
      }
    }
    return -1;
  }
}
