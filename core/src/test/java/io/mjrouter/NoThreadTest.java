package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.WaitTimeoutException;
import io.mjrouter.model.Money;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The machine has no thread left for a while: what needs none goes on, and the rest comes later.
 */
@Timeout(60)
class NoThreadTest {

  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").has(Money.usd("3"));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
  private volatile boolean none;

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private Rig rig() {
    return Rig.with(
        builder -> builder.store(store).drivenByHand(Threads.refusing(this::run)), host);
  }

  private void run(Runnable work) {
    if (none) {
      throw new OutOfMemoryError("planted: unable to create native thread");
    }
    work.run();
  }

  @Test
  void tick_noThreadForAMinute_everythingIsDoneAfterwards() {
    host.thenAccepts("1").shows(Rig.running("1", 10));
    try (Rig rig = rig()) {
      Task task = rig.submit();
      rig.pass(Duration.ofSeconds(2));
      none = true;
      rig.pass(Duration.ofMinutes(1));
      none = false;
      host.shows(Rig.done("1"));
      rig.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
      assertTrue(host.balanceReads() > 0, "the balance is read");
      while (!untold().isEmpty()) {
        rig.pass(Duration.ofSeconds(1));
      }
      assertEquals(1, rig.told("Finished"));
    }
  }

  /** Ends that the listener, which has a thread of its own, has not heard yet. */
  private List<TaskRecord> untold() {
    return store.finishes().untold(Shards.every(), 0, 10).records();
  }

  @Test
  void tick_noThread_waitsEndInTime() throws Exception {
    host.thenAccepts("1").shows(Rig.running("1", 10));
    try (Rig rig = rig()) {
      Task task = rig.submit();
      CountDownLatch waiting = new CountDownLatch(1);
      Future<Task> waits =
          threads.submit(
              () -> rig.mj.await(task.id(), Duration.ofSeconds(30), now -> waiting.countDown()));
      Rig.await(waiting);
      none = true;
      rig.pass(Duration.ofMinutes(1));

      ExecutionException e = assertThrows(ExecutionException.class, waits::get);
      assertInstanceOf(WaitTimeoutException.class, e.getCause());
    }
  }
}
