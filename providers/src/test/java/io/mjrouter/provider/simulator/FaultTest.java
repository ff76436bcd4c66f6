package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Failure;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {

  private static final Imagine BOAT = Imagine.of("a paper boat");

  @ParameterizedTest
  @CsvSource({
    "queue-full, QUEUE_FULL",
    "banned, BANNED_PROMPT",
    "trouble, HOST_TROUBLE",
    "saturated, THROTTLED",
    "retry-after, THROTTLED",
    "quota, NO_MONEY",
    "out-of-balance, NO_MONEY",
    "bad-key, AUTH",
    "edge-blocked, EDGE_BLOCKED",
    "no-channel, NO_CHANNEL"
  })
  void refusal_once_isRefusedUnpaidAndNeverAgain(String fault, RejectReason reason) {
    Sim sim = new Sim(Sim.ALL, host -> host.faults(fault).balance(Money.usd("10")));
    SubmitOutcome.Rejected refused = sim.rejected(BOAT);
    assertEquals(reason, refused.reason());
    assertEquals(0, sim.host.paidSubmissions());
    assertEquals(Money.ZERO, sim.host.charged());
    if (!fault.equals("out-of-balance")) {
      sim.accepted(BOAT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hang-up-before-reading, CONNECTION_LOST, 0",
    "hang-up-after-reading, CONNECTION_LOST, 1",
    "reset, CONNECTION_LOST, 1",
    "bad-gateway, SERVER_ERROR, 1",
    "bare-429, BARE_429, 1",
    "html, NOT_JSON, 1",
    "empty, EMPTY_ANSWER, 1",
    "truncated, CONNECTION_LOST, 1",
    "late-answer, TIMED_OUT, 1",
    "drip, TIMED_OUT, 1"
  })
  void lostAnswer_once_isUnknownWhateverIsTrue(String fault, UnknownReason reason, int paid) {
    Sim sim = Sim.withFaults(fault);
    SubmitOutcome outcome = sim.submit(BOAT);
    assertEquals(reason, assertInstanceOf(SubmitOutcome.Unknown.class, outcome).reason());
    assertEquals(paid, sim.host.paidSubmissions());
    assertEquals(paid, sim.provider.list().value().orElseThrow().size());
  }

  @Test
  void lostAnswer_tokenSent_isFoundInTheList() {
    Sim sim = Sim.withFaults("hang-up-after-reading");
    sim.provider.submit(SubmitAttempt.of(BOAT, Mode.FAST).withToken("mark-7"));
    TaskSnapshot found = sim.provider.list().value().orElseThrow().get(0);
    assertEquals("mark-7", found.state());
    assertEquals("mark-7", sim.host.submissions().get(0).state());
  }

  @Test
  void lateAnswer_callerWaits_itsWholeTimeAndNoLonger() {
    Sim sim = Sim.withFaults("late-answer");
    sim.provider.submit(SubmitAttempt.of(BOAT, Mode.FAST).withTimeout(Duration.ofSeconds(7)));
    assertEquals(List.of(Duration.ofSeconds(7)), sim.time.sleeps());
  }

  @ParameterizedTest
  @CsvSource({"fail, HOST", "fail-content, CONTENT"})
  void fail_task_failsForThatReason(String fault, Failure.Fault whose) {
    Sim sim = Sim.withFaults(fault);
    TaskSnapshot task = sim.atRest(sim.accepted(BOAT).hostTaskId());
    assertEquals(HostStatus.FAILURE, task.status());
    assertEquals(whose, task.fault());
    assertFalse(task.failReason().isBlank());
    assertTrue(task.buttons().isEmpty());
  }

  @Test
  void slow_task_takesTenTimesAsLong() {
    TaskSnapshot usual = Sim.withFaults().drawn(BOAT);
    TaskSnapshot slow = Sim.withFaults("slow").drawn(BOAT);
    assertEquals(
        10.0 * Duration.between(usual.started().get(), usual.finished().get()).toMillis(),
        Duration.between(slow.started().get(), slow.finished().get()).toMillis(),
        20);
  }

  @Test
  void stall_task_staysAtEightyFive() {
    Sim sim = Sim.withFaults("stall");
    String id = sim.accepted(BOAT).hostTaskId();
    sim.time.advance(Duration.ofHours(5));
    assertEquals(OptionalInt.of(85), sim.look(id).progress());
    assertEquals(HostStatus.IN_PROGRESS, sim.look(id).status());
  }

  @Test
  void stall_task_leavesItsPlaceToOthers() {
    Sim sim = new Sim(Sim.ALL, host -> host.concurrency(1).faults("stall"));
    sim.accepted(BOAT);
    String second = sim.accepted(BOAT).hostTaskId();
    assertEquals(HostStatus.SUCCESS, sim.atRest(second).status());
  }

  @Test
  void forget_task_isAbsentAfterAWhile() {
    Sim sim = Sim.withFaults("forget");
    String id = sim.accepted(BOAT).hostTaskId();
    assertEquals(HostStatus.SUBMITTED, sim.look(id).status());
    sim.time.advance(Duration.ofMinutes(5));
    assertInstanceOf(Reading.Absent.class, sim.provider.fetch(id));
    assertTrue(sim.provider.list().value().orElseThrow().isEmpty());
    assertTrue(sim.provider.fetchAll(List.of(id)).value().orElseThrow().isEmpty());
    assertEquals(1, sim.host.paidSubmissions());
  }

  @Test
  void noImage_task_succeedsWithNothingToShow() {
    TaskSnapshot task = Sim.withFaults("no-image").drawn(BOAT);
    assertTrue(task.images().isEmpty());
    assertTrue(task.buttons().isEmpty());
  }

  @Test
  void goBack_task_losesProgressAndSuccessBeforeItEnds() {
    Sim sim = Sim.withFaults("go-back");
    String id = sim.accepted(BOAT).hostTaskId();
    boolean lostProgress = false;
    boolean lostSuccess = false;
    TaskSnapshot before = sim.look(id);
    for (int second = 0; second < 200; second++) {
      sim.time.advance(Duration.ofSeconds(1));
      TaskSnapshot now = sim.look(id);
      lostProgress |= now.progress().orElse(0) < before.progress().orElse(0);
      lostSuccess |= before.status() == HostStatus.SUCCESS && now.status() != HostStatus.SUCCESS;
      before = now;
    }
    assertTrue(lostProgress);
    assertTrue(lostSuccess);
    assertEquals(HostStatus.SUCCESS, before.status());
  }

  @Test
  void wrongId_task_isAnsweredWithAnother() {
    Sim sim = Sim.withFaults("wrong-id");
    String id = sim.accepted(BOAT).hostTaskId();
    Reading.Failed<?> failed = assertInstanceOf(Reading.Failed.class, sim.provider.fetch(id));
    assertEquals(ReadFailure.Reason.MISMATCHED, failed.failure().reason());
    assertTrue(sim.provider.fetchAll(List.of(id)).value().orElseThrow().isEmpty());
  }

  @Test
  void stripState_task_neverShowsTheMark() {
    Sim sim = Sim.withFaults("strip-state");
    SubmitAttempt attempt = SubmitAttempt.of(BOAT, Mode.FAST).withToken("mark-7");
    String id = ((SubmitOutcome.Accepted) sim.provider.submit(attempt)).hostTaskId();
    assertEquals("", sim.atRest(id).state());
    assertEquals("mark-7", sim.host.submissions().get(0).state());
  }

  @Test
  void outOfBalance_account_staysEmpty() {
    Sim sim =
        new Sim(Sim.ALL, host -> host.balance(Money.usd("10")).faults("none", "out-of-balance"));
    sim.accepted(BOAT);
    assertEquals(RejectReason.NO_MONEY, sim.rejected(BOAT).reason());
    assertEquals(RejectReason.NO_MONEY, sim.rejected(BOAT).reason());
    assertEquals(Optional.of(Money.ZERO), sim.provider.balance().value().orElseThrow().remaining());
  }

  @Test
  void order_ofFaults_isPlayedOnceAndThenChanceRules() {
    Sim sim = Sim.withFaults("none", "queue-full", "trouble:100");
    sim.accepted(BOAT);
    assertEquals(RejectReason.QUEUE_FULL, sim.rejected(BOAT).reason());
    assertEquals(RejectReason.HOST_TROUBLE, sim.rejected(BOAT).reason());
    assertEquals(RejectReason.HOST_TROUBLE, sim.rejected(BOAT).reason());

    sim.host.play("saturated");
    assertEquals(RejectReason.THROTTLED, sim.rejected(BOAT).reason());
    sim.accepted(BOAT);
  }

  @Test
  void chance_ofAFault_isAboutWhatItSays() {
    Sim sim = Sim.withFaults("trouble:30");
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      refused +=
          sim.submit(BOAT) instanceof SubmitOutcome.Rejected r
                  && r.reason() == RejectReason.HOST_TROUBLE
              ? 1
              : 0;
      sim.time.advance(Duration.ofMinutes(1));
    }
    assertTrue(refused > 240 && refused < 360, "refused " + refused + " of 1000");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void parse_nameOfEachFault_isRead(Fault fault) {
    assertEquals(Optional.of(fault), Fault.parse(fault.key()));
    assertEquals(Optional.of(fault), Fault.parse(" " + fault.name() + " "));
  }

  @ParameterizedTest
  @CsvSource({"queue_ful", "fail:x", "fail:101", "fail:-1", "''", "fail:"})
  void parse_nonsense_isRefusedWithTheNames(String line) {
    var failure =
        assertThrows(IllegalArgumentException.class, () -> FaultScript.parse(List.of(line)));
    assertTrue(failure.getMessage().contains("hang-up-after-reading"), failure::getMessage);
  }

  @Test
  void condition_ofTheHost_decidesEveryCall() {
    Sim sim = Sim.of(Sim.ALL);
    String id = sim.accepted(BOAT).hostTaskId();

    sim.host.condition(Condition.UNREACHABLE);
    SubmitOutcome.NotSent notSent = assertInstanceOf(SubmitOutcome.NotSent.class, sim.submit(BOAT));
    assertEquals(NotSentReason.CONNECT_REFUSED, notSent.reason());
    assertEquals(ReadFailure.Reason.UNREACHABLE, failure(sim.provider.fetch(id)));

    sim.host.condition(Condition.BROKEN);
    assertInstanceOf(SubmitOutcome.Unknown.class, sim.submit(BOAT));
    assertEquals(ReadFailure.Reason.HOST_TROUBLE, failure(sim.provider.fetch(id)));

    sim.host.condition(Condition.LOCKED);
    assertEquals(RejectReason.AUTH, sim.rejected(BOAT).reason());
    assertEquals(ReadFailure.Reason.AUTH, failure(sim.provider.balance()));

    sim.host.condition(Condition.WELL);
    assertEquals(HostStatus.SUCCESS, sim.atRest(id).status());
    assertEquals(1, sim.host.paidSubmissions());
  }

  private static ReadFailure.Reason failure(Reading<?> reading) {
    return assertInstanceOf(Reading.Failed.class, reading).failure().reason();
  }
}
