package io.mjrouter.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.mjrouter.event.RouterGauges;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of one router: some for each route, one for each provider. They read the router when
 * they are asked, and hold no more than a weak reference to it. Safe for use by many threads.
 */
final class Gauges {

  private final MeterRegistry registry;
  private final RouterGauges router;

  /** By route, or by provider. */
  private final Map<Object, List<Meter>> made = new HashMap<>();

  private boolean closed;

  Gauges(MeterRegistry registry, RouterGauges router) {
    this.registry = registry;
    this.router = router;
  }

  /** Makes those of routes that are new, and removes those of routes that are gone. */
  synchronized void follow(List<Route> routes) {
    if (closed) {
      return;
    }
    Set<Object> wanted = new HashSet<>(routes);
    routes.forEach(route -> wanted.add(route.provider()));
    made.entrySet()
        .removeIf(
            each -> {
              boolean gone = !wanted.contains(each.getKey());
              if (gone) {
                each.getValue().forEach(registry::remove);
              }
              return gone;
            });
    for (Route route : routes) {
      made.computeIfAbsent(route.provider(), any -> of(route.provider()));
      made.computeIfAbsent(route, any -> of(route));
    }
  }

  synchronized void close() {
    closed = true;
    made.values().forEach(each -> each.forEach(registry::remove));
    made.clear();
  }

  private List<Meter> of(ProviderId provider) {
    return List.of(
        gauge(
            MeterNames.BALANCE,
            "usd",
            Tags.of(MicrometerProbe.PROVIDER, provider.name()),
            now -> now.balance(provider).map(left -> left.micros() / 1e6).orElse(Double.NaN)));
  }

  private List<Meter> of(Route route) {
    List<Meter> all = new ArrayList<>();
    Tags tags = tags(route);
    all.add(gauge(MeterNames.TASKS_ACTIVE, "tasks", tags, now -> now.active(route)));
    for (RouteStatus status : RouteStatus.values()) {
      all.add(
          gauge(
              MeterNames.ROUTE_STATE,
              null,
              tags.and(MicrometerProbe.STATE, TagValues.of(status)),
              now -> now.status(route).filter(status::equals).isPresent() ? 1 : 0));
    }
    return all;
  }

  private static Tags tags(Route route) {
    Mode mode = route.mode();
    return Tags.of(
        MicrometerProbe.PROVIDER,
        route.provider().name(),
        MicrometerProbe.MODE,
        TagValues.of(mode));
  }

  private Meter gauge(
      String name, @Nullable String unit, Tags tags, ToDoubleFunction<RouterGauges> value) {
    return Gauge.builder(name, router, value)
        .description(MeterNames.describe(name))
        .baseUnit(unit)
        .tags(tags)
        .register(registry);
  }
}
