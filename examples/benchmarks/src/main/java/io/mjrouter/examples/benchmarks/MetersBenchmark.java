package io.mjrouter.examples.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.Probes;
import io.mjrouter.event.RouterGauges;
import io.mjrouter.metrics.MjMeters;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What meters add to one task, from its claim to its end: a refusal, an acceptance elsewhere, a
 * success.
 *
 * <p>Run: {@code java -cp 'target/classes:target/lib/*' org.openjdk.jmh.Main MetersBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MetersBenchmark {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final Route COMET = new Route(ProviderId.of("comet"), Mode.FAST);
  private static final Route DEER = new Route(ProviderId.of("deer"), Mode.FAST);
  private static final Duration TOOK = Duration.ofMillis(400);

  private final MjProbe probe = new Probes(List.of(MjMeters.of(new SimpleMeterRegistry())));

  private final Task claimed =
      Task.claimed(
          TaskId.of("1000000000000001"), Imagine.of("a fox"), SubmitOptions.defaults(), NOON);
  private final Attempt asked = attempt(1, COMET);
  private final Attempt refused =
      asked.ended(Attempt.State.REJECTED, "NO_CHANNEL", "", ChargeState.RELEASED, NOON);
  private final Attempt askedNext = attempt(2, DEER);
  private final Attempt taken =
      askedNext.ended(Attempt.State.ACCEPTED, "", "", ChargeState.SETTLED, NOON);

  private final List<Task> life =
      List.of(
          claimed,
          with(asked),
          with(refused),
          with(refused, askedNext),
          with(refused, taken),
          with(refused, taken).toBuilder()
              .route(DEER)
              .status(TaskStatus.SUCCEEDED)
              .ended(NOON.plusSeconds(60))
              .build());

  private static Attempt attempt(int number, Route route) {
    return Attempt.intent(number, route, "t" + number, Optional.of(Money.usd("0.05")), NOON);
  }

  private Task with(Attempt... attempts) {
    return claimed.toBuilder().attempts(List.of(attempts)).build();
  }

  @Setup
  public void open() {
    probe.opened(
        new RouterGauges() {
          @Override
          public List<Route> routes() {
            return List.of(COMET, DEER);
          }

          @Override
          public int active(Route route) {
            return 0;
          }

          @Override
          public Optional<Money> balance(ProviderId provider) {
            return Optional.empty();
          }

          @Override
          public Optional<RouteStatus> status(Route route) {
            return Optional.empty();
          }
        });
  }

  @Benchmark
  public void oneTask() {
    probe.decided(TOOK);
    probe.changed(Optional.empty(), life.get(0));
    for (int i = 1; i < life.size(); i++) {
      probe.changed(Optional.of(life.get(i - 1)), life.get(i));
    }
    probe.submitted(life.get(4), TOOK);
    probe.polled(DEER.provider(), 1);
    probe.seen(TOOK);
  }
}
