package io.mjrouter.store;

import static io.mjrouter.store.StoreContract.id;
import static io.mjrouter.store.StoreContract.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Route;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.testing.FakeTime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of a store, and what waits. */
class SparingStoreTest extends TaskStoreContract {

  private static final HostTask AT = new HostTask(HOST, "77");

  private final FakeTime time = FakeTime.create();
  private int writes;
  private TaskStore spared = counting();
  private final SparingStore store = new SparingStore(sparedOrDown(), time, Runnable::run);
  private boolean down;

  @Override
  public TaskStore store() {
    return store;
  }

  @Override
  public TaskStore another() {
    return store;
  }

  private TaskStore sparedOrDown() {
    return proxy(
        (proxy, method, args) -> {
          if (down) {
            throw new StoreException("down", null);
          }
          return call(spared, method, args);
        });
  }

  /** A new store that counts what it stores in the place of something. */
  private TaskStore counting() {
    writes = 0;
    MemoryTaskStore counted = new MemoryTaskStore(time);
    return proxy(
        (proxy, method, args) -> {
          Object result = call(counted, method, args);
          if (result instanceof Written.Stored) {
            writes++;
          }
          return result;
        });
  }

  private static TaskStore proxy(InvocationHandler handler) {
    return (TaskStore)
        Proxy.newProxyInstance(
            TaskStore.class.getClassLoader(), new Class<?>[] {TaskStore.class}, handler);
  }

