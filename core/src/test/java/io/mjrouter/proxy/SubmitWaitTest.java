package io.mjrouter.proxy;

import static io.mjrouter.proxy.ProxyRig.IMAGINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Mode;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A client is not kept waiting for a slow host, and what it asked for goes on. */
class SubmitWaitTest {

  private final ScriptedProvider host = ScriptedProvider.named("host").offers(Mode.FAST);
  private final CountDownLatch answer = new CountDownLatch(1);

  private Midjourney router() {
    PollSettings often =
        PollSettings.defaults()
            .withMin(Duration.ofMillis(1))
            .withMax(Duration.ofMillis(10))
            .withPerSecond(1_000);
    return Midjourney.builder()
        .provider(host)
        .tasks(TaskSettings.defaults().withPoll(often))
        .build();
  }

  private MjProxy proxy(Midjourney mj) {
    host.whileSubmitting(attempt -> await());
    return MjProxy.builder(mj)
        .settings(ProxySettings.builder().submitWait(Duration.ofMillis(1)).build())
        .build();
  }

  private void await() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void hostThinks_idIsToldAndTheTaskGoesOn() throws InterruptedException {
    try (Midjourney mj = router()) {
      MjProxy proxy = proxy(mj);
      Answered told =
          Answered.of(proxy.handle(TestRequest.post("/mj/submit/imagine", IMAGINE))).expect(200, 1);
      assertEquals("pending", told.header("X-MJ-Outcome"));
      String id = told.result();
      Answered pending = fetch(proxy, id);
      assertEquals("NOT_START", pending.json().path("status").stringValue());
      assertTrue(pending.json().path("submitTime").longValue() > 0);
      host.shows(ProxyRig.success("host-1").build());
      answer.countDown();
      assertEquals("SUCCESS", ended(mj, proxy, id).json().path("status").stringValue());
    }
  }

  @Test
  void hostThinks_submissionOnThisThread_idIsToldMeanwhile() throws InterruptedException {
    host.shows(ProxyRig.success("host-1").build());
    try (Midjourney mj = router()) {
      MjProxy proxy = proxy(mj);
      List<ProxyReply> told = new CopyOnWriteArrayList<>();
      Optional<ProxyReply> reply =
          proxy.handle(
              TestRequest.post("/mj/submit/imagine", IMAGINE),
              early -> {
                told.add(early);
                answer.countDown();
              });
      assertEquals(Optional.empty(), reply);
      assertEquals(1, told.size());
      Answered pending = Answered.of(told.get(0)).expect(200, 1);
      assertEquals("pending", pending.header("X-MJ-Outcome"));
      assertNotNull(pending.header("X-Request-Id"));
      assertEquals(
          "SUCCESS", ended(mj, proxy, pending.result()).json().path("status").stringValue());
    }
  }

  @Test
  void waitIsOverByTheRoutersClock_submissionOnThisThread_idIsToldThenAndNotBefore() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      List<ProxyReply> told = new CopyOnWriteArrayList<>();
      AtomicReference<List<ProxyReply>> before = new AtomicReference<>();
      host.whileSubmitting(
          attempt -> {
            rig.pass(Duration.ofMillis(24_999));
            before.set(List.copyOf(told));
            rig.pass(Duration.ofMillis(1));
          });
      Optional<ProxyReply> reply =
          rig.proxy.handle(TestRequest.post("/mj/submit/imagine", IMAGINE), told::add);
      assertEquals(List.of(), before.get());
      assertEquals(Optional.empty(), reply);
      assertEquals(1, told.size());
    }
  }

  @Test
  void routerIsClosedMeanwhile_submissionOnThisThread_idIsTold() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      List<ProxyReply> told = new CopyOnWriteArrayList<>();
      host.whileSubmitting(attempt -> rig.mj.close());
      Optional<ProxyReply> reply =
          rig.proxy.handle(TestRequest.post("/mj/submit/imagine", IMAGINE), told::add);
      assertEquals(Optional.empty(), reply);
      assertEquals(1, told.size());
    }
  }

  @Test
  void hostAnswersAtOnce_submissionOnThisThread_nothingIsToldMeanwhile() {
    try (Midjourney mj = router()) {
      MjProxy proxy = MjProxy.builder(mj).build();
      Thread here = Thread.currentThread();
      AtomicReference<Thread> submitting = new AtomicReference<>();
      host.whileSubmitting(attempt -> submitting.set(Thread.currentThread()));
      List<ProxyReply> told = new CopyOnWriteArrayList<>();
      ProxyReply reply =
          proxy.handle(TestRequest.post("/mj/submit/imagine", IMAGINE), told::add).orElseThrow();
      assertEquals("accepted", Answered.of(reply).expect(200, 1).header("X-MJ-Outcome"));
      assertEquals(List.of(), told);
      assertEquals(here, submitting.get());
    }
  }

  @Test
  void hostRefusesAfterwards_taskEndsAsAFailure() throws InterruptedException {
    host.thenFails(RejectReason.QUEUE_FULL);
    try (Midjourney mj = router()) {
      MjProxy proxy = proxy(mj);
      String id =
          Answered.of(proxy.handle(TestRequest.post("/mj/submit/imagine", IMAGINE)))
              .expect(200, 1)
              .result();
      answer.countDown();
      Answered ended = ended(mj, proxy, id);
      assertEquals("FAILURE", ended.json().path("status").stringValue());
      assertEquals("no route took it", ended.json().path("failReason").stringValue());
      assertNull(ended.json().path("result").stringValue(null));
    }
  }

  @Test
  void f103_callerGoneWhileItWaits_isToldTheIdAndTheTaskGoesOn() throws InterruptedException {
    host.shows(ProxyRig.success("host-1").build());
    try (Midjourney mj = router()) {
      MjProxy proxy = proxy(mj);
      Thread.currentThread().interrupt();
      ProxyReply reply = proxy.handle(TestRequest.post("/mj/submit/imagine", IMAGINE));
      assertTrue(Thread.interrupted());
      String id = Answered.of(reply).expect(200, 1).result();
      answer.countDown();
      assertEquals("SUCCESS", ended(mj, proxy, id).json().path("status").stringValue());
      assertEquals(1, host.submits());
    }
  }

  /** What the router knows is shown a moment later. */
  private static Answered ended(Midjourney mj, MjProxy proxy, String id)
      throws InterruptedException {
    mj.await(TaskId.of(id), Duration.ofSeconds(30));
    Answered seen = fetch(proxy, id);
    while (!seen.json().path("progress").stringValue().equals("100%")) {
      seen = fetch(proxy, id);
    }
    return seen;
  }

  private static Answered fetch(MjProxy proxy, String id) {
    return Answered.of(proxy.handle(TestRequest.get("/mj/task/" + id + "/fetch")));
  }
}
