package io.mjrouter;

import static io.mjrouter.Rig.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of tasks that a process left open, once another goes on with its store. */
@Timeout(60)
class RestartTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").cannot(Capability.BATCH_FETCH);

  @Test
  void restart_openTask_isFollowedToItsEnd() {
    host.thenAccepts("1");
    Rig first = Rig.of(host);
    MemoryTaskStore store = new MemoryTaskStore(first.time);
    Rig before = Rig.on(store, host);
    Task task = before.submit();
    before.close();
    host.shows(Rig.done("1"));

    try (Rig after = Rig.on(store, host)) {
      after.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.SUCCEEDED, after.now(task).status());
      assertEquals(1, host.submits());
    }
    first.close();
  }

  @Test
  void restart_hoursLater_looksBeforeItGivesUp() {
    MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
    Rig before = Rig.on(store, host.thenAccepts("1"));
    Task task = before.submit();
    before.close();
    host.shows(Rig.done("1"));

    try (Rig after = Rig.on(store, host)) {
      after.time.advance(Duration.ofHours(5));
      after.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.SUCCEEDED, after.now(task).status());
    }
  }

  @Test
  void f60_restart_intentWithoutOutcome_isUnknownNeverSentAgain() {
    MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
    ScriptedProvider dying = ScriptedProvider.named("host").cannot(Capability.LIST);
    dying.whileSubmitting(
        sent -> {
          throw new Died();
        });
    Rig before = Rig.on(store, dying);
    assertThrows(
        Died.class, () -> before.submit(Rig.FOX, SubmitOptions.builder().reference("order-1")));
    before.close();

    try (Rig after = Rig.on(store, host)) {
      TaskId id = after.mj.findReference("order-1").orElseThrow().id();
      after.pass(Duration.ofMinutes(4));
      assertEquals(Attempt.State.UNKNOWN, only(after.mj.get(id)).state());
      after.pass(Duration.ofMinutes(31));

      Task task = after.mj.get(id);
      assertEquals(FailureReason.UNKNOWN_OUTCOME, task.failure().orElseThrow().reason());
      assertEquals(ChargeState.DISPUTED, only(task).charge());
      assertEquals(1, dying.submits() + host.submits());
    }
  }

  @Test
  void restart_claimWithoutIntent_endsRefusedAndFreesItsReference() {
    MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
    SubmitOptions options = SubmitOptions.builder().reference("order-1").build();
    TaskId id = TaskId.of("1234567890123456");
    store.claim(Write.of(Ledger.claimed(id, Rig.FOX, options, FakeTime.START).record()));

    try (Rig after = Rig.on(store, host)) {
      after.pass(Duration.ofMinutes(4));

      assertEquals(FailureReason.REFUSED, after.mj.get(id).failure().orElseThrow().reason());
      after.mj.submit(Rig.FOX, options);
      assertEquals(1, host.submits());
    }
  }

  @Test
  void f73_restart_providerGone_endsAsOriginUnavailable() {
    MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
    Rig before = Rig.on(store, host.thenAccepts("1"));
    Task task = before.submit();
    before.close();

    try (Rig after = Rig.on(store, ScriptedProvider.named("other"))) {
      after.pass(HOUR.plusMinutes(1));

      assertEquals(
          FailureReason.ORIGIN_UNAVAILABLE, after.now(task).failure().orElseThrow().reason());
    }
  }

  /** What ends a process in a test. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }
}
