package io.mjrouter.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.TaskRecord;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each transition by itself: what it becomes, and what is told of it. */
class TransitionsTest {

  private static final TaskId ID = TaskId.of("1000000000000001");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Imagine FOX = Imagine.of("a red fox");
  private static final HostTask HOME = new HostTask(ProviderId.of("a"), "7");
  private static final SubmitOutcome LOST =
      new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "lost");

  private static TaskRecord claimed() {
    return Ledger.claimed(ID, FOX, SubmitOptions.defaults(), NOW).record();
  }

  private static TaskRecord sending(TaskRecord record, Submission submission, String host, int n) {
    Step step =
        Ledger.intent(
            record,
            submission,
            SubmitOptions.defaults(),
            new Route(ProviderId.of(host), Mode.FAST),
            "t" + n,
            Optional.of(Money.usd("0.05")),
            Decision.packer(0).pack(),
            NOW);
    assertTrue(step.changed(), record::toString);
    return step.record();
  }

  private static TaskRecord atHost() {
    return took(sending(claimed(), FOX, "a", 1), Acceptance.STARTED).record();
  }

  private static TaskRecord withWindow() {
    return took(sending(claimed(), FOX, "a", 1), Acceptance.NEEDS_MODAL).record();
  }

  private static Step took(TaskRecord record, Acceptance how) {
    return Ledger.outcome(record, "t1", SubmitOutcome.Accepted.of(how, "7"), NOW);
  }

  private static TaskSnapshot.Builder shows(HostStatus status) {
    return TaskSnapshot.builder("7", status);
  }

  private static Step seen(TaskRecord record, TaskSnapshot.Builder shown) {
    return Ledger.observed(record, shown.build(), false, NOW);
  }

  private static String told(Step step) {
    return step.events().stream()
        .map(event -> event.getClass().getSimpleName())
        .collect(Collectors.joining(" "));
  }

  // ---- Taken.

  @ParameterizedTest
  @CsvSource({
    "STARTED, QUEUED, AttemptEnded Accepted, false",
    "QUEUED, QUEUED, AttemptEnded Accepted, false",
    "EXISTED, QUEUED, AttemptEnded Accepted, true",
    "UNCLEAR, QUEUED, AttemptEnded Accepted, true",
    "NEEDS_MODAL, NEEDS_MODAL, AttemptEnded Accepted NeedsModal, false"
  })
  void taken_how_statusEventsAndWhetherItIsOurs(
      Acceptance how, TaskStatus status, String events, boolean shared) {
    Step step = took(sending(claimed(), FOX, "a", 1), how);

    Task task = step.record().task();
    assertEquals(status, task.status());
    assertEquals(events, told(step));
    assertEquals(shared, step.record().shared());
    assertEquals(Optional.of(HOME), task.hostTask());
    assertEquals(Optional.of(NOW), task.accepted());
    assertEquals(ChargeState.SETTLED, task.attempts().get(0).charge());
    assertEquals(
        how == Acceptance.NEEDS_MODAL ? Optional.of(HostStatus.MODAL) : Optional.empty(),
        task.snapshot().map(TaskSnapshot::status));
  }

  @Test
  void taken_found_isToldAsAcceptedAlone() {
    TaskRecord unsure = Ledger.outcome(sending(claimed(), FOX, "a", 1), "t1", LOST, NOW).record();

    assertEquals("Accepted", told(Ledger.found(unsure, "t1", "7", NOW)));
  }

  @Test
  void taken_twice_theSecondEndsItsAttemptAndMovesNothing() {
    TaskRecord unsure = Ledger.outcome(sending(claimed(), FOX, "a", 1), "t1", LOST, NOW).record();
    TaskRecord both = sending(unsure, FOX, "b", 2);
    TaskRecord first = Ledger.found(both, "t1", "7", NOW).record();

    Step second =
        Ledger.outcome(first, "t2", SubmitOutcome.Accepted.of(Acceptance.STARTED, "8"), NOW);

    assertEquals("AttemptEnded", told(second));
    assertEquals(ChargeState.DUPLICATE, second.record().task().attempts().get(1).charge());
    assertEquals(Optional.of(HOME), second.record().task().hostTask());
  }

  @Test
  void taken_upload_isDoneWithItsLinks() {
    URI link = URI.create("https://cdn.example/1.png");
    SubmitOutcome uploaded =
        new SubmitOutcome.Accepted(
            Acceptance.STARTED, "", List.of(link), OptionalInt.empty(), "", "ok");

    Step step = Ledger.outcome(sending(claimed(), FOX, "a", 1), "t1", uploaded, NOW);

    Task task = step.record().task();
    assertEquals(TaskStatus.SUCCEEDED, task.status());
    assertEquals(100, task.progress());
    assertEquals(Optional.empty(), task.hostTask());
    assertEquals(
        List.of(MediaLink.of(link)), task.snapshot().map(TaskSnapshot::images).orElseThrow());
    assertTrue(told(step).startsWith("AttemptEnded Accepted Finished"), told(step));
  }

  // ---- Windows.

  @Test
  void window_answered_goesOnAsItWas() {
    TaskRecord answering = sending(withWindow(), Answer.of(ID, "a hat"), "a", 2);
    SubmitOutcome same = SubmitOutcome.Accepted.of(Acceptance.STARTED, "7");

    Step step = Ledger.outcome(answering, "t2", same, NOW.plusSeconds(9));

    assertEquals("AttemptEnded Progressed", told(step));
    assertEquals(TaskStatus.QUEUED, step.record().task().status());
    assertEquals(Optional.of(NOW), step.record().task().accepted());
    assertEquals(2, step.record().task().attempts().size());
    assertTrue(step.record().task().snapshot().isPresent(), "what the host showed is kept");
  }

  @Test
  void window_refused_staysOpen() {
    TaskRecord answering = sending(withWindow(), Answer.of(ID, "a hat"), "a", 2);
    SubmitOutcome full = SubmitOutcome.Rejected.of(RejectReason.QUEUE_FULL, "");

    TaskRecord after = Ledger.outcome(answering, "t2", full, NOW).record();

    assertEquals(TaskStatus.NEEDS_MODAL, after.task().status());
    assertEquals(Optional.empty(), after.answer());
    assertEquals(ChargeState.RELEASED, after.task().attempts().get(1).charge());
  }

  @Test
  void window_refusedAfterItsSenderWasTakenForGone_staysOpen() {
    TaskRecord answering = sending(withWindow(), Answer.of(ID, "a hat"), "a", 2);
    TaskRecord orphaned = Ledger.orphaned(answering, NOW).record();
    SubmitOutcome full = SubmitOutcome.Rejected.of(RejectReason.QUEUE_FULL, "");

    Step step = Ledger.outcome(orphaned, "t2", full, NOW);

    assertEquals(TaskStatus.NEEDS_MODAL, step.record().task().status());
    assertEquals(Optional.empty(), step.record().answer());
    assertEquals("", told(step), "its end was told when its sender was gone");
    sending(step.record(), Answer.of(ID, "another hat"), "a", 3);
  }

  @ParameterizedTest
  @CsvSource({"NOT_START", "BLANK", "MODAL"})
  void window_hostsViewLagsBehindIt_staysOpen(HostStatus shown) {
    TaskRecord after = seen(withWindow(), shows(shown)).record();

    assertEquals(TaskStatus.NEEDS_MODAL, after.task().status());
  }

  @ParameterizedTest
  @EnumSource(HostStatus.class)
  void window_answerLost_wasTakenWhereTheHostMovedOn(HostStatus status) {
    TaskRecord lost = answerLost();
    assertEquals(TaskStatus.PENDING, lost.task().status());

    Step step = seen(lost, shows(status));

    boolean moved =
        switch (status) {
          case SUBMITTED, IN_PROGRESS, SUCCESS, UNKNOWN -> true;
          case MODAL, NOT_START, BLANK, FAILURE, CANCEL -> false;
        };
    assertEquals(
        moved ? Attempt.State.ACCEPTED : Attempt.State.UNKNOWN,
        step.record().task().attempts().get(1).state());
    assertEquals(moved || status.isFinal(), step.changed());
  }

  @ParameterizedTest
  @EnumSource(
      value = HostStatus.class,
      names = {"FAILURE", "CANCEL"})
  void window_closedAtTheHostAndItsAnswerLost_endsAndNobodyKnowsWhatWasPaid(HostStatus status) {
    Step step = Ledger.observed(answerLost(), shows(status).build(), true, NOW);

    assertEquals("Finished Settled", told(step));
    assertEquals(TaskStatus.FAILED, step.record().task().status());
    assertEquals(
        List.of(ChargeState.SETTLED, ChargeState.DISPUTED),
        step.record().task().attempts().stream().map(Attempt::charge).toList());
  }

  private static TaskRecord answerLost() {
    TaskRecord answering = sending(withWindow(), Answer.of(ID, "a hat"), "a", 2);
    return Ledger.outcome(answering, "t2", LOST, NOW).record();
  }

  @Test
  void window_lagsBehindItsAnswer_isNotOpenedAgain() {
    TaskRecord answering = sending(withWindow(), Answer.of(ID, "a hat"), "a", 2);
    TaskRecord answered =
        Ledger.outcome(answering, "t2", SubmitOutcome.Accepted.of(Acceptance.QUEUED, "7"), NOW)
            .record();

    assertEquals(
        TaskStatus.QUEUED, seen(answered, shows(HostStatus.MODAL)).record().task().status());
  }

  @Test
  void window_opensAtTheHost_isToldOnce() {
    Step opened = seen(atHost(), shows(HostStatus.MODAL));
    assertEquals(TaskStatus.NEEDS_MODAL, opened.record().task().status());
    assertEquals("NeedsModal", told(opened));

    assertEquals("", told(seen(opened.record(), shows(HostStatus.MODAL).rawStatus("modal"))));
  }

  // ---- Progress.

  @ParameterizedTest
  @CsvSource({
    "NOT_START, QUEUED",
    "SUBMITTED, QUEUED",
    "BLANK, QUEUED",
    "IN_PROGRESS, RUNNING",
    "UNKNOWN, RUNNING",
    "MODAL, NEEDS_MODAL",
    "SUCCESS, SUCCEEDED",
    "FAILURE, FAILED",
    "CANCEL, FAILED"
  })
  void observed_fromQueued(HostStatus shown, TaskStatus status) {
    assertEquals(status, seen(atHost(), shows(shown)).record().task().status());
  }

  @ParameterizedTest
  @CsvSource({"NOT_START", "SUBMITTED", "BLANK", "MODAL"})
  void observed_fromRunning_neverGoesBack(HostStatus shown) {
    TaskRecord running = seen(atHost(), shows(HostStatus.IN_PROGRESS).progress(20)).record();

    Task task = seen(running, shows(shown).progress(5)).record().task();

    assertEquals(TaskStatus.RUNNING, task.status());
    assertEquals(20, task.progress());
  }

  @ParameterizedTest
  @CsvSource({"20, 29, ''", "20, 30, Progressed", "29, 30, Progressed", "20, 20, ''"})
  void observed_progress_isToldByTens(int before, int now, String events) {
    TaskRecord running = seen(atHost(), shows(HostStatus.IN_PROGRESS).progress(before)).record();

    assertEquals(
        events, told(seen(running, shows(HostStatus.IN_PROGRESS).progress(now).rawStatus("x"))));
  }

  @Test
  void observed_theSameAgain_isNoChange() {
    TaskRecord running = seen(atHost(), running()).record();

    assertFalse(seen(running, running()).changed());
    assertTrue(seen(running, running().rawStatus("other")).changed(), "status");
    assertTrue(seen(running, running().rawProgress("40 %")).changed(), "progress");
    assertTrue(seen(running, running().effectiveMode(Mode.RELAX)).changed(), "mode");
    assertTrue(seen(running, running().images(List.of())).changed(), "pictures");
  }

  private static TaskSnapshot.Builder running() {
    return shows(HostStatus.IN_PROGRESS)
        .rawStatus("IN_PROGRESS")
        .progress(40)
        .rawProgress("40%")
        .images(List.of(MediaLink.of(URI.create("https://cdn.example/1.png"))));
  }

  // ---- Ends.

  @ParameterizedTest
  @CsvSource({"true, REFUNDED", "false, SETTLED"})
  void observed_failure_isPaidBackWhereTheHostRefunds(boolean refunds, ChargeState charge) {
    TaskSnapshot dead = shows(HostStatus.FAILURE).failure(" broke ", Failure.Fault.HOST).build();

    Task task = Ledger.observed(atHost(), dead, refunds, NOW).record().task();

    assertEquals(charge, task.attempts().get(0).charge());
    assertEquals(
        new Failure(FailureReason.HOST_SAID_SO, Failure.Fault.HOST, "broke"),
        task.failure().orElseThrow());
  }

  @Test
  void observed_failureWithoutWords_isUnspecified() {
    Task task = seen(atHost(), shows(HostStatus.FAILURE)).record().task();

    assertEquals("unspecified", task.failure().orElseThrow().detail());
  }

  @Test
  void refund_afterAWindow_isOfTheLastAttemptAlone() {
    TaskRecord answering = sending(withWindow(), Answer.of(ID, "a hat"), "a", 2);
    SubmitOutcome same = SubmitOutcome.Accepted.of(Acceptance.STARTED, "7");
    TaskRecord answered = Ledger.outcome(answering, "t2", same, NOW).record();

    Task task =
        Ledger.observed(answered, shows(HostStatus.FAILURE).build(), true, NOW).record().task();

    assertEquals(
        List.of(ChargeState.SETTLED, ChargeState.REFUNDED),
        task.attempts().stream().map(Attempt::charge).toList());
  }

  @Test
  void unroutable_keepsTheChoice_andAFinalTaskStays() {
    Decision decision = Decision.packer(0).pack();
    Failure failure = new Failure(FailureReason.REFUSED, Failure.Fault.HOST, "nobody");

    Step step = Ledger.unroutable(claimed(), decision, failure, NOW);

    assertEquals(TaskStatus.FAILED, step.record().task().status());
    assertEquals(Optional.of(decision), step.record().task().decision());
    assertFalse(Ledger.unroutable(step.record(), decision, failure, NOW).changed());
    assertFalse(Ledger.failed(step.record(), failure, NOW).changed());
    assertFalse(
        Ledger.failed(step.record(), failure, shows(HostStatus.FAILURE).build(), NOW).changed());
  }

  @ParameterizedTest
  @EnumSource(FailureReason.class)
  void late_picture_isKeptWhereTheTaskWasGivenUpByAClock(FailureReason reason) {
    TaskRecord ended =
        Ledger.failed(atHost(), new Failure(reason, Failure.Fault.HOST, ""), NOW).record();

    Step step = Ledger.late(ended, shows(HostStatus.SUCCESS).build(), NOW);

    assertEquals(reason.mayStillFinish(), step.changed());
    assertEquals(reason.mayStillFinish() ? "CameLate" : "", told(step));
    assertEquals(TaskStatus.FAILED, step.record().task().status());
    assertFalse(Ledger.late(ended, running().build(), NOW).changed(), "not finished");
    assertFalse(
        Ledger.late(step.record(), shows(HostStatus.SUCCESS).build(), NOW).changed(), "once");
  }

  @Test
  void late_openTask_isNone() {
    assertFalse(Ledger.late(atHost(), shows(HostStatus.SUCCESS).build(), NOW).changed());
  }

  @Test
  void orphaned_withoutAnOpenIntent_isNone() {
    assertFalse(Ledger.orphaned(claimed(), NOW).changed());
    assertFalse(Ledger.orphaned(atHost(), NOW).changed());
    TaskRecord gone = Ledger.orphaned(sending(claimed(), FOX, "a", 1), NOW).record();
    assertFalse(Ledger.orphaned(gone, NOW).changed());
  }

  @Test
  void outcome_ofAnAttemptThatEnded_isNone() {
    TaskRecord refused =
        Ledger.outcome(
                sending(claimed(), FOX, "a", 1),
                "t1",
                SubmitOutcome.Rejected.of(RejectReason.QUEUE_FULL, ""),
                NOW)
            .record();

    assertFalse(took(refused, Acceptance.STARTED).changed());
  }
}
