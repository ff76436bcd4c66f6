package io.mjrouter.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mjrouter.event.RouterGauges;
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
import io.mjrouter.quota.Charge;
import io.mjrouter.quota.Spend;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MicrometerProbeTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Route COMET = new Route(ProviderId.of("comet"), Mode.FAST);
  private static final Route DEER = new Route(ProviderId.of("deer"), Mode.FAST);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MicrometerProbe probe = new MicrometerProbe(registry);
  private List<Route> routes = List.of(COMET, DEER);

  private final RouterGauges router =
      new RouterGauges() {
        @Override
        public List<Route> routes() {
          return routes;
        }

        @Override
        public int active(Route route) {
          return 3;
        }

        @Override
        public Optional<Money> balance(ProviderId provider) {
          return Optional.of(Money.usd("2.5"));
        }

        @Override
        public Optional<RouteStatus> status(Route route) {
          return Optional.of(RouteStatus.EJECTED);
        }
      };

  /** Money moves in any way that it can; a dispute may be decided late, a duplicate come back. */
  @Property(tries = 300)
  void spend_anyLegalMoves_equalsTheBooks(@ForAll long seed) {
    SimpleMeterRegistry own = new SimpleMeterRegistry();
    MicrometerProbe mine = new MicrometerProbe(own);
    mine.opened(router);
    Random random = new Random(seed);
    Spend books = Spend.none(ZoneOffset.UTC);
    List<Attempt> attempts = new ArrayList<>();
    Optional<Task> before = Optional.empty();
    for (int step = 0; step < 60; step++) {
      if (attempts.isEmpty() || random.nextInt(3) == 0) {
        Money price = new Money(1 + random.nextInt(300_000));
        attempts.add(
            Attempt.intent(
                attempts.size() + 1,
                random.nextBoolean() ? COMET : DEER,
                "t" + step,
                Optional.of(price),
                NOON));
        books = books.reserved(charge(attempts.get(attempts.size() - 1)));
      } else {
        int which = random.nextInt(attempts.size());
        Attempt attempt = attempts.get(which);
        ChargeState to = ChargeState.values()[random.nextInt(ChargeState.values().length)];
        if (Spend.mayMove(attempt.charge(), to)) {
          books = books.moved(charge(attempt), attempt.charge(), to);
          attempts.set(which, attempt.withCharge(to));
        }
      }
      Task after = task(attempts);
      mine.changed(before, after);
      before = Optional.of(after);
    }
    Spend.Day day = books.day(NOON);
    for (Route route : List.of(COMET, DEER)) {
      String name = route.provider().name();
      long open = day.provider(route.provider()).in(ChargeState.RESERVED).micros();
      assertEquals(
          day.provider(route.provider()).spent().micros() - open,
          micros(own, name, "settled", "disputed", "duplicate") - micros(own, name, "refunded"));
      assertEquals(
          open,
          micros(own, name, "reserved")
              - micros(own, name, "settled", "disputed", "duplicate", "released"));
    }
  }

  private static Charge charge(Attempt attempt) {
    return new Charge(
        attempt.route().provider(), "", attempt.price().orElseThrow(), attempt.started());
  }

  private static Task task(List<Attempt> attempts) {
    return Task.claimed(
            TaskId.of("1000000000000001"), Imagine.of("a fox"), SubmitOptions.defaults(), NOON)
        .toBuilder()
        .attempts(attempts)
        .build();
  }

  private static long micros(SimpleMeterRegistry registry, String provider, String... kinds) {
    return Math.round(
        Stream.of(kinds)
                .flatMap(
                    kind ->
                        registry
                            .find("mj.spend")
                            .tags("provider", provider, "kind", kind)
                            .counters()
                            .stream())
                .mapToDouble(each -> each.count())
                .sum()
            * 1e6);
  }

  @Test
  void unknownProviderAndReason_areOther() {
    probe.opened(router);
    Route gone = new Route(ProviderId.of("gone"), Mode.RELAX);
    Attempt first =
        Attempt.intent(1, gone, "a", Optional.of(Money.usd("1")), NOON)
            .ended(Attempt.State.REJECTED, "A_NEWER_NODES_WORD", "", ChargeState.RELEASED, NOON);
    Attempt next = Attempt.intent(2, COMET, "b", Optional.empty(), NOON);

    probe.changed(Optional.of(task(List.of(first))), task(List.of(first, next)));
    probe.polled(gone.provider(), 7);

    assertEquals(
        1, registry.get("mj.failover").tags("from", "other", "reason", "other").counter().count());
    assertEquals(7, registry.get("mj.poll.tasks").tag("provider", "other").counter().count());
  }

  @Test
  void takenAndDied_anotherProvider_isAFailoverButAnAnswerToItsWindowIsNone() {
    probe.opened(router);
    Attempt taken =
        Attempt.intent(1, COMET, "a", Optional.empty(), NOON)
            .ended(Attempt.State.ACCEPTED, "HOST_SAID_SO", "", ChargeState.REFUNDED, NOON);
    Attempt answer = Attempt.intent(2, COMET, "b", Optional.empty(), NOON);
    Attempt elsewhere = Attempt.intent(2, DEER, "c", Optional.empty(), NOON);

    probe.changed(Optional.of(task(List.of(taken))), task(List.of(taken, answer)));
    assertTrue(registry.find("mj.failover").counters().isEmpty());
    probe.changed(Optional.of(task(List.of(taken))), task(List.of(taken, elsewhere)));
    assertEquals(
        1,
        registry
            .get("mj.failover")
            .tags("from", "comet", "reason", "host-said-so")
            .counter()
            .count());
  }

  @Test
  void routesChanged_metersOfAProviderThatIsGone_areRemovedAndNewOnesMade() {
    probe.opened(router);
    probe.polled(COMET.provider(), 1);
    probe.polled(DEER.provider(), 1);
    Route turbo = new Route(DEER.provider(), Mode.TURBO);
    routes = List.of(DEER, turbo);
    probe.routesChanged();

    assertTrue(registry.find("mj.poll.calls").tag("provider", "comet").counters().isEmpty());
    assertTrue(
        registry.getMeters().stream().noneMatch(m -> "comet".equals(m.getId().getTag("provider"))));
    assertEquals(1, registry.get("mj.poll.calls").tag("provider", "deer").counter().count());
    assertEquals(2.5, registry.get("mj.balance").tag("provider", "deer").gauge().value());
    assertEquals(3, registry.get("mj.tasks.active").tag("mode", "turbo").gauge().value());
    assertEquals(2 * RouteStatus.values().length, registry.find("mj.route.state").gauges().size());
  }

  @Test
  void closed_whateverIsToldLate_makesNoMeter() {
    probe.opened(router);
    probe.decided(Duration.ofMillis(1));
    probe.closed();
    assertEquals(List.of(), registry.getMeters());

    probe.decided(Duration.ofMillis(1));
    probe.polled(COMET.provider(), 1);
    probe.routesChanged();
    assertEquals(List.of(), registry.getMeters());
  }
}
