package io.mjrouter.simulation;

import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How the routers of one seed are configured: with times, batches and limits small in some seeds,
 * so that their edges are met.
 */
record Settings(RoutingSettings routing, TaskSettings tasks, boolean hooks, int nodes, int hosts) {

  private static final List<String> POLICIES =
      List.of("cheapest", "fastest", "balanced", "priority", "weighted");

  static Settings drawn(Chance chance) {
    RoutingSettings.Builder capped = RoutingSettings.builder();
    if (chance.is(0.2)) {
      capped.dailySpend(new Money(chance.below(1_500_000)));
    }
    RoutingSettings routing =
        capped
            .policy(chance.one(POLICIES))
            .zone(ZoneOffset.UTC)
            .attempts(1 + chance.below(4))
            .submitDeadline(Duration.ofSeconds(20 + chance.below(100)))
            .onUnknownOutcome(OnUnknown.HOLD)
            .resubmitFailed(chance.is(0.3))
            .build();
    PollSettings poll =
        PollSettings.defaults()
            .withMax(Duration.ofSeconds(5 + chance.below(25)))
            .withBatch(chance.is(0.3) ? 1 + chance.below(4) : 100)
            .withPerSecond(1 + chance.below(8));
    TaskSettings tasks =
        TaskSettings.defaults()
            .withAccept(Duration.ofSeconds(60 + chance.below(120)))
            .withStall(Duration.ofSeconds(60 + chance.below(120)))
            .withTimeout(Duration.ofSeconds(200 + chance.below(200)))
            .withNotFoundGrace(Duration.ofSeconds(60))
            .withUnknownExpiry(Duration.ofSeconds(60 + chance.below(240)))
            .withPoll(poll);
    return new Settings(routing, tasks, chance.is(0.6), 1 + chance.below(3), 1 + chance.below(3));
  }

  /** How long it may take until nothing is under way any more, once nothing goes wrong. */
  Duration bound() {
    return routing
        .submitDeadline()
        .plus(tasks.unknownExpiry())
        .plus(tasks.timeout())
        .plus(Duration.ofMinutes(4));
  }
}
