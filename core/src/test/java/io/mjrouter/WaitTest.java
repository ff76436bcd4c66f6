package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.error.WaitStoppedException;
import io.mjrouter.error.WaitTimeoutException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjListener;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting, and being told: neither moves a task, and nobody disturbs anybody else. */
@Timeout(60)
class WaitTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").cannot(Capability.BATCH_FETCH);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void await_forEver_isAsLongAsItTakes() throws Exception {
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(1));

      Task done = rig.mj.await(task.id(), ChronoUnit.FOREVER.getDuration());

      assertEquals(TaskStatus.SUCCEEDED, done.status());
    }
  }

  @Test
  void watch_watcherThrows_disturbsNobody() {
    host.thenAccepts("1").shows(Rig.done("1"));
    AtomicInteger shown = new AtomicInteger();
    try (Rig rig = Rig.of(host)) {
      Records.of(rig.mj)
          .watch(
              record -> {
                throw new IllegalStateException("planted");
              });
      Records.of(rig.mj).watch(record -> shown.incrementAndGet());

      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.SUCCEEDED, rig.mj.get(task.id()).status());
      assertTrue(shown.get() >= 3, shown::toString);
    }
  }

  @Test
  void future_taskEnded_itsPlaceIsFreeAlready() {
    host.offers(Mode.FAST)
        .thenFails(RejectReason.QUEUE_FULL)
        .thenAccepts("1")
        .thenAccepts("2")
        .shows(Rig.done("1"), Rig.running("2", 10));
    try (Rig rig = Rig.of(host)) {
      assertThrows(NoRouteException.class, rig::submit); // Which leaves few places.
      rig.time.advance(Duration.ofMinutes(1));
      Task task = rig.submit();
      rig.submit();
      assertEquals(RouteReason.BUSY, rig.mj.explain(Rig.FOX).entries().get(0).reason());

      CompletableFuture<RouteReason> then =
          rig.mj
              .future(task.id())
              .thenApply(ended -> rig.mj.explain(Rig.FOX).entries().get(0).reason());
      rig.pass(Duration.ofMinutes(1));

      assertEquals(RouteReason.CHOSEN, then.join());
    }
  }

  @Test
  void f70_await_aThousandCallers_costOneStreamOfLooks() throws Exception {
    host.thenAccepts("1").shows(Rig.running("1", 10));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      List<CompletableFuture<Task>> futures = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        futures.add(rig.mj.future(task.id()));
      }
      rig.pass(Duration.ofMinutes(1));
      assertTrue(host.reads().size() <= 12, () -> host.reads().size() + " looks");
      host.shows(Rig.done("1"));
      rig.pass(Duration.ofMinutes(1));

      for (CompletableFuture<Task> each : futures) {
        assertEquals(TaskStatus.SUCCEEDED, each.get().status());
      }
    }
  }

  @Test
  void await_progress_isShownOnTheCallersThread() throws Exception {
    host.thenAccepts("1").shows(Rig.running("1", 10));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      CountDownLatch waiting = new CountDownLatch(1);
      CountDownLatch ten = new CountDownLatch(1);
      List<Thread> on = new ArrayList<>();
      Future<Thread> caller =
          threads.submit(
              () -> {
                rig.mj.await(
                    task.id(),
                    step -> {
                      on.add(Thread.currentThread());
                      (step.progress() == 10 ? ten : waiting).countDown();
                    });
                return Thread.currentThread();
              });
      waiting.await();
      rig.pass(Duration.ofMinutes(1));
      ten.await();
      host.shows(Rig.done("1"));
      rig.pass(Duration.ofMinutes(1));

      assertEquals(List.of(caller.get()), on.stream().distinct().toList());
      assertEquals(2, on.size());
    }
  }

  @Test
  void await_window_returns() throws Exception {
    try (Rig rig = Rig.of(host.thenAccepts(Acceptance.NEEDS_MODAL, "1"))) {
      assertEquals(TaskStatus.NEEDS_MODAL, rig.mj.await(rig.submit().id()).status());
    }
  }

  @Test
  void f103_await_timeOver_endsTheWaitAndNotTheTask() {
    host.thenAccepts("1");
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();

      assertThrows(WaitTimeoutException.class, () -> rig.mj.await(task.id(), Duration.ZERO));
      assertEquals(0, rig.mj.stopWaiting(task.id()), "nobody waits any more");
      host.shows(Rig.done("1"));
      rig.pass(Duration.ofMinutes(1));
      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
  }

  @Test
  void await_timeGoesBy_expiresAtTheTick() throws Exception {
    host.thenAccepts("1");
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      CountDownLatch waiting = new CountDownLatch(1);
      Future<Task> wait =
          threads.submit(
              () -> rig.mj.await(task.id(), Duration.ofSeconds(5), seen -> waiting.countDown()));
      waiting.await();
      rig.pass(Duration.ofMillis(4_900));
      assertFalse(wait.isDone());
      rig.pass(Duration.ofMillis(100));

      assertTrue(
          assertThrows(ExecutionException.class, wait::get).getCause()
              instanceof WaitTimeoutException);
    }
  }

  @Test
  void f103_await_interrupted_leavesTheTaskAlone() {
    try (Rig rig = Rig.of(host.thenAccepts("1"))) {
      Task task = rig.submit();
      Thread.currentThread().interrupt();

      assertThrows(InterruptedException.class, () -> rig.mj.await(task.id()));
      assertFalse(Thread.interrupted());
      assertEquals(0, rig.mj.stopWaiting(task.id()), "nobody waits any more");
      assertEquals(TaskStatus.QUEUED, rig.now(task).status());
    }
  }

  @Test
  void f103_future_cancelled_leavesTheTaskAlone() {
    host.thenAccepts("1");
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.mj.future(task.id()).cancel(true);
      assertEquals(0, rig.mj.stopWaiting(task.id()), "nobody waits any more");
      host.shows(Rig.done("1"));
      rig.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
  }

  @Test
  void stopWaiting_endsEveryWaitSaysSoAndLeavesTheTaskAlone() throws Exception {
    host.thenAccepts("1");
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      Task other = rig.submit();
      CountDownLatch waiting = new CountDownLatch(1);
      Future<Task> wait =
          threads.submit(() -> rig.mj.await(task.id(), seen -> waiting.countDown()));
      CompletableFuture<Task> future = rig.mj.future(task.id());
      CompletableFuture<Task> untouched = rig.mj.future(other.id());
      waiting.await();

      assertEquals(2, rig.mj.stopWaiting(task.id()));

      Throwable stopped = assertThrows(ExecutionException.class, wait::get).getCause();
      assertTrue(stopped instanceof WaitStoppedException);
      assertEquals(
          "stopped waiting for task " + task.id() + ", which goes on", stopped.getMessage());
      assertTrue(
          assertThrows(ExecutionException.class, future::get).getCause()
              instanceof WaitStoppedException);
      assertFalse(untouched.isDone());
      assertEquals(0, rig.mj.stopWaiting(task.id()));
      host.shows(Rig.done("1"));
      rig.pass(Duration.ofMinutes(1));
      assertEquals(TaskStatus.SUCCEEDED, rig.mj.await(task.id()).status());
    }
  }

  @Test
  void future_finishedTask_isDone() throws Exception {
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.SUCCEEDED, rig.mj.future(task.id()).get().status());
    }
  }

  @Test
  void await_unknownTask_saysSo() {
    try (Rig rig = Rig.of(host)) {
      TaskId nobody = TaskId.of("1234567890123456");

      assertThrows(TaskNotFoundException.class, () -> rig.mj.await(nobody));
      assertThrows(TaskNotFoundException.class, () -> rig.mj.future(nobody));
      assertThrows(TaskNotFoundException.class, () -> rig.mj.get(nobody));
    }
  }

  @Test
  void close_whileSomebodyWaits_endsTheWait() {
    Rig rig = Rig.of(host.thenAccepts("1"));
    CompletableFuture<Task> future = rig.mj.future(rig.submit().id());
    rig.close();

    assertTrue(future.isCompletedExceptionally());
    assertThrows(CancellationException.class, future::join);
  }

  @Test
  void f69_refresh_twoPollsShowTheEndAtOnce_endsOnce() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    HookedStore store = new HookedStore();
    host.thenAccepts("1");
    try (Rig rig = Rig.on(store, host)) {
      Task task = rig.submit();
      host.shows(Rig.done("1"));
      host.fetch("1");
      store.beforeWrite(
          record -> {
            try {
              both.await();
            } catch (InterruptedException | BrokenBarrierException e) {
              throw new IllegalStateException(e);
            }
          });
      Future<Task> one = threads.submit(() -> rig.mj.refresh(task.id()));
      Future<Task> two = threads.submit(() -> rig.mj.refresh(task.id()));

      assertEquals(TaskStatus.SUCCEEDED, one.get().status());
      assertEquals(TaskStatus.SUCCEEDED, two.get().status());
      assertEquals(1, rig.told("Finished"));
      assertEquals(1, rig.told("Settled"));
    }
  }

  @Test
  void follow_aHostThatHangs_delaysOnlyItsOwnTasks() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    ScriptedProvider stuck = ScriptedProvider.named("stuck");
    MjProvider hanging =
        new Reads(
            stuck,
            reading -> {
              Rig.await(goOn);
              return reading;
            });
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Midjourney mj =
        Midjourney.builder().provider(hanging).provider(host).tasks(MidjourneyTest.QUICK).build()) {
      mj.submit(Rig.FOX, SubmitOptions.builder().provider(stuck.id()).build());
      Task task = mj.submit(Rig.FOX, SubmitOptions.builder().provider(host.id()).build());

      assertEquals(TaskStatus.SUCCEEDED, mj.await(task.id()).status());
      goOn.countDown();
    }
  }

  @Test
  void listener_throwsOrHangs_disturbsNobody() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger heard = new AtomicInteger();
    CountDownLatch finished = new CountDownLatch(1);
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Midjourney mj =
        Midjourney.builder()
            .provider(host)
            .tasks(MidjourneyTest.QUICK)
            .listener(
                new MjListener() {
                  @Override
                  public void onSubmitted(MjEvent.Submitted event) {
                    Rig.await(goOn);
                  }
                })
            .listener(
                new MjListener() {
                  @Override
                  public void onSubmitted(MjEvent.Submitted event) {
                    throw new IllegalStateException("a bug of the listener's");
                  }

                  @Override
                  public void onFinished(MjEvent.Finished event) {
                    heard.incrementAndGet();
                    finished.countDown();
                  }
                })
            .build()) {
      assertEquals(TaskStatus.SUCCEEDED, mj.await(mj.submit(Rig.FOX).id()).status());
      finished.await();
      assertEquals(1, heard.get());
      goOn.countDown();
    }
  }

  /** A provider whose readings of single tasks pass through somebody's hands. */
  private record Reads(ScriptedProvider host, UnaryOperator<Reading<TaskSnapshot>> hands)
      implements MjProvider {

    @Override
    public ProviderId id() {
      return host.id();
    }

    @Override
    public ProviderInfo info() {
      return host.info();
    }

    @Override
    public SubmitOutcome submit(SubmitAttempt attempt) {
      return host.submit(attempt);
    }

    @Override
    public Reading<TaskSnapshot> fetch(String hostTaskId) {
      return hands.apply(host.fetch(hostTaskId));
    }

    @Override
    public Reading<MediaStream> open(MediaLink link, long maxBytes) {
      return host.open(link, maxBytes);
    }

    @Override
    public void close() {
      host.close();
    }
  }
}
