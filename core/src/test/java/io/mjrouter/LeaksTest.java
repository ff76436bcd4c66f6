package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.MjException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever is interrupted, or shut down, on the way of a submission leaves no place or money held.
 */
@Timeout(60)
class LeaksTest {

  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").cannot(Capability.LIST);

  /** Where the thread is interrupted. */
  private enum Phase {
    BEFORE,
    CLAIM,
    INTENT,
    SENDING,
    OUTCOME
  }

  /** What the host makes of it. */
  private enum Answer {
    TAKEN(host -> host.thenAccepts("1").shows(Rig.done("1"))),
    REFUSED(host -> host.thenFails(RejectReason.QUEUE_FULL)),
    UNKNOWN(host -> host.thenFails(UnknownReason.TIMED_OUT));

    private final Consumer<ScriptedProvider> script;

    Answer(Consumer<ScriptedProvider> script) {
      this.script = script;
    }
  }

  static Stream<Arguments> everyPhaseAndAnswer() {
    return Stream.of(Phase.values())
        .flatMap(
            phase ->
                Stream.of(Answer.values())
                    .flatMap(
                        answer -> Stream.of("", "r").map(key -> Arguments.of(phase, answer, key))));
  }

  @ParameterizedTest
  @MethodSource("everyPhaseAndAnswer")
  void f66_submit_interruptedInAnyPhase_leavesNothingHeld(
      Phase phase, Answer answer, String reference) {
    answer.script.accept(host);
    HookedStore store = new HookedStore();
    store.beforeClaim(record -> interrupt(phase == Phase.CLAIM || isAt(phase, record)));
    store.beforeWrite(record -> interrupt(isAt(phase, record)));
    host.whileSubmitting(attempt -> interrupt(phase == Phase.SENDING));
    try (Rig rig = Rig.on(store, host)) {
      interrupt(phase == Phase.BEFORE);
      try {
        SubmitOptions.Builder options = SubmitOptions.builder();
        rig.submit(Rig.FOX, reference.isEmpty() ? options : options.reference(reference));
      } catch (MjException e) {
        assertTrue(answer != Answer.TAKEN || host.submits() == 0, e::toString);
      }
      assertTrue(Thread.interrupted(), "the flag is lost");
      rig.pass(Duration.ofHours(2));

      ProviderSummary summary = rig.mj.providers().get(0);
      assertEquals(0, summary.load().submits());
      assertEquals(0, summary.routes().stream().mapToInt(RouteSummary::tasks).sum());
      assertTrue(host.submits() <= 1);
      assertEquals(List.of(), store.open(Shards.every(), Optional.empty(), 10));
      for (TaskRecord record : store.finishes().since(0, 10).records()) {
        assertTrue(
            record.task().attempts().stream()
                .noneMatch(attempt -> attempt.charge() == ChargeState.RESERVED),
            record::toString);
      }
    }
  }

  /** Whether the write is the one of an intent, or of what came of it. */
  private static boolean isAt(Phase phase, TaskRecord record) {
    return record.task().attempts().stream()
        .map(attempt -> attempt.state() == Attempt.State.INTENT ? Phase.INTENT : Phase.OUTCOME)
        .anyMatch(phase::equals);
  }

  private static void interrupt(boolean now) {
    if (now) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void close_whateverWouldActAfterwards_isRefused() {
    host.thenAccepts("1").shows(Rig.done("1"));
    Rig rig = Rig.of(host);
    Task task = rig.submit();
    rig.mj.close();

    Map<String, Executable> acts =
        Map.of(
            "press", () -> rig.mj.press(task, "U1"),
            "refresh", () -> rig.mj.refresh(task.id()),
            "await", () -> rig.mj.await(task.id()),
            "cancel", () -> rig.mj.cancel(task.id()),
            "drain", () -> rig.mj.drain(host.id(), true),
            "readmit", () -> rig.mj.readmit(host.id()),
            "check", () -> rig.mj.check(host.id()));

    acts.forEach((name, act) -> assertThrows(IllegalStateException.class, act, name));
  }

  @Test
  void f67_close_whileASubmissionIsUnderWay_isRecordedAndFinishedByTheNext() {
    host.thenAccepts("1").shows(Rig.done("1"));
    AtomicReference<Rig> closing = new AtomicReference<>();
    host.whileSubmitting(attempt -> closing.get().mj.close());
    MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
    Rig rig = Rig.on(store, host);
    closing.set(rig);

    Task task = rig.submit();

    assertEquals(TaskStatus.QUEUED, task.status());
    assertThrows(IllegalStateException.class, rig::submit);
    assertEquals(1, host.submits());
    try (Rig next = Rig.on(store, host)) {
      next.pass(Duration.ofMinutes(5));
      assertEquals(TaskStatus.SUCCEEDED, next.now(task).status());
    }
  }
}
