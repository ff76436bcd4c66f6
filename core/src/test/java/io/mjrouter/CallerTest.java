package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.model.Answer;
import io.mjrouter.model.Change;
import io.mjrouter.model.Money;
import io.mjrouter.model.Press;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who asks: caps by caller, and tasks that are there for their own caller only. */
class CallerTest {

  private static final RoutingSettings TEN_CENTS =
      RoutingSettings.builder().callerSpend("web", Money.usd("0.10")).build();

  private final ScriptedProvider host = ScriptedProvider.named("host").charges("0.06");

  private static SubmitOptions.Builder by(String caller) {
    return SubmitOptions.builder().caller(caller);
  }

  @Test
  void submit_capOfTheCallerReached_refusesThatCallerAlone() {
    try (Rig rig = Rig.of(TEN_CENTS, host)) {
      Task first = rig.submit(Rig.FOX, by("web"));
      NoRouteException e =
          assertThrows(NoRouteException.class, () -> rig.submit(Rig.FOX, by("web")));
      Task other = rig.submit(Rig.FOX, by("shop"));

      assertEquals("web", first.caller());
      assertEquals("shop", other.caller());
      assertTrue(e.getMessage().contains(RouteReason.CALLER_SPEND_CAP.name()), e::getMessage);
      assertEquals(2, host.submits());
    }
  }

  @Test
  void submit_capReachedBeforeARestart_isReachedAfterIt() {
    FakeTime time = FakeTime.create();
    MemoryTaskStore store = new MemoryTaskStore(time);
    try (Rig rig = Rig.on(store, TEN_CENTS, host)) {
      rig.submit(Rig.FOX, by("web"));
    }
    try (Rig rig = Rig.on(store, TEN_CENTS, host)) {
      rig.pass(Duration.ofSeconds(1));

      assertThrows(NoRouteException.class, () -> rig.submit(Rig.FOX, by("web")));
      assertEquals("shop", rig.submit(Rig.FOX, by("shop")).caller());
    }
  }

  @Test
  void followUp_ofAnothersTask_isOfATaskNotKnown() {
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = Rig.of(host)) {
      Task grid = rig.submit(Rig.FOX, by("web"));
      rig.pass(Duration.ofMinutes(1));

      assertThrows(TaskNotFoundException.class, () -> rig.mj.press(grid, "U1", by("shop").build()));
      for (Submission followUp :
          new Submission[] {Press.of(grid.id(), Rig.upscale(1)), Change.upscale(grid.id(), 1)}) {
        SubmissionRefusedException e =
            assertThrows(SubmissionRefusedException.class, () -> rig.submit(followUp, by("shop")));
        assertEquals("PARENT_NOT_FOUND", e.reason());
      }
      assertEquals(1, host.submits());
      assertEquals("web", rig.submit(Press.of(grid.id(), Rig.upscale(1)), by("web")).caller());
    }
  }

  @Test
  void answer_toTheWindowOfAnother_isToATaskNotKnown() {
    host.thenAccepts(Acceptance.NEEDS_MODAL, "1");
    try (Rig rig = Rig.of(TEN_CENTS, host)) {
      Task window = rig.submit(Rig.FOX, by("web"));

      assertThrows(
          TaskNotFoundException.class,
          () -> rig.submit(Answer.of(window.id(), "a fox"), by("shop")));
      assertEquals(1, host.submits());
    }
  }

  @Test
  void answer_withoutACaller_isPaidUnderTheCapOfTheTasks() {
    host.thenAccepts(Acceptance.NEEDS_MODAL, "1");
    try (Rig rig = Rig.of(TEN_CENTS, host)) {
      Task window = rig.submit(Rig.FOX, by("web"));

      NoRouteException e =
          assertThrows(NoRouteException.class, () -> rig.mj.answer(window, "a fox"));
      assertTrue(e.getMessage().contains(RouteReason.CALLER_SPEND_CAP.name()), e::getMessage);
    }
  }

  @Test
  void submit_referenceOfAnother_isATaskOfItsOwn() {
    try (Rig rig = Rig.of(host)) {
      Task web = rig.submit(Rig.FOX, by("web").reference("order-1"));
      Task shop = rig.submit(Rig.FOX, by("shop").reference("order-1"));

      assertNotEquals(web.id(), shop.id());
      assertEquals(web.id(), rig.mj.findReference("web", "order-1").orElseThrow().id());
      assertEquals(shop.id(), rig.mj.findReference("shop", "order-1").orElseThrow().id());
      assertTrue(rig.mj.findReference("order-1").isEmpty());
    }
  }

  @Test
  void caller_thatWouldBreakALogLine_isRefused() {
    for (String bad : new String[] {"a b", "a\nb", "caf\u00e9", "x".repeat(65)}) {
      assertThrows(IllegalArgumentException.class, () -> by(bad).build(), bad);
    }
  }
}
