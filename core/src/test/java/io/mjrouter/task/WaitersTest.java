package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mjrouter.error.StoreException;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Kept;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Tenure;
import io.mjrouter.testing.FakeTime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitersTest {

  private static final TaskId ID = TaskId.of("1000000000000001");

  private final FakeTime time = FakeTime.create();
  private final MemoryTaskStore memory = new MemoryTaskStore(time);
  private boolean down;
  private final Waiters waiters = over(store());

  /** The same store; now and then it cannot be read. */
  private TaskStore store() {
    return (TaskStore)
        Proxy.newProxyInstance(
            TaskStore.class.getClassLoader(),
            new Class<?>[] {TaskStore.class},
            (proxy, called, args) -> {
              if (down && called.getName().equals("find")) {
                throw new StoreException("down", null);
              }
              try {
                return called.invoke(memory, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Waiters over(TaskStore store) {
    return over(store, Runnable::run);
  }

  private Waiters over(TaskStore store, Executor executor) {
    Tenure tenure = new Tenure(store.leases(), "node", Tenure.LEASE, time);
    return new Waiters(new Journal(store, time, ZoneOffset.UTC, tenure), time, executor);
  }

  private TaskRecord claimed() {
    TaskRecord record =
        Ledger.claimed(ID, Imagine.of("a red fox"), SubmitOptions.defaults(), time.now()).record();
    memory.claim(Write.of(record));
    return record;
  }

  private static TaskRecord done(TaskRecord record, long version, Kept kept) {
    Task task =
        record.task().toBuilder()
            .status(TaskStatus.SUCCEEDED)
            .snapshot(TrackerRig.done("7"))
            .kept(kept)
            .ended(record.task().created())
            .build();
    return record.with(task).toBuilder().version(version).build();
  }

  @Test
  void read_anotherStateUnderNoNewerVersion_countsOnceItWasReadTwice() {
    TaskRecord claimed = claimed();
    CompletableFuture<Task> future = waiters.future(ID);
    waiters.changed(in(TaskStatus.QUEUED, claimed, 4));
    TaskRecord window = in(TaskStatus.NEEDS_MODAL, claimed, 4);

    waiters.changed(window);
    waiters.read(window);
    waiters.changed(window);
    assertFalse(future.isDone(), "it may have been read before the other was stored");
    waiters.read(window);

    assertEquals(TaskStatus.NEEDS_MODAL, future.join().status());
    assertEquals(Map.of(), waiters.waiting());
  }

  @Test
  void read_olderOnceAndThenTheNewest_changesNothing() {
    TaskRecord claimed = claimed();
    CompletableFuture<Task> future = waiters.future(ID);
    TaskRecord window = in(TaskStatus.NEEDS_MODAL, claimed, 3);
    TaskRecord queued = in(TaskStatus.QUEUED, claimed, 4);
    waiters.changed(queued);

    waiters.read(window);
    waiters.read(queued);
    waiters.read(window);

    assertFalse(future.isDone());
  }

  @Test
  void future_waitIsEnded_whatHangsOnItRunsWhereTheExecutorHasIt() {
    claimed();
    Deque<Runnable> handed = new ArrayDeque<>();
    Waiters later = over(memory, handed::add);
    List<Throwable> heard = new ArrayList<>();
    List<Runnable> ends =
        List.of(() -> later.lost(ID), () -> assertEquals(1, later.stop(ID)), later::close);

    for (Runnable end : ends) {
      var unused = later.future(ID).whenComplete((task, why) -> heard.add(why));
      end.run();
      assertEquals(List.of(), heard, "it would hold up whoever ended the wait");
      handed.remove().run();
      assertEquals(1, heard.size());
      heard.clear();
    }
  }

  private static TaskRecord in(TaskStatus status, TaskRecord record, long version) {
    Task task = record.task().toBuilder().status(status).build();
    return record.with(task).toBuilder().version(version).build();
  }

  @Test
  void begin_storeIsAway_nobodyIsLeftWaiting() {
    claimed();
    down = true;

    assertThrows(StoreException.class, () -> waiters.future(ID));
    assertThrows(StoreException.class, () -> waiters.await(ID, Optional.empty(), task -> {}));

    assertEquals(Map.of(), waiters.waiting());
  }

  @Test
  void await_whatWasStoredBeforeIsShownAfterwards_theWaitIsOver() throws Exception {
    TaskRecord record = claimed();

    Task task =
        waiters.await(
            ID,
            Optional.of(Duration.ofSeconds(1)),
            any -> {
              waiters.changed(done(record, 7, Kept.KEPT));
              waiters.changed(done(record, 6, Kept.PENDING));
              time.advance(Duration.ofSeconds(2));
              waiters.tick();
            });

    assertEquals(Kept.KEPT, task.kept());
  }
}
