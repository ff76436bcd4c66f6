package io.mjrouter.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.event.MjEvent;
import io.mjrouter.model.Answer;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.ImageData;
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
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.TaskRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final TaskId ID = TaskId.of("1000000000000001");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Imagine FOX = Imagine.of("a red fox");
  private static final SubmitOptions PLAIN = SubmitOptions.defaults();
  private static final SubmitOutcome UNKNOWN =
      new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "");

  private static TaskRecord claimed() {
    return Ledger.claimed(ID, FOX, PLAIN, NOW).record();
  }

  private static TaskRecord sending(TaskRecord record, String host, String token) {
    return Ledger.intent(
            record,
            FOX,
            PLAIN,
            new Route(ProviderId.of(host), Mode.FAST),
            token,
            Optional.of(Money.usd("0.05")),
            Decision.packer(0).pack(),
            NOW)
        .record();
  }

  private static SubmitOutcome taken(String id) {
    return SubmitOutcome.Accepted.of(Acceptance.STARTED, id);
  }

  private static final int MOST_ATTEMPTS = 9;
  private static final HostTask HOME = new HostTask(ProviderId.of("h0"), "7");
  private static final TaskSnapshot DEAD =
      TaskSnapshot.builder("7", HostStatus.FAILURE).failure("broke", Failure.Fault.HOST).build();

  @Test
  void intent_whileAnotherIsOpen_isNotMade() {
    TaskRecord sending = sending(claimed(), "a", "t1");

    assertSame(sending, sending(sending, "b", "t2"));
  }

  @Test
  void outcome_unknownToken_changesNothing() {
    TaskRecord sending = sending(claimed(), "a", "t1");

    assertFalse(Ledger.outcome(sending, "t9", taken("7"), NOW).changed());
  }

  @Test
  void outcome_slowSenderAfterItWasTakenForGone_isStillTaken() {
    TaskRecord gone = Ledger.orphaned(sending(claimed(), "a", "t1"), NOW).record();
    assertEquals(Attempt.State.UNKNOWN, gone.task().attempts().get(0).state());

    Step late = Ledger.outcome(gone, "t1", taken("7"), NOW);

    assertEquals(TaskStatus.QUEUED, late.record().task().status());
    assertEquals(ChargeState.SETTLED, late.record().task().attempts().get(0).charge());
    assertEquals(1, late.events().size());
  }

  @Test
  void found_whereTheTaskLivesElsewhereAlready_isADuplicateAndCountsAsSpent() {
    TaskRecord unsure = Ledger.outcome(sending(claimed(), "a", "t1"), "t1", UNKNOWN, NOW).record();
    TaskRecord elsewhere =
        Ledger.outcome(sending(unsure, "b", "t2"), "t2", taken("7"), NOW).record();

    Task task = Ledger.found(elsewhere, "t1", "99", NOW).record().task();

    assertEquals(ChargeState.DUPLICATE, task.attempts().get(0).charge());
    assertEquals(Money.usd("0.10"), task.spent());
    assertEquals(new HostTask(ProviderId.of("b"), "7"), task.hostTask().orElseThrow());
  }

  @Test
  void end_anything_dropsThePicturesThatWereGiven() {
    TaskRecord accepted =
        Ledger.outcome(sending(claimed(), "a", "t1"), "t1", taken("7"), NOW).record();
    assertEquals(Optional.of(FOX), accepted.submission());

    TaskSnapshot done = TaskSnapshot.builder("7", HostStatus.SUCCESS).build();

    assertTrue(Ledger.observed(accepted, done, false, NOW).record().submission().isEmpty());
  }

  @Test
  void digest_equalContent_isEqualAndAnythingElseIsNot() {
    ImageData picture = ImageData.parse("data:image/png;base64,iVBORw0KGgo=");
    List<String> digests =
        List.of(
            Ledger.digest(FOX, PLAIN),
            Ledger.digest(Imagine.of("a red fo"), PLAIN),
            Ledger.digest(FOX.withImages(picture), PLAIN),
            Ledger.digest(FOX.withImages(picture, picture), PLAIN),
            Ledger.digest(FOX, SubmitOptions.builder().extra(Map.of("a", 1)).build()),
            Ledger.digest(Answer.of(ID, "a red fox"), PLAIN),
            Ledger.digest(Answer.of(ID, "a red fox").withMask(picture), PLAIN));

    assertEquals(digests.size(), digests.stream().distinct().count());
    assertEquals(digests.get(0), Ledger.digest(Imagine.of("a red fox"), PLAIN));
    assertEquals(
        digests.get(0), Ledger.digest(FOX, SubmitOptions.builder().modes(Mode.FAST).build()));
    assertNotEquals("", digests.get(0));
  }

  @Test
  void claimed_underAReference_hasADigestAndWithoutNone() {
    SubmitOptions order = SubmitOptions.builder().reference("order-7").build();

    TaskRecord record = Ledger.claimed(ID, FOX, order, NOW).record();

    assertEquals(Ledger.digest(FOX, order), record.digest());
    assertEquals("", claimed().digest());
  }

  @Test
  void outcome_afterTheEnd_movesItsMoneyOnly() {
    Step unsure = Ledger.outcome(sending(claimed(), "a", "t1"), "t1", UNKNOWN, NOW);
    Failure over = new Failure(FailureReason.UNKNOWN_OUTCOME, Failure.Fault.HOST, "");
    TaskRecord given = Ledger.failed(unsure.record(), over, NOW).record();

    Attempt late = only(Ledger.outcome(given, "t1", taken("7"), NOW));
    assertEquals(Attempt.State.ACCEPTED, late.state());
    assertEquals(ChargeState.DUPLICATE, late.charge());
    SubmitOutcome refusal = SubmitOutcome.Rejected.of(RejectReason.QUEUE_FULL, "");
    Attempt refused = only(Ledger.outcome(given, "t1", refusal, NOW));
    assertEquals(Attempt.State.REJECTED, refused.state());
    assertEquals(ChargeState.RELEASED, refused.charge());
    assertFalse(Ledger.outcome(given, "t1", UNKNOWN, NOW).changed());
  }

  private static Attempt only(Step step) {
    assertEquals(TaskStatus.FAILED, step.record().task().status());
    assertEquals(List.of(), step.events());
    return step.record().task().attempts().get(0);
  }

  @Test
  void digest_membersWithinMembers_areEqualInAnyOrder() {
    Map<String, Integer> one = new LinkedHashMap<>();
    one.put("a", 1);
    one.put("b", 2);
    Map<String, Integer> other = new LinkedHashMap<>();
    other.put("b", 2);
    other.put("a", 1);

    assertEquals(
        Ledger.digest(FOX, SubmitOptions.builder().extra(Map.of("m", List.of(one))).build()),
        Ledger.digest(FOX, SubmitOptions.builder().extra(Map.of("m", List.of(other))).build()));
    assertNotEquals(
        Ledger.digest(FOX, SubmitOptions.builder().extra(Map.of("m", List.of(1, 2))).build()),
        Ledger.digest(FOX, SubmitOptions.builder().extra(Map.of("m", List.of(2, 1))).build()));
  }

  @Test
  void lateAndLeft_whatTheHostShows_isKeptWithoutOurMarks() {
    String token = Token.of(ID, new Random(1));
    TaskRecord taken =
        Ledger.outcome(sending(claimed(), "a", token), token, taken("7"), NOW).record();
    Map<String, Object> hook = Map.of("notifyHook", "https://us.example/mjr/hooks/secret");
    TaskSnapshot done =
        TaskSnapshot.builder("7", HostStatus.SUCCESS).state(token).properties(hook).build();
    TaskSnapshot dead =
        TaskSnapshot.builder("7", HostStatus.FAILURE).state(token).extra(hook).build();
    Failure stalled = new Failure(FailureReason.STALLED, Failure.Fault.HOST, "");

    TaskRecord late = Ledger.late(Ledger.failed(taken, stalled, NOW).record(), done, NOW).record();
    TaskRecord left =
        Resubmission.left(taken, taken.task().hostTask().orElseThrow(), dead, NOW).record();

    for (TaskRecord each : List.of(late, left)) {
      TaskSnapshot kept = each.task().snapshot().orElseThrow();
      assertEquals("", kept.state());
      assertFalse(kept.properties().containsKey("notifyHook"));
      assertFalse(kept.extra().containsKey("notifyHook"));
    }
  }

  /** Whatever happens, in whatever order: the laws that money and status obey. */
  @Test
  void anyTransitions_anyOrder_keepTheLaws() {
    int finished = 0;
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      TaskRecord record = claimed();
      List<MjEvent> told = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        Step step = anything(record, random, i);
        check(record, step, seed);
        record = step.record();
        told.addAll(step.events());
      }
      int number = seed;
      long ends = told.stream().filter(MjEvent.Finished.class::isInstance).count();
      long settlements = told.stream().filter(MjEvent.Settled.class::isInstance).count();
      boolean isFinal = record.task().status().isFinal();
      assertEquals(isFinal ? 1 : 0, ends, () -> "seed " + number);
      assertEquals(
          isFinal && !record.task().attempts().isEmpty() ? 1 : 0,
          settlements,
          () -> "seed " + number);
      finished += isFinal ? 1 : 0;
    }
    assertTrue(finished > 1_000, "only " + finished + " ended");
  }

  private static void check(TaskRecord record, Step step, int seed) {
    Task before = record.task();
    Task after = step.record().task();
    String where = "seed " + seed + ": " + before + " to " + after;
    if (before.status().isFinal()) {
      assertEquals(List.of(), step.events(), where);
      assertEquals(before.status(), after.status(), where);
      assertEquals(before.failure(), after.failure(), where);
      assertEquals(before.ended(), after.ended(), where);
      assertEquals(before.snapshot(), after.snapshot(), where);
      assertEquals(step.changed(), disputed(before) > disputed(after), where);
    }
    if (!step.changed()) {
      assertSame(record, step.record(), where);
      assertEquals(List.of(), step.events(), where);
    }
    assertTrue(after.progress() >= before.progress(), where);
    assertTrue(after.attempts().size() >= before.attempts().size(), where);
    assertTrue(
        after.attempts().stream().filter(a -> a.state() == Attempt.State.INTENT).count() <= 1,
        where);
    assertTrue(after.attempts().stream().filter(Attempt::hasDied).count() <= 1, where);
    for (Attempt attempt : after.attempts()) {
      if (attempt.hasDied()) {
        assertEquals(ChargeState.REFUNDED, attempt.charge(), where);
      }
      boolean open =
          attempt.state() == Attempt.State.INTENT || attempt.state() == Attempt.State.UNKNOWN;
      boolean charged =
          switch (attempt.charge()) {
            case RESERVED -> open && !after.status().isFinal();
            case DISPUTED -> open && after.status().isFinal();
            case SETTLED, REFUNDED, DUPLICATE -> attempt.state() == Attempt.State.ACCEPTED;
            case RELEASED -> !open && attempt.state() != Attempt.State.ACCEPTED;
          };
      assertTrue(charged, () -> where + " " + attempt);
    }
    if (after.status() == TaskStatus.RUNNING || after.status() == TaskStatus.QUEUED) {
      assertTrue(after.hostTask().isPresent(), where);
    }
  }

  private static long disputed(Task task) {
    return task.attempts().stream().filter(a -> a.charge() == ChargeState.DISPUTED).count();
  }

  private static Step anything(TaskRecord record, Random random, int i) {
    String last = record.task().attempts().isEmpty() ? "t" : lastToken(record, random);
    HostStatus[] statuses = HostStatus.values();
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> intent(record, random.nextBoolean() ? FOX : Answer.of(ID, "hat"), i);
      case 12 ->
          Resubmission.isDue(record, DEAD, true, MOST_ATTEMPTS)
              ? elsewhere(record, i)
              : Step.none(record);
      case 13 -> Resubmission.givenUp(record, HOME, DEAD, NOW);
      case 3 -> Ledger.outcome(record, last, taken("7"), NOW);
      case 4 ->
          Ledger.outcome(record, last, SubmitOutcome.Accepted.of(Acceptance.NEEDS_MODAL, "8"), NOW);
      case 5 ->
          Ledger.outcome(record, last, SubmitOutcome.Rejected.of(RejectReason.QUEUE_FULL, ""), NOW);
      case 6 -> Ledger.outcome(record, last, new SubmitOutcome.NotSent(NotSentReason.DNS, ""), NOW);
      case 7 -> Ledger.outcome(record, last, UNKNOWN, NOW);
      case 8 -> Ledger.orphaned(record, NOW);
      case 9, 10 ->
          Ledger.observed(
              record,
              TaskSnapshot.builder("7", statuses[random.nextInt(statuses.length)])
                  .progress(random.nextInt(101))
                  .build(),
              random.nextBoolean(),
              NOW);
      default ->
          random.nextInt(4) == 0
              ? Ledger.failed(
                  record, new Failure(FailureReason.STALLED, Failure.Fault.HOST, ""), NOW)
              : Ledger.found(record, last, "9", NOW);
    };
  }

  private static Step intent(TaskRecord record, Submission submission, int i) {
    return Ledger.intent(
        record,
        submission,
        PLAIN,
        new Route(ProviderId.of("h" + i), Mode.FAST),
        "t" + i,
        Optional.of(Money.usd("0.05")),
        Decision.packer(0).pack(),
        NOW);
  }

  private static Step elsewhere(TaskRecord record, int i) {
    HostTask from = record.task().hostTask().orElseThrow();
    Step left = Resubmission.left(record, from, DEAD, NOW);
    assertTrue(left.changed(), record::toString);
    Step intent = intent(left.record(), FOX, i);
    assertTrue(intent.changed(), record::toString);
    return intent.after(left);
  }

  private static String lastToken(TaskRecord record, Random random) {
    List<Attempt> attempts = record.task().attempts();
    return attempts.get(random.nextInt(attempts.size())).token();
  }
}
