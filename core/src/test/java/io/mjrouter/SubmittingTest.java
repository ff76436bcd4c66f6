package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Submissions that go on in the background. */
class SubmittingTest {

  private final ScriptedProvider host = ScriptedProvider.named("host");

  @Test
  void begin_hostThinks_isRecordedAndDecidedLater() {
    CountDownLatch answer = new CountDownLatch(1);
    host.whileSubmitting(attempt -> await(answer));
    try (Midjourney mj = Midjourney.builder().provider(host).build()) {
      Submitting begun = mj.begin(Rig.FOX, SubmitOptions.defaults());
      TaskId id = begun.recorded().join();
      assertEquals(TaskStatus.PENDING, mj.get(id).status());
      assertFalse(begun.decided().isDone());
      answer.countDown();
      assertEquals(id, begun.decided().join().id());
      assertEquals(TaskStatus.QUEUED, mj.get(id).status());
    }
  }

  @Test
  void begin_hostQueues_saysHow() {
    host.thenAccepts(Acceptance.QUEUED, "h1");
    try (Rig rig = Rig.of(host)) {
      Submitting begun = rig.mj.begin(Rig.FOX, SubmitOptions.defaults());
      Task task = begun.decided().join();
      assertEquals(task.id(), begun.recorded().join());
      SubmitOutcome last = begun.lastOutcome().orElseThrow();
      assertEquals(Acceptance.QUEUED, ((SubmitOutcome.Accepted) last).how());
    }
  }

  @Test
  void begin_secondUnderOneReference_namesTheFirstTask() {
    try (Rig rig = Rig.of(host)) {
      SubmitOptions options = SubmitOptions.builder().reference("order-7").build();
      TaskId first = rig.mj.begin(Rig.FOX, options).recorded().join();
      Submitting again = rig.mj.begin(Rig.FOX, options);
      assertEquals(first, again.recorded().join());
      assertEquals(first, again.decided().join().id());
      assertEquals(Optional.empty(), again.lastOutcome());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void recorded_somethingHangsOnIt_itHoldsUpNoSubmission() {
    Deque<Runnable> handed = new ArrayDeque<>();
    List<TaskId> heard = new ArrayList<>();
    host.whileSubmitting(attempt -> assertEquals(List.of(), heard));
    try (Midjourney mj = Midjourney.builder().provider(host).drivenByHand(handed::add).build()) {
      Submitting submitting = mj.prepare(Rig.FOX, SubmitOptions.defaults());
      var unused = submitting.recorded().thenAccept(heard::add);
      submitting.run();
      Task task = submitting.decided().join();
      assertEquals(task.id(), submitting.recorded().join());
      assertEquals(List.of(), heard);
      handed.forEach(Runnable::run);
      assertEquals(List.of(task.id()), heard);
    }
  }

  @Test
  void recorded_routerWasClosed_isDoneAllTheSame() {
    Deque<Runnable> none = new ArrayDeque<>();
    Executor ended =
        work -> {
          throw new RejectedExecutionException("closed");
        };
    AtomicReference<Executor> executor = new AtomicReference<>(none::add);
    Midjourney mj =
        Midjourney.builder()
            .provider(host)
            .drivenByHand(work -> executor.get().execute(work))
            .build();
    Submitting submitting = mj.prepare(Rig.FOX, SubmitOptions.defaults());
    CompletableFuture<TaskId> recorded = submitting.recorded();
    executor.set(ended);
    submitting.run();
    assertEquals(submitting.decided().join().id(), recorded.getNow(null));
    mj.close();
  }

  @Test
  void begin_unknownPolicy_isThrownAtOnce() {
    try (Rig rig = Rig.of(host)) {
      SubmitOptions options = SubmitOptions.builder().policy("dearest").build();
      assertThrows(IllegalArgumentException.class, () -> rig.mj.begin(Rig.FOX, options));
      assertEquals(0, host.submits());
    }
  }

  @Test
  void begin_nobodyKnows_isRecordedAndFailsAsSubmitDoes() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      Submitting begun = rig.mj.begin(Rig.FOX, SubmitOptions.defaults());
      TaskId id = begun.recorded().join();
      CompletionException failed =
          assertThrows(CompletionException.class, () -> begun.decided().join());
      OutcomeUnknownException unknown =
          assertInstanceOf(OutcomeUnknownException.class, failed.getCause());
      assertEquals(id, unknown.taskId());
    }
  }

  @Test
  void submit_capReached_isSaidApart() {
    ScriptedProvider priced = ScriptedProvider.named("priced").charges("0.05");
    RoutingSettings capped = RoutingSettings.builder().dailySpend(Money.usd("0.08")).build();
    try (Rig rig = Rig.of(capped, priced)) {
      rig.submit();
      NoRouteException full = assertThrows(NoRouteException.class, rig::submit);
      assertTrue(full.decision().orElseThrow().isCapped(), full.getMessage());
    }
  }

  @Test
  void submit_noneOfTheNamedProviders_isNoRouteAndNoCap() {
    try (Rig rig = Rig.of(host)) {
      SubmitOptions.Builder elsewhere =
          SubmitOptions.builder().providers(Set.of(ProviderId.of("a"), ProviderId.of("b")));
      NoRouteException none =
          assertThrows(NoRouteException.class, () -> rig.submit(Rig.FOX, elsewhere));
      assertFalse(none.decision().orElseThrow().isCapped(), none.getMessage());
      assertEquals(0, host.submits());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
