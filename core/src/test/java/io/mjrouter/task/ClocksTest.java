package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Decision;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.submit.Outage;
import io.mjrouter.submit.Roster;
import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** A clock that runs out ends what it was for, and nothing that came of it meanwhile. */
class ClocksTest {

  private static final SubmitOptions PLAIN = SubmitOptions.defaults();
  private static final Imagine FOX = Imagine.of("a red fox");
  private static final Route ROUTE = new Route(ProviderId.of("host"), Mode.FAST);

  private final Outage outage =
      new Outage(LoggerFactory.getLogger(ClocksTest.class), "what is over is recorded");
  private final FakeTime time = FakeTime.create();
  private TaskRecord record = unknown();
  private final Clocks clocks =
      new Clocks(
          (id, transition) -> {
            record = transition.apply(record, time.now()).record();
            return Optional.of(record);
          },
          new Roster(List.of(), List.of()),
          TaskSettings.defaults(),
          Duration.ofMinutes(3),
          time,
          outage,
          atRest -> {});

  private TaskRecord unknown() {
    TaskRecord claimed =
        Ledger.claimed(new TaskId(1_000_000_000_000_001L), FOX, PLAIN, time.now()).record();
    SubmitOutcome nobodyKnows = new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "");
    return Ledger.outcome(intended(claimed), "t", nobodyKnows, time.now()).record();
  }

  private TaskRecord intended(TaskRecord claimed) {
    return Ledger.intent(
            claimed,
            FOX,
            PLAIN,
            ROUTE,
            "t",
            Optional.empty(),
            Decision.packer(0).pack(),
            time.now())
        .record();
  }

  private Followed followed(Followed.Stage stage) {
    long now = time.nanoTime();
    return new Followed(record.task(), stage, ROUTE.provider(), null, now, now);
  }

  @Test
  void unknownExpired_foundInThatMoment_goesOn() {
    Followed before = followed(Followed.Stage.UNKNOWN);
    time.advance(TaskSettings.defaults().unknownExpiry());
    record = Ledger.found(record, "t", "77", time.now()).record();

    clocks.endIfOver(before);

    assertEquals(TaskStatus.QUEUED, record.task().status());
  }

  @ParameterizedTest
  @CsvSource({"false, stopped before any host was asked", "true, stopped after 1 attempt"})
  void sendersGone_taskThatNobodyMayHaveTaken_saysHowFarItCame(boolean refused, String detail) {
    TaskRecord claimed =
        Ledger.claimed(new TaskId(1_000_000_000_000_001L), FOX, PLAIN, time.now()).record();
    record = refused ? refused(claimed) : claimed;
    Followed before = followed(Followed.Stage.SENDING);
    time.advance(Duration.ofMinutes(3));

    clocks.endIfOver(before);

    assertEquals(FailureReason.REFUSED, record.task().failure().orElseThrow().reason());
    assertEquals(detail, record.task().failure().orElseThrow().detail());
  }

  private TaskRecord refused(TaskRecord claimed) {
    SubmitOutcome full = SubmitOutcome.Rejected.of(RejectReason.QUEUE_FULL, "full");
    return Ledger.outcome(intended(claimed), "t", full, time.now()).record();
  }

  @Test
  void next_whateverIsSeenMeanwhile_isNoLaterThanTheClockThatRunsOut() {
    TaskSettings limits =
        TaskSettings.defaults()
            .withAccept(Duration.ofMinutes(10))
            .withStall(Duration.ofMinutes(4))
            .withTimeout(Duration.ofMinutes(30));
    Clocks clocks =
        new Clocks(
            (id, transition) -> Optional.empty(),
            new Roster(List.of(), List.of()),
            limits,
            Duration.ofMinutes(3),
            time,
            outage,
            atRest -> {});
    record = Ledger.found(record, "t", "77", time.now()).record();
    Followed task = followed(Followed.Stage.AT_HOST);
    assertEquals(Duration.ofMinutes(4), left(clocks, task), "it may begin at once, and stall");

    time.advance(Duration.ofMinutes(7));
    assertEquals(Duration.ofMinutes(3), left(clocks, task), "it has not begun");

    task.seen(running(), record.task().toBuilder().status(TaskStatus.RUNNING).build(), now());
    time.advance(Duration.ofMinutes(1));
    assertEquals(Duration.ofMinutes(3), left(clocks, task), "it stands still");

    time.advance(Duration.ofMinutes(20));
    task.seen(
        running(), record.task().toBuilder().status(TaskStatus.RUNNING).progress(9).build(), now());
    assertEquals(Duration.ofMinutes(2), left(clocks, task), "it has that long in all");
    assertEquals(Optional.empty(), task.over(limits, now()));
    time.advance(Duration.ofMinutes(2));
    assertTrue(task.over(limits, now()).isPresent());
    assertEquals(Duration.ZERO, left(clocks, task));
  }

  private Duration left(Clocks clocks, Followed task) {
    return Duration.ofNanos(clocks.next(task, now()) - now());
  }

  private long now() {
    return time.nanoTime();
  }

  private static TaskSnapshot running() {
    return TaskSnapshot.builder("77", HostStatus.IN_PROGRESS).build();
  }

  @Test
  void unknownExpired_stillUnknown_ends() {
    Followed before = followed(Followed.Stage.UNKNOWN);
    time.advance(TaskSettings.defaults().unknownExpiry());

    clocks.endIfOver(before);

    assertEquals(TaskStatus.FAILED, record.task().status());
  }
}
