package io.mjrouter.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.event.RouterGauges;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.Offer;
import io.mjrouter.route.RouterState;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoardGaugesTest {

  private static final Route HOST = new Route(ProviderId.of("host"), Mode.FAST);

  private static Offer offer(String name, Mode... modes) {
    ScriptedProvider provider = ScriptedProvider.named(name).offers(modes);
    return new Offer(provider.id(), provider.info(), 0, 1, 10, OptionalInt.empty());
  }

  @Test
  void reconfigured_watchersAreToldOnceAndTheRoutesAreTheNewOnes() {
    Board board =
        new Board(
            RouterState.of(List.of(offer("host", Mode.FAST)), ZoneOffset.UTC, SpendCaps.none()),
            FakeTime.create(),
            new Random(1));
    AtomicInteger told = new AtomicInteger();
    board.watchRoutes(told::incrementAndGet);
    RouterGauges gauges = board.gauges();
    assertEquals(List.of(HOST), gauges.routes());

    board.change(state -> state.drained(HOST.provider(), true));
    assertEquals(0, told.get());
    board.change(
        state ->
            state.reconfigured(List.of(offer("new", Mode.RELAX, Mode.TURBO)), SpendCaps.none()));

    assertEquals(1, told.get());
    assertEquals(2, gauges.routes().size());
    assertEquals(0, gauges.active(HOST));
    assertEquals(Optional.empty(), gauges.status(HOST));
    assertEquals(Optional.empty(), gauges.balance(HOST.provider()));
  }
}
