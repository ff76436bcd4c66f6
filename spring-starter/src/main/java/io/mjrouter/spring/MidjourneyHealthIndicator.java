package io.mjrouter.spring;

import io.mjrouter.Midjourney;
import io.mjrouter.ProviderSummary;
import io.mjrouter.Records;
import io.mjrouter.RouteSummary;
import io.mjrouter.error.StoreException;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.MemoryTaskStore;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.core.env.Environment;

/**
 * Whether pictures can be drawn, and if not, why, for each provider and mode. Asks the store, and
 * no host.
 *
 * <p>Down: no route would take a submission, or the store cannot be read. Out of service: every
 * provider was drained.
 */
final class MidjourneyHealthIndicator implements HealthIndicator {

  private static final Set<RouteStatus> USABLE =
      EnumSet.of(RouteStatus.OPEN, RouteStatus.ON_TRIAL, RouteStatus.COOLING_DOWN);
  private static final TaskId ANY = TaskId.of("1000000000000000");

  private final Midjourney midjourney;
  private final Environment environment;

  MidjourneyHealthIndicator(Midjourney midjourney, Environment environment) {
    this.midjourney = midjourney;
    this.environment = environment;
  }

  @Override
  public Health health() {
    List<ProviderSummary> providers = midjourney.providers();
    Health.Builder health = new Health.Builder(status(providers));
    List<String> simulated =
        providers.stream().filter(p -> p.info().simulated()).map(p -> p.id().name()).toList();
    if (!simulated.isEmpty()) {
      health.withDetail("simulated", "SIMULATED: nothing that these draw is real: " + simulated);
    }
    Map<String, Object> each = new LinkedHashMap<>();
    providers.forEach(provider -> each.put(provider.id().name(), routes(provider)));
    health.withDetail("providers", each);
    store(health);
    return health.build();
  }

  private static Status status(List<ProviderSummary> providers) {
    if (!providers.isEmpty() && providers.stream().allMatch(ProviderSummary::drained)) {
      return Status.OUT_OF_SERVICE;
    }
    boolean usable =
        providers.stream()
            .flatMap(provider -> provider.routes().stream())
            .anyMatch(route -> USABLE.contains(route.status()));
    return usable ? Status.UP : Status.DOWN;
  }

  private static Map<String, String> routes(ProviderSummary provider) {
    Map<String, String> routes = new LinkedHashMap<>();
    provider.routes().forEach(route -> routes.put(route.mode().key(), cause(route)));
    return routes;
  }

  private static String cause(RouteSummary route) {
    StringBuilder cause = new StringBuilder(route.status().key());
    route.since().ifPresent(since -> cause.append(" since ").append(since));
    route.until().ifPresent(until -> cause.append(" until ").append(until));
    return cause.toString();
  }

  private void store(Health.Builder health) {
    if (Records.of(midjourney).store() instanceof MemoryTaskStore) {
      health.withDetail("store", MemoryHint.of(environment).orElse("in memory"));
      return;
    }
    try {
      midjourney.find(ANY);
      health.withDetail("store", "can be read");
    } catch (StoreException e) {
      health.down().withDetail("store", "cannot be read");
    }
  }
}
