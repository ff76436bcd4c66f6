package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.model.Money;
import io.mjrouter.model.Task;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several routers on one store. */
@Timeout(60)
class NodesTest {

  private final TaskStore store = new MemoryTaskStore(FakeTime.create());
  private final ScriptedProvider host = ScriptedProvider.named("host").charges("0.05");

  @Test
  void submit_anotherNodeSpentTheLastCent_isNotSentAndNamesTheCap() {
    RoutingSettings routing = RoutingSettings.builder().dailySpend(Money.usd("0.09")).build();
    try (Rig one = Rig.on(store, routing, host);
        Rig two = Rig.on(store, routing, host)) {
      one.submit();

      NoRouteException e = assertThrows(NoRouteException.class, two::submit);

      assertEquals(1, host.submits());
      assertEquals(List.of(), e.attempts());
      assertTrue(
          String.valueOf(e.getMessage()).contains("host/fast TOTAL_SPEND_CAP"), e::getMessage);
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
}
