package io.mjrouter.store;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** What the contracts of stores are written with. */
public interface StoreContract {

  Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  ProviderId HOST = ProviderId.of("host");
  int RIVALS = 8;

  /** An empty store; the same one throughout a test. */
  TaskStore store();

  /** What another node has of the same store; the same object where there can be no other node. */
  TaskStore another();

  static TaskId id(int number) {
    return new TaskId(1_000_000_000_000_000L + number);
  }

  static TaskRecord record(int number, String reference) {
    return record(number, "", reference);
  }

  static TaskRecord record(int number, String caller, String reference) {
    SubmitOptions options = SubmitOptions.builder().caller(caller).reference(reference).build();
    Imagine submission = Imagine.of("a red fox");
    return TaskRecord.builder(
            Task.claimed(id(number), submission, options, NOW), options, "digest-" + number)
        .submission(submission)
        .build();
  }

  static List<TaskId> ids(List<TaskRecord> records) {
    return records.stream().map(TaskRecord::id).toList();
  }

  /** Changes a task, whoever else does. */
  default TaskRecord change(TaskId id, UnaryOperator<Task.Builder> how) {
    for (; ; ) {
      TaskRecord found = store().find(id).orElseThrow();
      TaskRecord next = found.with(how.apply(found.task().toBuilder()).build());
      if (store().write(Write.of(next)) instanceof Written.Stored stored) {
        return stored.record();
      }
    }
  }

  /** One of several that act at the same time. */
  interface Rival<T> {
    T act(int rival) throws Exception;
  }

  /** Lets all rivals go at once. */
  default <T> List<T> atOnce(Rival<T> rival) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(RIVALS);
    try {
      CyclicBarrier start = new CyclicBarrier(RIVALS);
      List<Callable<T>> all = new ArrayList<>();
      for (int i = 0; i < RIVALS; i++) {
        int number = i;
        all.add(
            () -> {
              start.await();
              return rival.act(number);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(all)) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
