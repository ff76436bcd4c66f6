package io.mjrouter;

import static io.mjrouter.Rig.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.BrokenProvider;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a submission of which nobody knows whether its host took it. */
@Timeout(60)
class UnknownOutcomeTest {

  private final ScriptedProvider cheap = ScriptedProvider.named("cheap").charges("0.03");
  private final ScriptedProvider dear = ScriptedProvider.named("dear").charges("0.09");

  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").cannot(Capability.BATCH_FETCH);

  @ParameterizedTest
  @EnumSource(UnknownReason.class)
  void submit_mayHaveBeenTaken_asksNobodyElseAndHolds(UnknownReason reason) {
    try (Rig rig = Rig.of(cheap.thenFails(reason), dear)) {
      TaskId id = rig.unknown();

      Task task = rig.mj.get(id);
      assertEquals(TaskStatus.PENDING, task.status());
      assertEquals(Attempt.State.UNKNOWN, only(task).state());
      assertEquals(ChargeState.RESERVED, only(task).charge());
      assertEquals(1, cheap.submits() + dear.submits());
    }
  }

  @Test
  void submit_unknown_messageSaysWhereAndThatItIsKept() {
    try (Rig rig = Rig.of(cheap.thenFails(UnknownReason.TIMED_OUT))) {
      OutcomeUnknownException e = assertThrows(OutcomeUnknownException.class, rig::submit);

      assertTrue(String.valueOf(e.getMessage()).contains("cheap/relax TIMED_OUT"), e::getMessage);
      assertEquals(e.taskId(), rig.mj.get(e.taskId()).id());
    }
  }

  @Test
  void submit_unknownThatNobodyResolves_endsDisputedOnce() {
    ScriptedProvider mute = cheap.cannot(Capability.LIST);
    try (Rig rig = Rig.of(mute.thenFails(UnknownReason.TIMED_OUT), dear)) {
      TaskId id = rig.unknown();

      rig.pass(Duration.ofMinutes(29));
      assertEquals(TaskStatus.PENDING, rig.mj.get(id).status());
      rig.pass(Duration.ofMinutes(2));

      Task task = rig.mj.get(id);
      assertEquals(FailureReason.UNKNOWN_OUTCOME, task.failure().orElseThrow().reason());
      assertEquals(ChargeState.DISPUTED, only(task).charge());
      assertEquals(Money.usd("0.03"), task.spent());
      assertEquals(1, cheap.submits() + dear.submits());
      assertEquals(List.of("Submitted", "AttemptEnded", "Finished", "Settled"), rig.told());
    }
  }

  @Test
  void submit_unknownAndResubmitChosen_asksTheNextAndKeepsTheDoubt() {
    try (Rig rig =
        Rig.of(cheap.offers(Mode.FAST).thenFails(UnknownReason.TIMED_OUT), dear.thenAccepts("9"))) {
      Task task = rig.submit(Rig.FOX, SubmitOptions.builder().onUnknown(OnUnknown.RESUBMIT));
      assertEquals(Optional.of(new HostTask(dear.id(), "9")), task.hostTask());

      dear.shows(Rig.done("9"));
      rig.pass(Duration.ofMinutes(2));

      Task done = rig.now(task);
      assertEquals(TaskStatus.SUCCEEDED, done.status());
      assertEquals(ChargeState.DISPUTED, done.attempts().get(0).charge());
      assertEquals(Money.usd("0.12"), done.spent());
    }
  }

  @Test
  void submit_resubmitChosenAndNobodyElseTakesIt_staysUnknown() {
    try (Rig rig =
        Rig.of(
            cheap.offers(Mode.FAST).thenFails(UnknownReason.TIMED_OUT),
            dear.offers(Mode.FAST).thenFails(RejectReason.QUEUE_FULL))) {
      TaskId id = rig.unknown(Rig.FOX, SubmitOptions.builder().onUnknown(OnUnknown.RESUBMIT));

      assertEquals(TaskStatus.PENDING, rig.mj.get(id).status());
      assertEquals(2, cheap.submits() + dear.submits());
    }
  }

