package io.mjrouter.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.ledger.Ledger;
import io.mjrouter.ledger.Resubmission;
import io.mjrouter.ledger.Step;
import io.mjrouter.model.Answer;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.Admission;
import io.mjrouter.route.Demand;
import io.mjrouter.route.Offer;
import io.mjrouter.route.RouterState;
import io.mjrouter.route.Ticket;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.submit.Board.Held;
import io.mjrouter.testing.FakeTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BoardTest {

  private static final Imagine FOX = Imagine.of("a red fox");
  private static final Route ROUTE = new Route(ProviderId.of("comet"), Mode.FAST);
  private static final TaskId ID = TaskId.of("1000000000000001");

  private final FakeTime time = FakeTime.create();
  private final Board board = new Board(state(1000), time, new Random(1));

  private static RouterState state(int concurrent) {
    PriceList prices = PriceList.builder().otherwise(Mode.FAST, Money.usd("0.05")).build();
    ProviderInfo info =
        new ProviderInfo(
            "test", Set.of(Mode.FAST), EnumSet.allOf(Capability.class), prices, true, true);
    Offer offer = new Offer(ROUTE.provider(), info, 0, 1, concurrent, OptionalInt.empty());
    return RouterState.of(List.of(offer), ZoneOffset.UTC, SpendCaps.none());
  }

  @Test
  void acceptedThenFailedWithRefund_placeAndMoneyComeBack() {
    Ticket ticket = admit("t1");
    TaskRecord sent = sent("t1");
    SubmitOutcome accepted = SubmitOutcome.Accepted.of(Acceptance.STARTED, "77");
    board.answered(ticket, accepted);
    board.changed(Ledger.outcome(sent, "t1", accepted, time.now()).record());
    assertEquals(1, tasks());
    assertEquals(Money.usd("0.05"), in(ChargeState.SETTLED));

    TaskRecord taken = Ledger.outcome(sent, "t1", accepted, time.now()).record();
    Step failed =
        Ledger.failed(
            taken, new Failure(FailureReason.STALLED, Failure.Fault.HOST, ""), time.now());
    board.changed(failed.record());
    assertEquals(0, tasks());
    assertEquals(0, board.open());
  }

  @Test
  void diedAndLeftForAnotherHost_placeAndMoneyComeBackAndItsHealthIsTold() {
    Ticket ticket = admit("t1");
    SubmitOutcome accepted = SubmitOutcome.Accepted.of(Acceptance.STARTED, "77");
    board.answered(ticket, accepted);
    TaskRecord taken = Ledger.outcome(sent("t1"), "t1", accepted, time.now()).record();
    board.changed(taken);
    double before = finishing();

    TaskSnapshot dead =
        TaskSnapshot.builder("77", HostStatus.FAILURE).failure("broke", Failure.Fault.HOST).build();
    HostTask from = taken.task().hostTask().orElseThrow();
    TaskRecord left = Resubmission.left(taken, from, dead, time.now()).record();
    board.changed(left);

    assertEquals(0, tasks());
    assertEquals(Money.ZERO, in(ChargeState.SETTLED));
    assertEquals(Money.usd("0.05"), in(ChargeState.REFUNDED));
    assertEquals(0, board.open());
    assertTrue(finishing() < before);

    Board next = new Board(state(1000), time, new Random(1));
    next.adopt(left);
    assertEquals(0, next.open());
  }

  private double finishing() {
    return board.state().route(ROUTE).orElseThrow().health().chanceFinished(time.nanoTime());
  }

  @Test
  void rejected_moneyIsReleasedAndThePlaceIsFree() {
    Ticket ticket = admit("t1");
    board.answered(ticket, SubmitOutcome.Rejected.of(RejectReason.NO_CHANNEL, ""));
    assertEquals(0, tasks());
    assertEquals(Money.ZERO, in(ChargeState.RESERVED));
    assertEquals(Money.usd("0.05"), in(ChargeState.RELEASED));
    assertEquals(0, board.open());
  }

  @Test
  void endedBeforeItsSenderWasAnswered_placeComesBackWithTheAnswer() {
    Ticket ticket = admit("t1");
    TaskRecord lost = Ledger.orphaned(sent("t1"), time.now()).record();
    board.changed(lost);
    TaskRecord found = Ledger.found(lost, "t1", "77", time.now()).record();
    TaskSnapshot done = TaskSnapshot.builder("77", HostStatus.SUCCESS).build();
    board.changed(Ledger.observed(found, done, false, time.now()).record());
    assertEquals(1, tasks(), "its submit is under way");

    board.answered(ticket, new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, ""));

    assertEquals(0, tasks());
    assertEquals(0, board.open());
    assertEquals(Money.usd("0.05"), in(ChargeState.SETTLED));
  }

  @Test
  void unknownThenFound_isSettledAndHoldsItsPlaceUntilTheEnd() {
    Ticket ticket = admit("t1");
    TaskRecord sent = sent("t1");
    SubmitOutcome unknown = new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "");
    board.answered(ticket, unknown);
    TaskRecord unsure = Ledger.outcome(sent, "t1", unknown, time.now()).record();
    board.changed(unsure);
    assertEquals(Money.usd("0.05"), in(ChargeState.RESERVED));
    assertEquals(1, tasks());

    board.changed(Ledger.found(unsure, "t1", "77", time.now()).record());
    assertEquals(Money.usd("0.05"), in(ChargeState.SETTLED));
    assertEquals(1, tasks());
  }

  @Test
  void unknownNeverResolved_isDisputedAndLeaves() {
    Ticket ticket = admit("t1");
    SubmitOutcome unknown = new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "");
    board.answered(ticket, unknown);
    TaskRecord unsure = Ledger.outcome(sent("t1"), "t1", unknown, time.now()).record();
    board.changed(
        Ledger.failed(
                unsure,
                new Failure(FailureReason.UNKNOWN_OUTCOME, Failure.Fault.HOST, ""),
                time.now())
            .record());
    assertEquals(Money.usd("0.05"), in(ChargeState.DISPUTED));
    assertEquals(0, tasks());
  }

  @Test
  void windowOpens_personTakesTime_noPlaceIsHeld() {
    window();
    assertEquals(0, tasks());
    assertEquals(Money.usd("0.05"), in(ChargeState.SETTLED));
  }

  @Test
  void windowAnswered_theHostWorksOnIt_holdsItsPlaceUntilTheEndAndItsHealthIsTold() {
    TaskRecord waiting = window();
    assertEquals(0, board.open(), "a window may wait for weeks");
    Ticket ticket = admit("t2");
    TaskRecord answering = sending(waiting, Answer.of(ID, "a hat"), "t2");
    board.changed(answering);
    SubmitOutcome accepted = SubmitOutcome.Accepted.of(Acceptance.STARTED, "77");
    board.answered(ticket, accepted);
    TaskRecord answered = Ledger.outcome(answering, "t2", accepted, time.now()).record();
    board.changed(answered);
    assertEquals(1, tasks(), "the host draws");
    double before = finishing();

    board.changed(
        Ledger.failed(
                answered, new Failure(FailureReason.STALLED, Failure.Fault.HOST, ""), time.now())
            .record());

    assertEquals(0, tasks());
    assertEquals(0, board.open());
    assertTrue(finishing() < before);
  }

  @Test
  void adopt_answeredWindow_holdsOnePlace() {
    SubmitOutcome accepted = SubmitOutcome.Accepted.of(Acceptance.STARTED, "77");
    TaskRecord answering = sending(window(), Answer.of(ID, "a hat"), "t2");
    TaskRecord answered = Ledger.outcome(answering, "t2", accepted, time.now()).record();
    Board next = new Board(state(1000), time, new Random(1));

    next.adopt(answered);

    assertEquals(1, next.state().route(ROUTE).orElseThrow().tasks().inFlight());
  }

  @Test
  void adoptedInDoubt_itsSenderTellsThatNoHostTookIt_placeAndMoneyComeBack() {
    TaskRecord doubtful = Ledger.orphaned(sent("t1"), time.now()).record();
    board.adopt(doubtful);
    assertEquals(1, tasks());

    SubmitOutcome notSent = new SubmitOutcome.NotSent(NotSentReason.DNS, "");
    board.changed(Ledger.outcome(doubtful, "t1", notSent, time.now()).record());

    assertEquals(0, tasks());
    assertEquals(Money.ZERO, in(ChargeState.RESERVED));
    assertEquals(0, board.open());
  }

  @Test
  void adopt_windowThatWaits_holdsNothing() {
    Board next = new Board(state(1000), time, new Random(1));

    next.adopt(window());

    assertEquals(0, next.state().route(ROUTE).orElseThrow().tasks().inFlight());
    assertEquals(0, next.open());
  }

  @Test
  void changed_windowOpensWhileAnEarlierAttemptIsInDoubt_givesItsPlaceBackAndKeepsItsMoney() {
    Ticket doubted = admit("t1");
    TaskRecord sent = sent("t1");
    SubmitOutcome unknown = new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "");
    board.answered(doubted, unknown);
    TaskRecord doubtful = Ledger.outcome(sent, "t1", unknown, time.now()).record();
    board.changed(doubtful);
    Ticket next = admit("t2");
    TaskRecord again = sending(doubtful, FOX, "t2");
    SubmitOutcome window = SubmitOutcome.Accepted.of(Acceptance.NEEDS_MODAL, "77");
    board.answered(next, window);
    assertEquals(2, tasks());

    board.changed(Ledger.outcome(again, "t2", window, time.now()).record());

    assertEquals(0, tasks());
    assertEquals(Money.usd("0.05"), in(ChargeState.RESERVED));
  }

  @Test
  void read_taskOfWhichAnAttemptWasLost_givesItsPlaceBack() {
    Ticket ticket = admit("t1");
    TaskRecord sent = sent("t1");
    SubmitOutcome accepted = SubmitOutcome.Accepted.of(Acceptance.STARTED, "77");
    TaskRecord taken = Ledger.outcome(sent, "t1", accepted, time.now()).record();
    TaskRecord without = Ledger.claimed(ID, FOX, SubmitOptions.defaults(), time.now()).record();
    board.changed(sent);
    Held held = board.held().next();
    board.read(held, without);
    assertEquals(1, tasks(), "it is being sent");
    board.answered(ticket, accepted);
    board.changed(taken);

    board.read(held, taken);
    assertEquals(1, tasks());
    board.read(held, without);
    assertEquals(0, tasks());
    board.read(held, without);
    assertEquals(0, tasks(), "given back once");
  }

  @Test
  void held_isWhatItIsWhenTheIteratorComesToIt() {
    admit("t0");
    assertFalse(board.held().hasNext(), "no record of it was stored");
    SubmitOutcome accepted = SubmitOutcome.Accepted.of(Acceptance.STARTED, "77");
    for (String token : List.of("t1", "t2")) {
      board.adopt(Ledger.outcome(sent(token), token, accepted, time.now()).record());
    }
    Iterator<Held> all = board.held();
    Held first = all.next();
    String other = first.token().equals("t1") ? "t2" : "t1";

    board.changed(
        Ledger.outcome(sent(other), other, accepted, time.now()).record().toBuilder()
            .version(9)
            .build());

    assertEquals(new Held(other, ID, 9), all.next());
    assertFalse(all.hasNext());
  }

  private TaskRecord window() {
    Ticket ticket = admit("t1");
    SubmitOutcome window = SubmitOutcome.Accepted.of(Acceptance.NEEDS_MODAL, "77");
    board.answered(ticket, window);
    TaskRecord waiting = Ledger.outcome(sent("t1"), "t1", window, time.now()).record();
    board.changed(waiting);
    return waiting;
  }

  @Test
  void adopt_openTaskOfAnEarlierProcess_holdsPlaceAndMoneyOnce() {
    SubmitOutcome accepted = SubmitOutcome.Accepted.of(Acceptance.STARTED, "77");
    TaskRecord taken = Ledger.outcome(sent("t1"), "t1", accepted, time.now()).record();
    board.adopt(taken);
    board.adopt(taken);
    assertEquals(1, tasks());
    assertEquals(Money.usd("0.05"), in(ChargeState.SETTLED));
  }

  @Test
  void admit_manyThreads_neverPassTheLimit() throws Exception {
    Board small = new Board(state(5), time, new Random(1));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Admission>> all = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String token = "t" + i;
        all.add(threads.submit(() -> small.admit(Demand.of(FOX), ROUTE, false, false, token)));
      }
      int admitted = 0;
      for (Future<Admission> each : all) {
        admitted += each.get() instanceof Admission.Admitted ? 1 : 0;
      }
      assertEquals(5, admitted);
      assertEquals(5, small.state().provider(ROUTE.provider()).orElseThrow().calls().inFlight());
      assertEquals(5, small.open());
    } finally {
      threads.shutdownNow();
    }
  }

  private Ticket admit(String token) {
    Admission admission = board.admit(Demand.of(FOX), ROUTE, false, false, token);
    Ticket ticket = assertInstanceOf(Admission.Admitted.class, admission).ticket();
    assertTrue(board.open() > 0);
    return ticket;
  }

  private TaskRecord sent(String token) {
    return sending(
        Ledger.claimed(ID, FOX, SubmitOptions.defaults(), time.now()).record(), FOX, token);
  }

  private TaskRecord sending(TaskRecord record, Submission submission, String token) {
    return Ledger.intent(
            record,
            submission,
            SubmitOptions.defaults(),
            ROUTE,
            token,
            Optional.of(Money.usd("0.05")),
            Decision.packer(0).pack(),
            time.now())
        .record();
  }

  private int tasks() {
    return board.state().route(ROUTE).orElseThrow().tasks().inFlight();
  }

  private Money in(ChargeState state) {
    return board.state().spend().day(time.now()).total().in(state);
  }
}
