package io.mjrouter;

import static io.mjrouter.Hooks.HOOKS;
import static io.mjrouter.Hooks.MIN;
import static io.mjrouter.Hooks.PREFIX;
import static io.mjrouter.Hooks.body;
import static io.mjrouter.Hooks.call;
import static io.mjrouter.Hooks.part;
import static io.mjrouter.Hooks.rig;
import static io.mjrouter.Rig.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Mode;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook finds out of a submission of which nobody knew whether its host took it. */
@Timeout(60)
class WebhookUnknownTest {

  private final ScriptedProvider host =
      ScriptedProvider.named("host")
          .charges("0.05")
          .cannot(Capability.BATCH_FETCH, Capability.LIST);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void webhook_outcomeUnknown_findsTheTask(boolean stateShown) {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = rig(host)) {
      TaskId id = rig.unknown();
      String token = host.attempts().get(0).token();
      host.shows(Rig.done("77").toBuilder().state(stateShown ? token : "").build());
      call(rig, part(host, 0), body("77", HostStatus.SUBMITTED));
      rig.mj.tick();

      Task found = rig.mj.get(id);
      assertEquals(TaskStatus.SUCCEEDED, found.status());
      assertEquals(Optional.of(new HostTask(host.id(), "77")), found.hostTask());
      assertEquals(ChargeState.SETTLED, only(found).charge());
      assertEquals(1, host.submits());
      assertEquals(1, rig.told("Finished"));
      assertEquals(1, rig.told("Settled"));
    }
  }

  @Test
  void webhook_beforeTheAnswerThatIsLost_findsTheTask() {
    Rig[] rig = new Rig[1];
    host.thenFails(UnknownReason.CONNECTION_LOST)
        .whileSubmitting(
            attempt ->
                assertEquals(
                    WebhookAnswer.TAKEN,
                    call(
                        rig[0],
                        attempt.notifyHook().orElseThrow().toString().substring(PREFIX.length()),
                        body("77", HostStatus.SUBMITTED))));
    try (Rig it = rig(host)) {
      rig[0] = it;
      TaskId id = it.unknown();
      host.shows(Rig.running("77", 10), Rig.done("77"));
      it.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.SUCCEEDED, it.mj.get(id).status());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void webhook_beforeTheAnswer_theAnswerCounts() {
    Rig[] rig = new Rig[1];
    host.thenAccepts("1")
        .shows(Rig.running("1", 10), Rig.done("1"))
        .whileSubmitting(
            attempt ->
                call(
                    rig[0],
                    attempt.notifyHook().orElseThrow().toString().substring(PREFIX.length()),
                    body("77", HostStatus.SUBMITTED)));
    try (Rig it = rig(host)) {
      rig[0] = it;
      Task task = it.submit();
      it.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.SUCCEEDED, it.now(task).status());
      assertEquals(Optional.of(new HostTask(host.id(), "1")), it.now(task).hostTask());
      assertFalse(host.reads().contains(List.of("77")));
    }
  }

  @Test
  void webhook_hostDoesNotShowItYet_isLookedForAgain() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = rig(host)) {
      TaskId id = rig.unknown();
      call(rig, part(host, 0), body("77", HostStatus.SUBMITTED));
      rig.pass(Duration.ofSeconds(20));
      assertEquals(TaskStatus.PENDING, rig.mj.get(id).status());
      int looks = host.reads().size();
      assertTrue(looks <= 4, () -> looks + " looks in 20 s");
      host.shows(Rig.done("77"));
      rig.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.SUCCEEDED, rig.mj.get(id).status());
    }
  }

  @Test
  void webhook_claimsATaskOfAProviderThatIsGone_keepsNobodyAwake() {
    host.thenFails(UnknownReason.TIMED_OUT);
    MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
    try (Rig before = Rig.with(builder -> builder.webhooks(HOOKS).store(store), host)) {
      before.unknown();
    }
    ScriptedProvider other = ScriptedProvider.named("other");
    try (Rig rig = Rig.with(builder -> builder.webhooks(HOOKS).store(store), other)) {
      rig.mj.tick();
      Duration rest = rig.mj.tick();
      call(rig, part(host, 0), body("77", HostStatus.SUBMITTED));
      rig.mj.tick();

      assertEquals(rest, rig.mj.tick());
    }
  }

  @Test
  void webhook_claimsSomebodyElsesTask_isNotBelieved() {
    host.thenAccepts("1").thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = rig(host)) {
      rig.submit();
      TaskId id = rig.unknown();
      call(rig, part(host, 1), body("1", HostStatus.SUCCESS));
      rig.mj.tick();
      assertEquals(TaskStatus.PENDING, rig.mj.get(id).status());
      host.shows(
          Rig.done("88").toBuilder().state(host.attempts().get(0).token()).build(), Rig.done("99"));
      call(rig, part(host, 1), body("88", HostStatus.SUCCESS));
      rig.pass(MIN);
      assertEquals(TaskStatus.PENDING, rig.mj.get(id).status());

      call(rig, part(host, 1), body("99", HostStatus.SUCCESS));
      rig.pass(MIN);
      assertEquals(TaskStatus.SUCCEEDED, rig.mj.get(id).status());
    }
  }

  @Test
  void webhook_claimsAnothersTaskThatIsDone_thatOneHasItsPicture() {
    host.thenAccepts("1").thenFails(UnknownReason.TIMED_OUT).shows(Rig.done("1"));
    try (Rig rig = rig(host)) {
      Task another = rig.submit();
      rig.unknown();
      call(rig, part(host, 1), body("1", HostStatus.SUCCESS));
      rig.mj.tick();
      assertEquals(List.of(List.of("1")), host.reads());

      assertEquals(TaskStatus.SUCCEEDED, rig.now(another).status());
    }
  }

  @Test
  void webhook_boughtElsewhereMeanwhile_isADuplicateThatIsShown() {
    host.offers(Mode.RELAX).thenFails(UnknownReason.TIMED_OUT);
    ScriptedProvider other = ScriptedProvider.named("other").charges("0.06").thenAccepts("5");
    try (Rig rig = rig(host, other)) {
      Task task = rig.submit(Rig.FOX, SubmitOptions.builder().onUnknown(OnUnknown.RESUBMIT));
      host.shows(Rig.done("77"));
      call(rig, part(host, 0), body("77", HostStatus.SUCCESS));
      rig.mj.tick();

      Attempt first = rig.now(task).attempts().get(0);
      assertEquals(ChargeState.DUPLICATE, first.charge());
      assertEquals(Optional.of(new HostTask(other.id(), "5")), rig.now(task).hostTask());
    }
  }

  @Test
  void webhook_answerToAWindowUnknown_findsTheHostsNewId() {
    host.thenAccepts(Acceptance.NEEDS_MODAL, "1")
        .thenFails(UnknownReason.TIMED_OUT)
        .shows(Rig.status("1", HostStatus.MODAL));
    try (Rig rig = rig(host)) {
      Task window = rig.submit();
      rig.unknown(Answer.of(window.id(), "a fox"), SubmitOptions.builder());
      host.shows(Rig.done("3"));
      call(rig, part(host, 1), body("3", HostStatus.SUCCESS));
      rig.pass(MIN);

      assertEquals(TaskStatus.SUCCEEDED, rig.now(window).status());
      assertEquals(Optional.of(new HostTask(host.id(), "3")), rig.now(window).hostTask());
    }
  }

  @Test
  void webhook_unknownExpired_isTooLate() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = rig(host)) {
      TaskId id = rig.unknown();
      call(rig, part(host, 0), body("77", HostStatus.SUBMITTED));
      rig.pass(Duration.ofHours(1));
      int looks = host.reads().size();
      rig.pass(Duration.ofHours(1));

      assertEquals(TaskStatus.FAILED, rig.mj.get(id).status());
      assertEquals(looks, host.reads().size());
    }
  }
}
