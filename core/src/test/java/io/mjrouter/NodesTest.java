package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several routers on one store. */
@Timeout(60)
class NodesTest {

  private final TaskStore store = new MemoryTaskStore(FakeTime.create());
  private final ScriptedProvider host =
      ScriptedProvider.named("host").offers(Mode.FAST).charges("0.05");

  @Test
  void submit_anotherNodeSpentTheLastCent_isNotSentAndNamesTheCap() {
    RoutingSettings routing = RoutingSettings.builder().dailySpend(Money.usd("0.09")).build();
    try (Rig one = Rig.on(store, routing, host);
        Rig two = Rig.on(store, routing, host)) {
      one.submit();

      NoRouteException e = assertThrows(NoRouteException.class, two::submit);

      assertEquals(1, host.submits());
      assertEquals(List.of(), e.attempts());
      assertTrue(String.valueOf(e.getMessage()).contains("host TOTAL_SPEND_CAP"), e::getMessage);
    }
  }

  @Test
  void submit_undearerRouteLeft_isTriedWhenTheStoreRefusesTheFirst() {
    ScriptedProvider dear = ScriptedProvider.named("dear").charges("0.06");
    RoutingSettings routing = RoutingSettings.builder().dailySpend(Money.usd("0.10")).build();
    try (Rig one = Rig.on(store, routing, host);
        Rig two = Rig.on(store, routing.toBuilder().policy("priority").build(), dear, host)) {
      one.submit();

      Task task = two.submit();

      assertEquals(0, dear.submits());
      assertEquals(1, task.attempts().size());
      assertEquals("host", task.route().orElseThrow().provider().name());
    }
  }

  @Test
  void plan_anotherNodeSpentTheLastCent_leavesTheRouteOutAfterAMoment() {
    RoutingSettings routing = RoutingSettings.builder().dailySpend(Money.usd("0.09")).build();
    try (Rig one = Rig.on(store, routing, host);
        Rig two = Rig.on(store, routing, host)) {
      one.submit();
      two.pass(Duration.ofSeconds(6));

      assertEquals(Optional.of(RouteReason.TOTAL_SPEND_CAP), reason(two));
      assertEquals(Optional.of(RouteReason.TOTAL_SPEND_CAP), reason(one));
    }
  }

  @Test
  void plan_afterARestart_stillCountsTheDaysMoneyOnce() {
    RoutingSettings routing = RoutingSettings.builder().dailySpend(Money.usd("0.15")).build();
    try (Rig one = Rig.on(store, routing, host)) {
      one.submit();
      one.submit();
    }
    try (Rig again = Rig.on(store, routing, host)) {
      again.pass(Duration.ofSeconds(6));
      assertEquals(Optional.of(RouteReason.CHOSEN), reason(again));

      again.submit();

      assertEquals(Optional.of(RouteReason.TOTAL_SPEND_CAP), reason(again));
      assertThrows(NoRouteException.class, again::submit);
      assertEquals(3, host.submits());
    }
  }

  @Test
  void drain_atOneNode_holdsAtTheOthersAndAfterARestart() {
    try (Rig one = Rig.on(store, host);
        Rig two = Rig.on(store, host)) {
      one.mj.drain(host.id(), true);
      assertEquals(Optional.of(RouteReason.DRAINED), reason(one));
      two.pass(Duration.ofSeconds(2));
      assertEquals(Optional.of(RouteReason.DRAINED), reason(two));
    }
    try (Rig again = Rig.on(store, host);
        Rig other = Rig.on(store, host)) {
      again.pass(Duration.ofSeconds(2));
      other.pass(Duration.ofSeconds(2));
      assertEquals(Optional.of(RouteReason.DRAINED), reason(again));

      other.mj.readmit(host.id());
      again.pass(Duration.ofSeconds(2));

      assertEquals(Optional.of(RouteReason.CHOSEN), reason(again));
    }
  }

  @Test
  void readmit_atOneNode_bringsBackWhatIsOutAtTheOthers() {
    try (Rig one = Rig.on(store, host);
        Rig two = Rig.on(store, host)) {
      two.pass(Duration.ofSeconds(2));
      host.thenFails(RejectReason.AUTH);
      assertThrows(NoRouteException.class, two::submit);
      assertEquals(Optional.of(RouteReason.BAD_KEY), reason(two));

      one.mj.readmit(host.id());
      two.pass(Duration.ofSeconds(2));

      assertEquals(Optional.of(RouteReason.CHOSEN), reason(two));
    }
  }

  private Optional<RouteReason> reason(Rig rig) {
    Route route = new Route(host.id(), Mode.FAST);
    return rig.mj.explain(Rig.FOX, SubmitOptions.defaults()).reason(route);
  }
}
