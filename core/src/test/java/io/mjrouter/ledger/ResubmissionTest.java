package io.mjrouter.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Change;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Imagine;
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
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When a task that died is tried elsewhere, and how it ends where nobody takes it. */
class ResubmissionTest {

  private static final TaskId ID = TaskId.of("1000000000000001");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Imagine FOX = Imagine.of("a red fox");
  private static final HostTask HOME = new HostTask(ProviderId.of("a"), "7");
  private static final TaskSnapshot DEAD = dead(HostStatus.FAILURE, Failure.Fault.HOST);
  private static final int MOST = 3;

  private static TaskSnapshot dead(HostStatus status, Failure.Fault fault) {
    return TaskSnapshot.builder("7", status).failure("broke", fault).build();
  }

  private static TaskRecord sending(TaskRecord record, Submission submission, int number) {
    Route route = new Route(ProviderId.of(number == 1 ? "a" : "h" + number), Mode.FAST);
    Optional<Money> price = Optional.of(Money.usd("0.05"));
    Decision decision = Decision.packer(0).pack();
    SubmitOptions options = SubmitOptions.defaults();
    return Ledger.intent(record, submission, options, route, "t" + number, price, decision, NOW)
        .record();
  }

  private static TaskRecord after(TaskRecord record, int number, SubmitOutcome outcome) {
    return Ledger.outcome(record, "t" + number, outcome, NOW).record();
  }

  private static SubmitOutcome taken(Acceptance how) {
    return SubmitOutcome.Accepted.of(how, "7");
  }

  private static TaskRecord atHost(Submission submission) {
    TaskRecord claimed = Ledger.claimed(ID, submission, SubmitOptions.defaults(), NOW).record();
    return after(sending(claimed, submission, 1), 1, taken(Acceptance.STARTED));
  }

  private static TaskRecord left() {
    return Resubmission.left(atHost(FOX), HOME, DEAD, NOW).record();
  }

  @Test
  void due_deadWhereItIsPaidBack() {
    assertTrue(Resubmission.isDue(atHost(FOX), DEAD, true, MOST));
    TaskSnapshot drawing = TaskSnapshot.builder("7", HostStatus.IN_PROGRESS).build();
    TaskRecord running = Ledger.observed(atHost(FOX), drawing, true, NOW).record();
    assertEquals(TaskStatus.RUNNING, running.task().status());
    assertTrue(Resubmission.isDue(running, DEAD, true, MOST));
  }

  @Test
  void due_notPaidBack_orNoAttemptLeft_isNot() {
    assertFalse(Resubmission.isDue(atHost(FOX), DEAD, false, MOST));
    assertFalse(Resubmission.isDue(atHost(FOX), DEAD, true, 1));
    assertTrue(Resubmission.isDue(atHost(FOX), DEAD, true, 2));
  }

  @ParameterizedTest
  @EnumSource(HostStatus.class)
  void due_onlyAFailure(HostStatus status) {
    assertEquals(
        status == HostStatus.FAILURE,
        Resubmission.isDue(atHost(FOX), dead(status, Failure.Fault.HOST), true, MOST));
  }

  @ParameterizedTest
  @CsvSource({"HOST, true", "UNSTATED, true", "CONTENT, false", "PARAMETERS, false"})
  void due_onlyWhereTheCallerIsNotAtFault(Failure.Fault fault, boolean due) {
    assertEquals(due, Resubmission.isDue(atHost(FOX), dead(HostStatus.FAILURE, fault), true, MOST));
  }

  @Test
  void due_followUp_isNot() {
    TaskRecord change = atHost(Change.upscale(ID, 1));

    assertFalse(Resubmission.isDue(change, DEAD, true, MOST));
  }

  @Test
  void due_waitingWindow_orAnswered_isNot() {
    TaskRecord claimed = Ledger.claimed(ID, FOX, SubmitOptions.defaults(), NOW).record();
    TaskRecord window = after(sending(claimed, FOX, 1), 1, taken(Acceptance.NEEDS_MODAL));
    assertFalse(Resubmission.isDue(window, DEAD, true, MOST));

    TaskRecord answered =
        after(sending(window, Answer.of(ID, "a hat"), 2), 2, taken(Acceptance.STARTED));
    assertEquals(TaskStatus.QUEUED, answered.task().status());
    assertFalse(Resubmission.isDue(answered, DEAD, true, MOST));
  }

  @Test
  void due_somethingElseMayBeBought_isNot() {
    TaskRecord claimed = Ledger.claimed(ID, FOX, SubmitOptions.defaults(), NOW).record();
    SubmitOutcome lost = new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "");
    TaskRecord unsure = after(sending(claimed, FOX, 1), 1, lost);
    TaskRecord both = after(sending(unsure, FOX, 2), 2, taken(Acceptance.STARTED));

    assertFalse(Resubmission.isDue(both, DEAD, true, MOST));
  }

  @Test
  void due_twice_isNot() {
    TaskRecord again = after(sending(left(), FOX, 2), 2, taken(Acceptance.STARTED));

    assertFalse(Resubmission.isDue(again, DEAD, true, MOST));
  }

  @Test
  void left_isAtNoHost_itsMoneyBack() {
    Task task = left().task();

    assertEquals(TaskStatus.PENDING, task.status());
    assertEquals(Optional.empty(), task.hostTask());
    assertEquals(ChargeState.REFUNDED, task.attempts().get(0).charge());
    assertEquals(
        Optional.of(new Failure(FailureReason.HOST_SAID_SO, Failure.Fault.HOST, "broke")),
        Resubmission.death(task));
  }

  @Test
  void left_elsewhereByNow_orFinal_isNone() {
    HostTask other = new HostTask(ProviderId.of("b"), "7");
    assertFalse(Resubmission.left(atHost(FOX), other, DEAD, NOW).changed());
    TaskRecord ended = Ledger.observed(atHost(FOX), DEAD, true, NOW).record();
    assertFalse(Resubmission.left(ended, HOME, DEAD, NOW).changed());
  }

  @Test
  void death_atAHost_isNone() {
    assertEquals(Optional.empty(), Resubmission.death(atHost(FOX).task()));
  }

  @Test
  void givenUp_stillAtItsHost_endsAsItDied() {
    Task task = Resubmission.givenUp(atHost(FOX), HOME, DEAD, NOW).record().task();

    assertEquals(TaskStatus.FAILED, task.status());
    assertEquals("broke", task.failure().orElseThrow().detail());
    assertEquals(ChargeState.REFUNDED, task.attempts().get(0).charge());
  }

  @Test
  void givenUp_nobodyTookIt_endsAsItDied() {
    SubmitOutcome full = SubmitOutcome.Rejected.of(RejectReason.QUEUE_FULL, "");
    TaskRecord refused = after(sending(left(), FOX, 2), 2, full);

    Task task = Resubmission.givenUp(refused, HOME, DEAD, NOW).record().task();

    assertEquals("broke", task.failure().orElseThrow().detail());
  }

  @Test
  void givenUp_whileAnAttemptIsOpen_orUnknown_isNone() {
    TaskRecord sending = sending(left(), FOX, 2);
    assertFalse(Resubmission.givenUp(sending, HOME, DEAD, NOW).changed());
    SubmitOutcome lost = new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "");
    assertFalse(Resubmission.givenUp(after(sending, 2, lost), HOME, DEAD, NOW).changed());
  }
}
