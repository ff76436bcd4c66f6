package io.mjrouter;

import static io.mjrouter.Rig.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.StoreException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that fails: nothing is sent without a record, and no answer of a host is thrown away. */
@Timeout(60)
class StoreFaultTest {

  private final ScriptedProvider host = ScriptedProvider.named("host").charges("0.05");
  private final HookedStore store = new HookedStore();

  @Test
  void submit_claimNotRecorded_sendsNothing() {
    store.beforeClaim(
        record -> {
          throw new StoreException("down", null);
        });
    try (Rig rig = Rig.on(store, host)) {
      assertThrows(StoreException.class, rig::submit);
      assertEquals(0, host.submits());
      assertEquals(List.of(), rig.told());
    }
  }

  @Test
  void submit_intentNotRecorded_sendsNothing() {
    store.beforeWrite(fails(Attempt.State.INTENT, Integer.MAX_VALUE));
    try (Rig rig = Rig.on(store, host)) {
      assertThrows(
          StoreException.class, () -> rig.submit(Rig.FOX, SubmitOptions.builder().reference("r")));
      assertEquals(0, host.submits());
    }
  }

  @Test
  void submit_intentRecordedAndSaidNotToBe_isKnownNotToHaveBeenSent() {
    AtomicInteger left = new AtomicInteger(1);
    store.afterWrite(
        record -> {
          if (isAt(record, Attempt.State.INTENT) && left.getAndDecrement() > 0) {
            throw new StoreException("whether a write took place is unknown", null);
          }
        });
    try (Rig rig = Rig.on(store, host)) {
      assertThrows(
          StoreException.class, () -> rig.submit(Rig.FOX, SubmitOptions.builder().reference("r")));
      assertEquals(ChargeState.RESERVED, only(rig.mj.findReference("r").orElseThrow()).charge());

      rig.pass(Duration.ofSeconds(2));

      Attempt attempt = only(rig.mj.findReference("r").orElseThrow());
      assertEquals(Attempt.State.NOT_SENT, attempt.state());
      assertEquals(ChargeState.RELEASED, attempt.charge());
      assertEquals(0, host.submits());
    }
  }

  @Test
  void submit_claimRecordedAfterItWasGivenUp_isKnownNotToHaveBeenSent() {
    store.isSlow();
    try (Rig rig = Rig.on(store, host)) {
      assertThrows(StoreException.class, rig::submit);
      rig.pass(Duration.ofSeconds(5));

      store.catchesUp();
      rig.pass(Duration.ofSeconds(40));

      Attempt attempt = only(store.open(Shards.every(), Optional.empty(), 10).get(0).task());
      assertEquals(Attempt.State.NOT_SENT, attempt.state());
      assertEquals(ChargeState.RELEASED, attempt.charge());
      assertEquals(0, host.submits());
    }
  }

  @Test
  void submit_intentRecordedAfterItWasGivenUp_isKnownNotToHaveBeenSent() {
    store.afterClaim(record -> store.isSlow());
    try (Rig rig = Rig.on(store, host)) {
      assertThrows(
          StoreException.class, () -> rig.submit(Rig.FOX, SubmitOptions.builder().reference("r")));
      rig.pass(Duration.ofSeconds(5));

      store.catchesUp();
      rig.pass(Duration.ofSeconds(40));

      Attempt attempt = only(rig.mj.findReference("r").orElseThrow());
      assertEquals(Attempt.State.NOT_SENT, attempt.state());
      assertEquals(ChargeState.RELEASED, attempt.charge());
      assertEquals(0, host.submits());
    }
  }

  @Test
  void submit_storeCannotBeReadAfterTheAnswer_callerIsToldWhatTheHostSaid() {
    host.thenAccepts("77").thenFails(UnknownReason.CONNECTION_LOST);
    store.afterWrite(
        record -> {
          if (isAt(record, Attempt.State.ACCEPTED) || isAt(record, Attempt.State.UNKNOWN)) {
            store.beforeFind(
                () -> {
                  throw new IllegalStateException("planted");
                });
          }
        });
    try (Rig rig = Rig.on(store, host)) {
      assertEquals("77", rig.submit().hostTask().orElseThrow().id());
      store.beforeFind(() -> {});
      assertThrows(OutcomeUnknownException.class, rig::submit);
      store.beforeFind(() -> {});
    }
  }

