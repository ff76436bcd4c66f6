package io.mjrouter.examples.benchmarks;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.Admission;
import io.mjrouter.route.Demand;
import io.mjrouter.route.Offer;
import io.mjrouter.route.Policy;
import io.mjrouter.route.RoutePlan;
import io.mjrouter.route.RouterState;
import io.mjrouter.route.Ticket;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.SubmitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision over fifty routes with its record, under everything that a decision may have to look
 * at: a deadline, a price limit, caps, learned times, failures of every route.
 *
 * <p>Run: {@code java -cp 'target/classes:target/lib/*' org.openjdk.jmh.Main DecisionBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {

  private static final int ROUTES = 50;
  private static final Instant WALL = Instant.parse("2026-05-01T12:00:00Z");
  private static final long NOW = TimeUnit.HOURS.toNanos(1);

  @Param({"CHEAPEST", "FASTEST", "BALANCED", "PRIORITY", "WEIGHTED"})
  Policy policy = Policy.CHEAPEST;

  private final RandomGenerator random = new SplittableRandom(1);
  private RouterState state = RouterState.of(List.of(), ZoneId.of("UTC"), SpendCaps.none());
  private final Demand demand =
      Demand.of(Imagine.of("a red fox"))
          .withModes(List.of(Mode.RELAX, Mode.FAST, Mode.TURBO))
          .withMaxPrice(Optional.of(Money.usd("0.2")))
          .withDeadline(Optional.of(Duration.ofMinutes(6)));

  @Setup
  public void learn() {
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; offers.size() * 3 - 1 < ROUTES; i++) {
      EnumSet<Mode> modes = EnumSet.allOf(Mode.class);
      if (i == 0) {
        modes.remove(Mode.TURBO);
      }
      PriceList prices =
          PriceList.builder()
              .otherwise(Mode.RELAX, new Money(15_000 + 100 * i))
              .otherwise(Mode.FAST, new Money(40_000 + 100 * i))
              .otherwise(Mode.TURBO, new Money(110_000 + 100 * i))
              .build();
      ProviderInfo info =
          new ProviderInfo(
              "bench", modes, EnumSet.allOf(Capability.class), prices, i % 2 == 0, true);
      offers.add(
          new Offer(
              ProviderId.of("provider-" + i), info, i % 3, 1 + i % 4, 100, OptionalInt.of(6000)));
    }
    SpendCaps caps = new SpendCaps(Optional.of(Money.usd("1000")), Map.of(), Map.of());
    state = RouterState.of(offers, ZoneId.of("Asia/Shanghai"), caps);
    if (state.routes().size() != ROUTES) {
      throw new IllegalStateException("routes: " + state.routes().size());
    }
    Demand any = demand.withDeadline(Optional.empty());
    for (int i = 0; i < ROUTES * 20; i++) {
      learnOne(any, i);
    }
  }

  private void learnOne(Demand any, int i) {
    long now = NOW - TimeUnit.SECONDS.toNanos(3600 - 3 * i);
    Admission admission =
        state.admit(any, state.routes().get(i % ROUTES).route(), false, false, "t" + i, now, WALL);
    if (admission instanceof Admission.Admitted admitted) {
      Ticket ticket = admitted.ticket();
      Optional<Failure> failure =
          random.nextInt(8) == 0
              ? Optional.of(new Failure(FailureReason.STALLED, Failure.Fault.HOST, ""))
              : Optional.empty();
      state =
          admitted
              .state()
              .answered(
                  ticket,
                  SubmitOutcome.Accepted.of(SubmitOutcome.Acceptance.STARTED, "1"),
                  ChargeState.SETTLED,
                  now)
              .ended(ticket, failure, Duration.ofSeconds(20 + random.nextInt(200)), now);
    }
  }

  @Benchmark
  public RoutePlan decide() {
    return RoutePlan.of(demand, state, policy, random, NOW, WALL);
  }
}
