package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.event.Deliveries;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.Finishes;
import io.mjrouter.store.Holding;
import io.mjrouter.store.Leases;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.Shards;
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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Ends that an earlier process left behind; nobody listens, so everybody is told at once. */
class EndingsTest {

  private static final int MORE_THAN_A_PAGE = 700;

  private final FakeTime time = FakeTime.create();
  private final MemoryTaskStore memory = new MemoryTaskStore(time);
  private final Deliveries deliveries = new Deliveries(List.of(), Thread::new, time);

  private void leaveBehind(int tasks) {
    SubmitOptions options = SubmitOptions.defaults();
    for (int i = 0; i < tasks; i++) {
      TaskId id = new TaskId(1_000_000_000_000_000L + i);
      Task task = Task.claimed(id, Imagine.of("a red fox"), options, time.now());
      TaskRecord record = TaskRecord.builder(task, options, "digest").build();
      memory.claim(Write.of(record));
      Task ended = task.toBuilder().status(TaskStatus.SUCCEEDED).ended(time.now()).build();
      memory.write(Write.of(record.with(ended)));
    }
  }

  private Endings over(TaskStore store) {
    return over(store, tenure(store.leases()));
  }

  private Tenure tenure(Leases leases) {
    Tenure tenure = new Tenure(leases, "node", Tenure.LEASE, time);
    tenure.renewWhenDue();
    return tenure;
  }

  private Endings over(TaskStore store, Tenure tenure) {
    Journal journal = new Journal(store, time, ZoneOffset.UTC, tenure);
    return new Endings(journal, tenure, deliveries, Keeper.NONE, time, Runnable::run);
  }

  private void pass(Endings endings, Duration duration) {
    for (int second = 0; second < duration.toSeconds(); second++) {
      endings.tick();
      time.advance(Duration.ofSeconds(1));
    }
  }

  private Set<TaskId> untold() {
    Set<TaskId> all = new HashSet<>();
    memory
        .finishes()
        .untold(Shards.every(), 0, 10_000)
        .records()
        .forEach(record -> all.add(record.id()));
    return all;
  }

  @Test
  void tick_endsLeftBehind_areToldNotedAndForgotten() {
    leaveBehind(MORE_THAN_A_PAGE);
    pass(over(memory), Duration.ofSeconds(5));

    assertEquals(Set.of(), untold());
    assertEquals(Set.of(), deliveries.told());
  }

  /** Of the ends that another node left behind as well as of what came late there. */
  @Test
  void tick_shardsGainedWhileItReads_areLookedThroughAtOnce() {
    Queue<Holding> held =
        new ArrayDeque<>(
            List.of(new Holding(Map.of(3, 1L)), new Holding(Map.of(3, 1L, 7, 1L, 8, 1L))));
    Tenure tenure = tenure(with(memory.leases(), Leases.class, "renew", renewed -> held.remove()));
    List<String> asked = new ArrayList<>();
    Queue<Runnable> meanwhile = new ArrayDeque<>();
    Finishes watched =
        (Finishes)
            Proxy.newProxyInstance(
                Finishes.class.getClassLoader(),
                new Class<?>[] {Finishes.class},
                (proxy, called, args) -> {
                  if (args != null && args[0] instanceof Shards shards) {
                    asked.add(called.getName() + " " + shards.size());
                  }
                  Object found = called.invoke(memory.finishes(), args);
                  if (!meanwhile.isEmpty()) {
                    meanwhile.remove().run();
                  }
                  return found;
                });
    Endings endings = over(with(memory, TaskStore.class, "finishes", watched), tenure);
    meanwhile.add(
        () -> {
          time.advance(Tenure.LEASE);
          tenure.renewWhenDue();
        });
    endings.tick();
    endings.tick();

    assertEquals(List.of("untold 1", "failedSince 1", "untold 3", "failedSince 3"), asked);
  }

  /** A store in which one record of every page cannot be read. */
  private TaskStore unreadable(TaskId lost) {
    return with(
        memory,
        TaskStore.class,
        "finishes",
        with(
            memory.finishes(),
            Finishes.class,
            "untold",
            page -> {
              Finishes.Page read = (Finishes.Page) page;
              return new Finishes.Page(
                  read.records().stream().filter(record -> !record.id().equals(lost)).toList(),
                  read.next());
            }));
  }

  private static <T> T with(T sound, Class<T> type, String method, Object instead) {
    return with(sound, type, method, result -> instead);
  }

  private static <T> T with(T sound, Class<T> type, String method, UnaryOperator<Object> change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, args) -> {
              try {
                Object result = called.invoke(sound, args);
                return called.getName().equals(method) ? change.apply(result) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Test
  void tick_recordThatCannotBeRead_isPassedOverAndTheOthersAreTold() {
    leaveBehind(MORE_THAN_A_PAGE);
    TaskId lost = new TaskId(1_000_000_000_000_007L);
    Endings endings = over(unreadable(lost));
    pass(endings, Duration.ofSeconds(5));

    assertEquals(Set.of(lost), untold());
  }

  @Test
  void note_manyWereToldWhileTheStoreWasAway_areNotedInParts() {
    leaveBehind(2_000);
    List<Integer> parts = new ArrayList<>();
    Finishes noting =
        (Finishes)
            Proxy.newProxyInstance(
                Finishes.class.getClassLoader(),
                new Class<?>[] {Finishes.class},
                (proxy, called, args) -> {
                  if (called.getName().equals("told")) {
                    parts.add(((Collection<?>) args[0]).size());
                  }
                  return called.invoke(memory.finishes(), args);
                });
    Endings endings = over(with(memory, TaskStore.class, "finishes", noting));
    memory
        .finishes()
        .untold(Shards.every(), 0, 10_000)
        .records()
        .forEach(record -> deliveries.end(record.task()));

    endings.note();

    assertEquals(List.of(500, 500, 500, 500), parts);
    assertEquals(Set.of(), untold());
    assertEquals(Set.of(), deliveries.told());
  }
}