  /** Else a store that is slow to read would hold up the leases, and all who wait. */
  @Test
  void tick_whatWasOpenBefore_isReadByAnotherThread() {
    Queue<Runnable> calls = new ArrayDeque<>();
    AtomicInteger reads = new AtomicInteger();
    store.beforeOpen(reads::incrementAndGet);
    try (Rig rig = Rig.with(b -> b.store(store).drivenByHand(calls::add), host)) {
      rig.mj.tick();
      assertEquals(0, reads.get());
      while (!calls.isEmpty()) {
        calls.remove().run();
      }
      assertEquals(1, reads.get());
      assertFalse(rig.mj.isRecovering());
    }
  }

  @Test
  void submit_outcomeNotRecordedForAMoment_isRecordedLater() {
    store.beforeWrite(fails(Attempt.State.ACCEPTED, 2));
    try (Rig rig = Rig.on(store, host)) {
      assertEquals(ChargeState.SETTLED, only(rig.submit()).charge());
      assertEquals(List.of(Duration.ofMillis(200), Duration.ofSeconds(1)), rig.time.sleeps());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void f76_storeGoneAfterAcceptance_callerHasTheTaskAndItIsRecordedLater() {
    store.beforeWrite(fails(Attempt.State.ACCEPTED, Integer.MAX_VALUE));
    try (Rig rig = Rig.on(store, host.thenAccepts("77"))) {
      Task task = rig.submit();

      assertFalse(task.isDurable());
      assertEquals("77", task.hostTask().orElseThrow().id());
      assertEquals(TaskStatus.QUEUED, task.status());
      rig.pass(Duration.ofSeconds(5));
      assertEquals(TaskStatus.PENDING, rig.now(task).status());

      store.beforeWrite(record -> {});
      rig.pass(Duration.ofSeconds(2));

      assertEquals(TaskStatus.QUEUED, rig.now(task).status());
      assertTrue(rig.now(task).isDurable());
      assertEquals(ChargeState.SETTLED, only(rig.now(task)).charge());
      assertEquals(1, host.submits());
      assertEquals(1, rig.told("Accepted"));
    }
  }

  /** Also by one who tries it again later. */
  @Test
  void f76_storeMeetsAnErrorAfterAcceptance_theAnswerIsKept() {
    store.beforeWrite(
        record -> {
          if (isAt(record, Attempt.State.ACCEPTED)) {
            throw new StackOverflowError("planted");
          }
        });
    try (Rig rig = Rig.on(store, host.thenAccepts("77"))) {
      Task task = rig.submit();

      assertFalse(task.isDurable());
      assertEquals("77", task.hostTask().orElseThrow().id());
      rig.pass(Duration.ofSeconds(5));

      store.beforeWrite(record -> {});
      rig.pass(Duration.ofSeconds(2));

      assertEquals("77", rig.now(task).hostTask().orElseThrow().id());
      assertEquals(ChargeState.SETTLED, only(rig.now(task)).charge());
    }
  }

  @Test
  void f76_storeGoneForLongAfterAcceptance_isFoundAgainAlthoughItsSenderWasTakenForGone() {
    store.beforeWrite(fails(Attempt.State.ACCEPTED, Integer.MAX_VALUE));
    try (Rig rig = Rig.on(store, host.thenAccepts("77"))) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(4));
      assertEquals(Attempt.State.UNKNOWN, only(rig.now(task)).state());

      store.beforeWrite(record -> {});
      rig.pass(Duration.ofSeconds(2));

      assertEquals(Attempt.State.ACCEPTED, only(rig.now(task)).state());
      assertEquals("77", rig.now(task).hostTask().orElseThrow().id());
    }
  }

  @Test
  void f76_storeBackJustBeforeTheEnd_isRecordedAtTheEnd() {
    store.beforeWrite(fails(Attempt.State.ACCEPTED, Integer.MAX_VALUE));
    Task task;
    try (Rig rig = Rig.on(store, host.thenAccepts("77"))) {
      task = rig.submit();
      store.beforeWrite(record -> {});
    }
    assertEquals(TaskStatus.QUEUED, store.find(task.id()).orElseThrow().task().status());
  }

