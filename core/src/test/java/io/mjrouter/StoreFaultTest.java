package io.mjrouter;

import static io.mjrouter.SubmitTest.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.StoreException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.Claim;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that fails: nothing is sent without a record, and no answer of a host is thrown away. */
@Timeout(60)
class StoreFaultTest {

  private final ScriptedProvider host = ScriptedProvider.named("host").charges("0.05");
  private final FailingStore store = new FailingStore();

  @Test
  void submit_claimNotRecorded_sendsNothing() {
    store.claims = false;
    try (Rig rig = Rig.on(store, host)) {
      assertThrows(StoreException.class, rig::submit);
      assertEquals(0, host.submits());
      assertEquals(List.of(), rig.told());
    }
  }

  @Test
  void submit_intentNotRecorded_sendsNothing() {
    store.refuses = record -> isAt(record, Attempt.State.INTENT);
    try (Rig rig = Rig.on(store, host)) {
      assertThrows(StoreException.class, rig::submit);
      assertEquals(0, host.submits());
    }
  }

  @Test
  void submit_outcomeNotRecordedForAMoment_isRecordedLater() {
    store.times = 2;
    store.refuses = record -> isAt(record, Attempt.State.ACCEPTED);
    try (Rig rig = Rig.on(store, host)) {
      assertEquals(ChargeState.SETTLED, only(rig.submit()).charge());
      assertEquals(List.of(Duration.ofMillis(200), Duration.ofSeconds(1)), rig.time.sleeps());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void submit_outcomeNeverRecorded_saysWhereItLivesAndStaysUnknown() {
    store.refuses = record -> isAt(record, Attempt.State.ACCEPTED);
    try (Rig rig = Rig.on(store, host.thenAccepts("77"))) {
      OutcomeUnknownException e = assertThrows(OutcomeUnknownException.class, rig::submit);
      assertTrue(String.valueOf(e.getMessage()).contains("77"), e::getMessage);
      rig.pass(Duration.ofMinutes(4));

      assertEquals(Attempt.State.UNKNOWN, only(rig.mj.get(e.taskId())).state());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void submit_intentTookLongerThanAThirdOfItsLease_isNotSent() {
    try (Rig rig = Rig.on(store, host)) {
      store.meanwhile = () -> rig.time.advance(Duration.ofSeconds(61));

      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);
      assertEquals(0, host.submits());
      assertEquals(Attempt.State.NOT_SENT, e.attempts().get(0).state());
    }
  }

  private static boolean isAt(TaskRecord record, Attempt.State state) {
    return record.task().attempts().stream().anyMatch(attempt -> attempt.state() == state);
  }

  /** A memory store with faults. */
  private static final class FailingStore implements TaskStore {
    private final TaskStore sound = new MemoryTaskStore(FakeTime.create());
    private boolean claims = true;
    private int times = Integer.MAX_VALUE;
    private Predicate<TaskRecord> refuses = record -> false;
    private Runnable meanwhile = () -> {};

    @Override
    public Claim claim(TaskRecord record) {
      if (!claims) {
        throw new StoreException("down", null);
      }
      return sound.claim(record);
    }

    @Override
    public Optional<TaskRecord> replace(TaskRecord record) {
      if (isAt(record, Attempt.State.INTENT)) {
        meanwhile.run();
      }
      if (times > 0 && refuses.test(record)) {
        times--;
        throw new StoreException("down", null);
      }
      return sound.replace(record);
    }

    @Override
    public Optional<TaskRecord> find(TaskId id) {
      return sound.find(id);
    }

    @Override
    public Optional<TaskRecord> findReference(String reference) {
      return sound.findReference(reference);
    }

    @Override
    public List<TaskRecord> findHostTask(HostTask hostTask) {
      return sound.findHostTask(hostTask);
    }

    @Override
    public Optional<TaskRecord> findToken(String token) {
      return sound.findToken(token);
    }

    @Override
    public List<TaskRecord> open(Optional<TaskId> after, int limit) {
      return sound.open(after, limit);
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}
