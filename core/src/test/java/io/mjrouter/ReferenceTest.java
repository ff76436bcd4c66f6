package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The caller's own key: the same key with the same content is bought once. */
@Timeout(60)
class ReferenceTest {

  private static final int CALLERS = 8;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScriptedProvider host = ScriptedProvider.named("host").charges("0.05");

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static SubmitOptions.Builder order() {
    return SubmitOptions.builder().reference("order-1");
  }

  @Test
  void submit_sameReferenceAndContent_isTheSameTaskBoughtOnce() {
    try (Rig rig = Rig.of(host)) {
      Task first = rig.submit(Rig.FOX, order());
      Task second = rig.submit(Imagine.of("a red fox"), order().modes(Mode.FAST));

      assertEquals(first.id(), second.id());
      assertEquals(1, host.submits());
      assertEquals(first.id(), rig.mj.findReference("order-1").orElseThrow().id());
    }
  }

  @Test
  void submit_sameReferenceAndOtherContent_isRefusedUnpaid() {
    try (Rig rig = Rig.of(host)) {
      Task first = rig.submit(Rig.FOX, order());
      SubmissionRefusedException e =
          assertThrows(
              SubmissionRefusedException.class,
              () -> rig.submit(Imagine.of("a blue fox"), order()));

      assertEquals("REFERENCE_REUSED", e.reason());
      assertEquals(first.id(), e.taskId());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void submit_sameReferenceAtOnce_isBoughtOnceAndAnswersAll() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    host.whileSubmitting(
        sent -> {
          sending.countDown();
          Rig.await(goOn);
        });
    try (Rig rig = Rig.of(host)) {
      List<Future<Task>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(threads.submit(() -> rig.submit(Rig.FOX, order())));
      }
      sending.await();
      goOn.countDown();

      assertEquals(1, Rig.all(callers).stream().map(Task::id).distinct().count());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void submit_sameReferenceWhileUnknown_saysUnknownToAllAndSendsNothing() {
    try (Rig rig = Rig.of(host.thenFails(UnknownReason.TIMED_OUT))) {
      rig.unknown(Rig.FOX, order());

      assertThrows(OutcomeUnknownException.class, () -> rig.submit(Rig.FOX, order()));
      assertEquals(1, host.submits());
    }
  }

  @Test
  void submit_sameReferenceWhileAnotherSends_interruptLeavesTheOtherAlone() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    host.whileSubmitting(
        sent -> {
          sending.countDown();
          Rig.await(goOn);
        });
    try (Rig rig = Rig.of(host)) {
      Future<Task> first = threads.submit(() -> rig.submit(Rig.FOX, order()));
      sending.await();
      Thread.currentThread().interrupt();

      assertThrows(OutcomeUnknownException.class, () -> rig.submit(Rig.FOX, order()));
      assertTrue(Thread.interrupted());
      goOn.countDown();
      assertEquals(rig.mj.findReference("order-1").orElseThrow().id(), first.get().id());
    }
  }

  @Test
  void submit_sameReferenceAfterNobodyTookIt_isTriedAgain() {
    try (Rig rig = Rig.of(host.offers(Mode.FAST).thenFails(RejectReason.QUEUE_FULL))) {
      NoRouteException e = assertThrows(NoRouteException.class, () -> rig.submit(Rig.FOX, order()));
      rig.pass(Duration.ofSeconds(3));
      Task second = rig.submit(Rig.FOX, order());

      assertNotEquals(e.taskId(), second.id());
      assertEquals(second.id(), rig.mj.findReference("order-1").orElseThrow().id());
    }
  }

  @Test
  void submit_sameReferenceWhileAnotherIsRefused_saysTheSameReason() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    host.then(
            new SubmitOutcome.Rejected(
                RejectReason.BANNED_PROMPT, false, "no", Optional.empty(), Optional.of("grass")))
        .whileSubmitting(sent -> Rig.await(goOn));
    try (Midjourney mj = Midjourney.builder().provider(host).build()) {
      Submitting first = mj.begin(Rig.FOX, order().build());
      first.recorded().get();
      Submitting second = mj.begin(Rig.FOX, order().build());
      assertEquals(first.recorded().get(), second.recorded().get());
      goOn.countDown();

      for (Submitting each : List.of(first, second)) {
        ExecutionException e = assertThrows(ExecutionException.class, each.decided()::get);
        SubmissionRefusedException refused = (SubmissionRefusedException) e.getCause();
        assertEquals("BANNED_PROMPT", refused.reason());
        assertEquals(Optional.of("grass"), refused.bannedWord());
        assertFalse(refused.detail().contains("host"), refused::detail);
      }
      assertEquals(1, host.submits());
    }
  }

  @Test
  void submit_refusedBeforeAnyHostIsAsked_isKeptWithItsReason() {
    try (Rig rig = Rig.of(host)) {
      Task open = rig.submit();
      SubmissionRefusedException e =
          assertThrows(
              SubmissionRefusedException.class,
              () -> rig.submit(Press.of(open.id(), "MJ::JOB::upsample::1::h"), order()));

      assertEquals("PARENT_NOT_READY", e.reason());
      assertEquals("PARENT_NOT_READY", rig.mj.get(e.taskId()).failure().orElseThrow().refusal());
    }
  }
}