  @Test
  void submit_refusalNotRecorded_isRecordedLaterAndReleasesTheMoney() {
    store.beforeWrite(fails(Attempt.State.REJECTED, Integer.MAX_VALUE));
    try (Rig rig = Rig.on(store, host.thenFails(RejectReason.NO_CHANNEL))) {
      StoreException e =
          assertThrows(
              StoreException.class,
              () -> rig.submit(Rig.FOX, SubmitOptions.builder().reference("r")));
      assertTrue(String.valueOf(e.getMessage()).contains("down"), e::getMessage);

      store.beforeWrite(record -> {});
      rig.pass(Duration.ofSeconds(2));

      Task task = rig.mj.findReference("r").orElseThrow();
      assertEquals(ChargeState.RELEASED, only(task).charge());
    }
  }

  @Test
  void f76_oneThatTheStoreNeverTakes_holdsUpNoOther() {
    store.beforeWrite(fails(Attempt.State.ACCEPTED, Integer.MAX_VALUE));
    try (Rig rig = Rig.on(store, host)) {
      List<Task> tasks = List.of(rig.submit(), rig.submit(), rig.submit());
      TaskId stuck = tasks.get(0).id();
      store.beforeWrite(
          record -> {
            if (record.id().equals(stuck)) {
              throw new StoreException("not this one", null);
            }
          });

      rig.pass(Duration.ofSeconds(3));

      assertEquals(TaskStatus.PENDING, rig.now(tasks.get(0)).status());
      assertEquals(TaskStatus.QUEUED, rig.now(tasks.get(1)).status());
      assertEquals(TaskStatus.QUEUED, rig.now(tasks.get(2)).status());
    }
  }

  @Test
  void f76_storeThrowsWhatNobodyExpects_noAnswerIsThrownAway() {
    store.beforeWrite(
        record -> {
          if (isAt(record, Attempt.State.ACCEPTED)) {
            throw new IllegalStateException("planted");
          }
        });
    try (Rig rig = Rig.on(store, host.thenAccepts("77"))) {
      Task task = rig.submit();
      rig.pass(Duration.ofSeconds(5));

      store.beforeWrite(record -> {});
      rig.pass(Duration.ofSeconds(2));

      assertEquals("77", rig.now(task).hostTask().orElseThrow().id());
      assertEquals(ChargeState.SETTLED, only(rig.now(task)).charge());
    }
  }

  @Test
  void f78_taskGoneFromTheStoreWhileItWasSent_isToldAndNotTriedForEver() {
    try (Rig rig = Rig.on(store, host.thenAccepts("77"))) {
      host.whileSubmitting(attempt -> store.lose());

      Task task = rig.submit();

      assertFalse(task.isDurable());
      assertEquals("77", task.hostTask().orElseThrow().id());
      assertEquals(List.of(), rig.time.sleeps());
      assertEquals(Optional.empty(), rig.mj.find(task.id()));
    }
  }

  @Test
  void submit_intentTookLongerThanAThirdOfTheDeadline_isNotSent() {
    try (Rig rig = Rig.on(store, host)) {
      store.beforeWrite(
          record -> {
            if (isAt(record, Attempt.State.INTENT)) {
              rig.time.advance(Duration.ofSeconds(61));
            }
          });

      NoRouteException e =
          assertThrows(
              NoRouteException.class,
              () -> rig.submit(Rig.FOX, SubmitOptions.builder().reference("r")));
      assertEquals(0, host.submits());
      assertEquals(Attempt.State.NOT_SENT, e.attempts().get(0).state());
    }
  }

  @Test
  void f27_hostShowsATaskWhileTheStoreIsAway_itsGraceBeginsAnew() {
    try (Rig rig = Rig.on(store, host.thenAccepts("1").shows(Rig.running("1", 40)))) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(1));
      host.forgets("1");
      rig.pass(Duration.ofSeconds(40));
      store.beforeWrite(
          record -> {
            throw new StoreException("down", null);
          });
      host.shows(Rig.running("1", 60));
      rig.pass(Duration.ofMinutes(1));
      store.beforeWrite(record -> {});
      host.forgets("1");
      rig.pass(Duration.ofSeconds(40));

      assertFalse(rig.now(task).status().isFinal());
      host.shows(Rig.done("1"));
      rig.pass(Duration.ofMinutes(1));
      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
  }

  /** The first so many writes of a record with such an attempt fail. */
  private static Consumer<TaskRecord> fails(Attempt.State state, int times) {
    AtomicInteger left = new AtomicInteger(times);
    return record -> {
      if (isAt(record, state) && left.getAndDecrement() > 0) {
        throw new StoreException("down", null);
      }
    };
  }

  private static boolean isAt(TaskRecord record, Attempt.State state) {
    return record.task().attempts().stream().anyMatch(attempt -> attempt.state() == state);
  }
}
