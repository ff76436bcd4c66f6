package io.mjrouter;

import static io.mjrouter.Hooks.MIN;
import static io.mjrouter.Hooks.body;
import static io.mjrouter.Hooks.call;
import static io.mjrouter.Hooks.counted;
import static io.mjrouter.Hooks.part;
import static io.mjrouter.Hooks.rig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Mode;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts send to our addresses: a hint that saves time, and no more. */
@Timeout(60)
class WebhookTest {

  private final ScriptedProvider host =
      ScriptedProvider.named("host")
          .charges("0.05")
          .cannot(Capability.BATCH_FETCH, Capability.LIST);

  // ---- The address.

  @Test
  void submit_addressOfEachTask_isItsOwnAndTellsNoSecret() {
    try (Rig rig = rig(host)) {
      rig.submit(Rig.FOX, SubmitOptions.builder().state("my-state"));
      rig.submit();

      assertNotEquals(part(host, 0), part(host, 1));
      String address = host.attempts().get(0).notifyHook().orElseThrow().toString();
      assertFalse(address.contains(host.attempts().get(0).token().substring(4)));
      assertFalse(address.contains("my-state"));
      assertFalse(address.contains("guess"));
      assertTrue(part(host, 0).matches("[0-9a-f-]{30,}"), "one segment of a path");
    }
  }

  @Test
  void submit_secondAttempt_hasAnotherAddress() {
    host.offers(Mode.RELAX).thenFails(RejectReason.QUEUE_FULL);
    ScriptedProvider other = ScriptedProvider.named("other").charges("0.06");
    try (Rig rig = rig(host, other)) {
      Task task = rig.submit();

      assertNotEquals(part(host, 0), part(other, 0));
      assertTrue(part(host, 0).startsWith(task.id() + "-1-"));
      assertTrue(part(other, 0).startsWith(task.id() + "-2-"));
    }
  }

  @Test
  void submit_hostThatDoesNotCallOrNoBaseUrl_isNotAskedTo() {
    try (Rig rig = rig(host.cannot(Capability.WEBHOOK))) {
      rig.submit();
    }
    ScriptedProvider calls = ScriptedProvider.named("calls");
    try (Rig rig = Rig.of(calls)) {
      rig.submit();
    }

    assertEquals(Optional.empty(), host.attempts().get(0).notifyHook());
    assertEquals(Optional.empty(), calls.attempts().get(0).notifyHook());
  }

  // ---- A hint.

  @ParameterizedTest
  @EnumSource(
      value = HostStatus.class,
      names = {"SUCCESS", "FAILURE", "CANCEL", "MODAL"})
  void webhook_claimsAnEndOrAWindow_isLookedAtAtOnce(HostStatus claimed) {
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = rig(host)) {
      Task task = rig.submit();

      assertEquals(WebhookAnswer.TAKEN, call(rig, part(host, 0), body("1", claimed)));
      assertEquals(0, host.reads().size(), "the one who calls does not wait for a host");
      rig.mj.tick();

      assertEquals(List.of(List.of("1")), host.reads());
      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status(), "as the host shows, not the hook");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOT_START", "SUBMITTED", "IN_PROGRESS", "", "PAUSED"})
  void webhook_claimsProgress_costsNothing(String claimed) {
    host.thenAccepts("1");
    try (Rig rig = rig(host)) {
      Task task = rig.submit();
      call(rig, part(host, 0), "{\"id\":\"1\",\"status\":\"" + claimed + "\"}");
      rig.mj.tick();

      assertEquals(0, host.reads().size());
      assertEquals(TaskStatus.QUEUED, rig.now(task).status());
    }
  }

  @Test
  void webhook_bodyLies_movesNothing() {
    host.thenAccepts("1").shows(Rig.running("1", 40));
    try (Rig rig = rig(host)) {
      Task task = rig.submit();
      call(
          rig,
          part(host, 0),
          "{\"id\":\"1\",\"status\":\"SUCCESS\",\"imageUrl\":\"http://169.254.169.254/x.png\"}");
      rig.pass(MIN);

      assertEquals(TaskStatus.RUNNING, rig.now(task).status());
      assertEquals(List.of(), rig.now(task).images());
    }
  }

  @Test
  void webhook_asManyAsAreListenedTo_areOneLookInAnInterval() {
    host.thenAccepts("1").shows(Rig.running("1", 40));
    try (Rig rig = rig(host)) {
      rig.submit();
      for (int second = 0; second < 30; second++) {
        for (int i = 0; i < HookLimits.OF_A_TASK / 30; i++) {
          call(rig, part(host, 0), body("1", HostStatus.SUCCESS));
        }
        rig.pass(Duration.ofSeconds(1));
      }

      assertTrue(host.reads().size() <= 11, () -> host.reads().size() + " looks in 30 s");
      assertTrue(counted(rig, "looked") <= 11, () -> counted(rig, "looked") + " looks");
      assertEquals(HookLimits.OF_A_TASK, counted(rig, "looked") + counted(rig, "ignored"));
    }
  }

  @Test
  void webhook_comesBeforeTheGatewaysOwnView_isLookedForUntilThatCatchesUp() {
    host.thenAccepts("1").shows(Rig.running("1", 40));
    try (Rig rig = rig(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(9));
      int before = host.reads().size();
      call(rig, part(host, 0), body("1", HostStatus.SUCCESS));
      rig.pass(Duration.ofSeconds(15));
      assertEquals(before + 6, host.reads().size(), "one look each 3 s");
      host.forgets("1").shows(Rig.done("1"));
      rig.pass(MIN);

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
  }

  /** Hosts date and sign nothing, so an old one is told from a new one by what it changes alone. */
  @Test
  void f90_oldHookSentAgainAndOutOfOrder_changesNothing() {
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = rig(host)) {
      Task task = rig.submit();
      call(rig, part(host, 0), body("1", HostStatus.SUCCESS));
      rig.mj.tick();
      for (HostStatus late : HostStatus.values()) {
        assertEquals(WebhookAnswer.TAKEN, call(rig, part(host, 0), body("1", late)));
        rig.pass(MIN);
      }

      assertEquals(1, host.reads().size());
      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
      assertEquals(1, rig.told("Finished"));
    }
  }
}
