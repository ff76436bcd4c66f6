package io.mjrouter.route;

import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.store.NodePlace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Every provider and its routes as they stand, in the configured order. An immutable value.
 *
 * <p>Routes are walked by their place, since a decision looks at each of them. Those that are
 * configured no more are kept beside as long as places are taken there: who took one gives it back,
 * and a route that comes back has them.
 */
final class RouteTable {

  static final RouteTable EMPTY =
      new RouteTable(new ProviderState[0], new RouteState[0], new int[0], Map.of(), Map.of());

  private final ProviderState[] providers;
  private final RouteState[] routes;

  /** At the place of a route the place of its provider. */
  private final int[] providerOf;

  private final Map<ProviderId, ProviderState> goneProviders;
  private final Map<Route, RouteState> goneRoutes;

  private RouteTable(
      ProviderState[] providers,
      RouteState[] routes,
      int[] providerOf,
      Map<ProviderId, ProviderState> goneProviders,
      Map<Route, RouteState> goneRoutes) {
    this.providers = providers;
    this.routes = routes;
    this.providerOf = providerOf;
    this.goneProviders = goneProviders;
    this.goneRoutes = goneRoutes;
  }

  /** The same under another configuration; what is known of a route that stays is kept. */
  RouteTable under(List<Offer> offers, NodePlace place) {
    List<ProviderState> newProviders = new ArrayList<>();
    List<RouteState> newRoutes = new ArrayList<>();
    List<Integer> newProviderOf = new ArrayList<>();
    Map<ProviderId, ProviderState> knownProviders = new HashMap<>(goneProviders);
    providers().forEach(each -> knownProviders.put(each.offer().provider(), each));
    Map<Route, RouteState> knownRoutes = new HashMap<>(goneRoutes);
    routes().forEach(each -> knownRoutes.put(each.route(), each));
    for (Offer offer : offers) {
      for (Mode mode : offer.info().modes()) {
        Route route = new Route(offer.provider(), mode);
        RouteState known = knownRoutes.remove(route);
        newRoutes.add(known == null ? RouteState.of(route) : known);
        newProviderOf.add(newProviders.size());
      }
      ProviderState known = knownProviders.remove(offer.provider());
      ProviderState state = known == null ? ProviderState.of(offer) : known;
      newProviders.add(state.under(offer, place));
    }
    return new RouteTable(
        newProviders.toArray(new ProviderState[0]),
        newRoutes.toArray(new RouteState[0]),
        newProviderOf.stream().mapToInt(Integer::intValue).toArray(),
        inUse(knownProviders, ProviderState::underWay),
        inUse(knownRoutes, RouteState::underWay));
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

  /** Nothing happens for a provider that nobody uses any more. */
  RouteTable with(ProviderId id, UnaryOperator<ProviderState> change) {
    int at = place(id);
    if (at >= 0) {
      ProviderState[] copy = providers.clone();
      copy[at] = change.apply(copy[at]);
      return new RouteTable(copy, routes, providerOf, goneProviders, goneRoutes);
    }
    ProviderState gone = goneProviders.get(id);
    if (gone == null) {
      return this;
    }
    Map<ProviderId, ProviderState> copy = new HashMap<>(goneProviders);
    copy.put(id, change.apply(gone));
    return new RouteTable(
        providers, routes, providerOf, inUse(copy, ProviderState::underWay), goneRoutes);
  }

  /** A route that is not configured may be used as well: a task may have come from before. */
  RouteTable with(Route route, UnaryOperator<RouteState> change) {
    int at = place(route);
    if (at >= 0) {
      RouteState[] copy = routes.clone();
      copy[at] = change.apply(copy[at]);
      return new RouteTable(providers, copy, providerOf, goneProviders, goneRoutes);
    }
    RouteState gone = goneRoutes.getOrDefault(route, RouteState.of(route));
    Map<Route, RouteState> copy = new HashMap<>(goneRoutes);
    copy.put(route, change.apply(gone));
    return new RouteTable(
        providers, routes, providerOf, goneProviders, inUse(copy, RouteState::underWay));
  }

  private static <K, V> Map<K, V> inUse(Map<K, V> gone, ToIntFunction<V> underWay) {
    Map<K, V> kept = new HashMap<>(gone);
    kept.values().removeIf(each -> underWay.applyAsInt(each) == 0);
    return Collections.unmodifiableMap(kept);
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