  private static @Nullable Object call(TaskStore store, Method method, Object[] args)
      throws Throwable {
    try {
      return method.invoke(store, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private TaskId running() {
    store.claim(Write.of(record(1, "order-1")));
    Attempt attempt =
        Attempt.intent(1, new Route(HOST, Mode.FAST), "token-1", Optional.empty(), NOW);
    change(id(1), task -> task.attempts(List.of(attempt)).hostTask(AT).status(TaskStatus.RUNNING));
    return id(1);
  }

  private Written progress(TaskId id, int progress) {
    return progress(store.find(id).orElseThrow(), progress);
  }

  private Written progress(TaskRecord before, int progress) {
    return store.write(
        Write.of(before.with(before.task().toBuilder().progress(progress).build())).mayWait(true));
  }

  private static int progress(TaskStore seen, TaskId id) {
    return seen.find(id).orElseThrow().task().progress();
  }

  private void pass(Duration duration) {
    time.advance(duration);
    store.tick();
  }

  @Test
  void write_mayWait_isSeenAtOnceAndStoredOnceTenSecondsAfterTheOneBefore() {
    TaskId id = running();

    long order = -1;
    for (int progress = 1; progress <= 5; progress++) {
      TaskRecord written = progress(id, progress).stored().orElseThrow();
      assertTrue(written.order() > order, "the newer is not told from the older");
      order = written.order();
      assertEquals(progress, progress(store, id));
      pass(Duration.ofSeconds(1));
    }
    pass(Duration.ofMillis(4_999));
    assertEquals(1, writes);
    assertEquals(0, progress(spared, id));

    pass(Duration.ofMillis(1));
    assertEquals(2, writes);
    assertEquals(5, progress(spared, id));
    assertTrue(store.find(id).orElseThrow().order() > order);
    pass(Duration.ofMinutes(5));
    assertEquals(2, writes);
  }

  @Test
  void write_mayWaitAndTheOneBeforeIsLongAgo_isStoredAtOnce() {
    TaskId id = running();
    pass(Duration.ofSeconds(10));

    progress(id, 10);

    assertEquals(10, progress(spared, id));
    progress(id, 11);
    assertEquals(10, progress(spared, id));
  }

  @Test
  void write_cannotWait_takesAlongWhatWaits() {
    TaskId id = running();
    progress(id, 40);

    change(id, task -> task.status(TaskStatus.SUCCEEDED).ended(NOW));

    assertEquals(2, writes);
    assertEquals(40, progress(spared, id));
    pass(Duration.ofMinutes(1));
    assertEquals(2, writes);
  }

  @Test
  void reads_whatWaits_isInAllOfThem() {
    TaskId id = running();
    progress(id, 40);

    assertEquals(40, progress(store, id));
    List<List<TaskRecord>> all =
        List.of(
            store.findReference("", "order-1").stream().toList(),
            store.findHostTask(AT),
            store.newer(Map.of(id, 0L)),
            store.open(Shards.every(), Optional.empty(), 10),
            store.newest(TaskFilter.all(), Optional.empty(), 10).records());
    assertEquals(
        List.of(40, 40, 40, 40, 40),
        all.stream().flatMap(List::stream).map(found -> found.task().progress()).toList());
  }

  @Test
  void write_mayWaitAndSomebodyWasFaster_conflicts() {
    TaskId id = running();
    TaskRecord before = store.find(id).orElseThrow();
    progress(before, 40);

    assertInstanceOf(Written.Conflict.class, progress(before, 50));
    assertEquals(40, progress(store, id));
  }

  @Test
  void tick_anotherProcessEndedTheTask_leavesTheEndAlone() {
    TaskId id = running();
    progress(id, 40);
    elsewhere(id, TaskStatus.SUCCEEDED, 30);

    assertEquals(TaskStatus.SUCCEEDED, store.find(id).orElseThrow().task().status());
    pass(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(10));
    assertEquals(2, writes);
    assertEquals(30, progress(store, id));
  }

  @Test
  void tick_anotherProcessStoredLessProgress_neverFalls() {
    TaskId id = running();
    progress(id, 40);
    long order = store.find(id).orElseThrow().order();
    elsewhere(id, TaskStatus.RUNNING, 30);

    assertEquals(40, progress(store, id));
    assertTrue(store.find(id).orElseThrow().order() > order);
    pass(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(10));
    assertEquals(40, progress(spared, id));
    assertEquals(3, writes);
  }

  private void elsewhere(TaskId id, TaskStatus status, int progress) {
    TaskRecord found = spared.find(id).orElseThrow();
    spared.write(
        Write.of(found.with(found.task().toBuilder().status(status).progress(progress).build())));
  }

  @Test
  void tick_storeIsDown_storesItWhenItIsThere() {
    TaskId id = running();
    progress(id, 40);
    down = true;
    pass(Duration.ofSeconds(10));
    down = false;

    assertEquals(40, progress(store, id));
    pass(Duration.ofSeconds(10));
    assertEquals(40, progress(spared, id));
  }

  @Test
  void flush_whatWaits_isStored() {
    TaskId id = running();
    progress(id, 40);

    store.flush(Duration.ofSeconds(1));

    assertEquals(40, progress(spared, id));
    assertEquals(2, writes);
  }

  /** Nothing is left of what was stored after the host had taken it. */
  private TaskId runningInStoreThatWasSetBack() {
    TaskId id = running();
    TaskRecord first = spared.find(id).orElseThrow();
    pass(Duration.ofSeconds(10));
    progress(id, 10);
    progress(id, 40);
    assertEquals(2, writes);
    spared = counting();
    spared.claim(Write.of(record(1, "order-1")));
    spared.write(Write.of(first.toBuilder().version(0).build()));
    return id;
  }

  @Test
  void find_storeWasSetBackAndAnotherProcessEndedTheTask_isTheEnd() {
    TaskId id = runningInStoreThatWasSetBack();
    elsewhere(id, TaskStatus.SUCCEEDED, 30);

    assertEquals(TaskStatus.SUCCEEDED, store.find(id).orElseThrow().task().status());
    pass(Duration.ofSeconds(20));
    assertEquals(2, writes);
  }

  @Test
  void tick_storeWasSetBack_countsAnewFromThere() {
    TaskId id = runningInStoreThatWasSetBack();

    pass(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(10));

    assertEquals(40, progress(spared, id));
    assertEquals(2, writes);
    pass(Duration.ofSeconds(10));
    progress(id, 50);
    assertEquals(50, progress(spared, id));
  }
}