  @Test
  void submit_adapterThrows_isUnknownAndAsksNobodyElse() {
    cheap.whileSubmitting(
        sent -> {
          throw new IllegalStateException("a bug");
        });
    try (Rig rig = Rig.of(cheap, dear)) {
      rig.unknown();

      assertEquals(1, cheap.submits());
      assertEquals(0, dear.submits());
    }
  }

  @Test
  void submit_adapterThrowsAnError_isUnknownAndRecordedAtOnce() {
    cheap.whileSubmitting(
        sent -> {
          throw new StackOverflowError();
        });
    try (Rig rig = Rig.of(cheap, dear)) {
      Task task = rig.mj.get(rig.unknown());

      assertEquals(Attempt.State.UNKNOWN, task.attempts().get(0).state());
      assertEquals(ChargeState.RESERVED, task.attempts().get(0).charge());
      assertEquals(Money.usd("0.03"), rig.mj.providers().get(0).funds().spentToday());
    }
  }

  @Test
  void submit_adapterReturnsNothing_isUnknownAndGivesItsPlaceBack() {
    try (Rig rig = Rig.of(BrokenProvider.of(cheap), dear)) {
      rig.unknown();

      assertEquals(0, rig.mj.providers().get(0).load().submits());
      assertEquals(0, dear.submits());
    }
  }

  @Test
  void follow_unknownFoundInTheList_isTakenLateAndPaidOnce() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      TaskId id = rig.unknown();
      String token = host.attempts().get(0).token();
      rig.pass(Duration.ofMinutes(1));
      host.shows(Rig.running("55", 30).toBuilder().state(token).build());
      rig.pass(Duration.ofMinutes(1));
      assertEquals("55", rig.mj.get(id).hostTask().orElseThrow().id());
      host.shows(Rig.done("55").toBuilder().state(token).build());
      rig.pass(Duration.ofMinutes(1));

      Task task = rig.mj.get(id);
      assertEquals(TaskStatus.SUCCEEDED, task.status());
      assertEquals(ChargeState.SETTLED, only(task).charge());
      assertEquals(1, host.submits());
      assertEquals(1, rig.told("Accepted"));
    }
  }

  /** Its host may not know it any more when it is asked for the task by its id. */
  @Test
  void follow_unknownFoundInTheListAsDone_needsNoOtherLook() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      TaskId id = rig.unknown();
      host.shows(Rig.done("77").toBuilder().state(host.attempts().get(0).token()).build());
      rig.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.SUCCEEDED, rig.mj.get(id).status());
      assertEquals(List.of(List.of()), host.reads());
    }
  }

  @Test
  void follow_hostStripsOurState_isNotSearchedForIt() {
    host.thenAccepts("1").shows(Rig.done("1")).thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      rig.submit();
      rig.pass(Duration.ofMinutes(2));
      int before = host.reads().size();
      TaskId id = rig.unknown();
      rig.pass(Duration.ofMinutes(40));

      assertEquals(before, host.reads().size());
      assertEquals(FailureReason.UNKNOWN_OUTCOME, rig.mj.get(id).failure().orElseThrow().reason());
    }
  }

  @Test
  void follow_existedAndSubmittedByOthersWithoutAState_hostIsSearchedAllTheSame() {
    host.thenAccepts(Acceptance.EXISTED, "1").shows(Rig.done("1"));
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      rig.submit();
      rig.pass(Duration.ofMinutes(2));
      TaskId id = rig.unknown();
      String token = host.attempts().get(1).token();
      host.shows(Rig.running("55", 30).toBuilder().state(token).build());
      rig.pass(Duration.ofMinutes(2));

      assertEquals(
          Optional.of("55"), rig.mj.get(id).hostTask().map(at -> at.id()), "found by its token");
    }
  }
}
