package io.mjrouter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.HandDriven;
import io.mjrouter.Midjourney;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TimeSource;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two routers on one store, and one reference: what a store that nodes can share must do. */
public interface SameReferenceContract {

  /** The same tasks, as another node sees them. */
  TaskStore node();

  @Test
  @Timeout(60)
  default void f74_sameReferenceAtTwoNodesAtOnce_isOneTaskBoughtOnceAndAnswersBoth()
      throws Exception {
    CyclicBarrier claiming = new CyclicBarrier(2);
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    ScriptedProvider host = ScriptedProvider.named("host").charges("0.05");
    host.whileSubmitting(sent -> await(waiting));
    TimeSource time =
        asleep(
            () -> {
              waiting.countDown();
              await(answered);
            });
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Midjourney a = router(claimingWith(claiming, node()), time, host, 1);
        Midjourney b = router(claimingWith(claiming, node()), time, host, 2)) {
      List<Future<Task>> callers =
          List.of(
              threads.submit(() -> submit(a, answered)), threads.submit(() -> submit(b, answered)));
      Task one = callers.get(0).get();
      Task other = callers.get(1).get();

      assertEquals(1, host.submits());
      assertEquals(one.id(), other.id());
      assertEquals(one.hostTask(), other.hostTask());
      assertEquals(one.id(), a.findReference("order-1").orElseThrow().id());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Task submit(Midjourney node, CountDownLatch answered) {
    Task task =
        node.submit(Imagine.of("a red fox"), SubmitOptions.builder().reference("order-1").build());
    answered.countDown();
    return task;
  }

  private static Midjourney router(
      TaskStore store, TimeSource time, ScriptedProvider host, long seed) {
    return HandDriven.build(
        Midjourney.builder().store(store).time(time).random(new Random(seed)).provider(host));
  }

  /** The same store; nobody claims before both do. */
  private static TaskStore claimingWith(CyclicBarrier claiming, TaskStore store) {
    return (TaskStore)
        Proxy.newProxyInstance(
            TaskStore.class.getClassLoader(),
            new Class<?>[] {TaskStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("claim")) {
                claiming.await();
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A clock that stands still; whoever sleeps does this. */
  private static TimeSource asleep(Runnable sleeping) {
    FakeTime clock = FakeTime.create();
    return new TimeSource() {
      @Override
      public Instant now() {
        return clock.now();
      }

      @Override
      public long nanoTime() {
        return clock.nanoTime();
      }

      @Override
      public void sleep(Duration duration) {
        sleeping.run();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
