package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.Midjourney;
import io.mjrouter.error.StoreException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.MjProbe.HookSent;
import io.mjrouter.event.TellAgain;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.WebhookSender;
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import io.mjrouter.wire.write.AnswerStyle;
import io.mjrouter.wire.write.AnswerWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks of clients: what is sent, when, in which order, and how often. */
class ClientHooksTest {

  private static final String URL = "https://client.example/hook?token=secret-canary";

  /** In place of an answer. */
  private static final int NO_MEMORY = 1;

  private final FakeTime time = FakeTime.create();
  private final Receiver receiver = new Receiver();
  private final Hand hand = new Hand();
  private final List<HookSent> counted = new ArrayList<>();
  private final ClientHooks hooks =
      new ClientHooks(
          ProxySettings.builder()
              .publicUrl(URI.create("https://mj.example"))
              .client("web", ClientSettings.builder("k").webhookSecret("shh").build())
              .client("plain", ClientSettings.builder("k2").build())
              .client("coded", ClientSettings.builder("k3").webhookSecret("whsec_c2ho").build())
              .build(),
          receiver,
          time,
          hand,
          new MjProbe() {
            @Override
            public void hookSent(HookSent result) {
              counted.add(result);
            }
          });

  /** A call that was made. */
  private record Call(URI url, Map<String, String> headers, String body) {
    String status() {
      return new JsonMapper().readTree(body).path("status").stringValue();
    }

    String progress() {
      return new JsonMapper().readTree(body).path("progress").stringValue();
    }
  }

  /** Stands in for the network. */
  private static final class Receiver implements WebhookSender, WebhookSender.Factory {
    private final List<Call> calls = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final Deque<Runnable> meanwhile = new ArrayDeque<>();
    private Rule rule = (host, address) -> false;

    @Override
    public WebhookSender create(Rule rule) {
      this.rule = rule;
      return this;
    }

    @Override
    public int post(URI url, Map<String, String> headers, byte[] body, Duration whole)
        throws IOException {
      calls.add(new Call(url, headers, new String(body, StandardCharsets.UTF_8)));
      if (!meanwhile.isEmpty()) {
        meanwhile.remove().run();
      }
      int answer = answers.isEmpty() ? 200 : answers.remove();
      if (answer == NO_MEMORY) {
        throw new OutOfMemoryError("planted");
      }
      if (answer == 0) {
        throw new IOException("no answer");
      }
      if (answer < 0) {
        throw new ForbiddenException();
      }
      return answer;
    }

    @Override
    public void close() {}
  }

  /** Runs what is due, when the test says so. */
  private final class Hand implements ClientHooks.Later {
    private final PriorityQueue<Due> queue =
        new PriorityQueue<>(
            (a, b) -> a.at == b.at ? Long.compare(a.number, b.number) : Long.compare(a.at, b.at));
    private long next;

    private record Due(long at, long number, Runnable work) {}

    @Override
    public void run(Runnable work, Duration in) {
      queue.add(new Due(time.nanoTime() + in.toNanos(), next++, work));
    }

    void pass(Duration duration) {
      long end = time.nanoTime() + duration.toNanos();
      while (!queue.isEmpty() && queue.peek().at <= end) {
        Due due = queue.remove();
        time.advance(Duration.ofNanos(Math.max(0, due.at - time.nanoTime())));
        due.work.run();
      }
      time.advance(Duration.ofNanos(end - time.nanoTime()));
    }

    @Override
    public void close() {}
  }

  private static Task task(String caller, String hook) {
    return task(caller, hook, 1234567890123456L);
  }

  private static Task task(String caller, String hook, long id) {
    SubmitOptions options =
        SubmitOptions.builder()
            .caller(caller)
            .tags(hook.isEmpty() ? Map.of() : Map.of(Tags.HOOK, hook))
            .state("mine")
            .build();
    return Task.claimed(new TaskId(id), Imagine.of("a fox"), options, FakeTime.START);
  }

  private final Task claimed = task("web", URL);
  private final Task queued = claimed.toBuilder().status(TaskStatus.QUEUED).build();
  private final Task done = claimed.toBuilder().status(TaskStatus.SUCCEEDED).progress(100).build();

  private Task running(int progress) {
    return claimed.toBuilder().status(TaskStatus.RUNNING).progress(progress).build();
  }

  private void progressed(Task task) {
    hooks.onProgressed(new MjEvent.Progressed(task, time.now()));
    hand.pass(Duration.ZERO);
  }

  private List<String> statuses() {
    return receiver.calls.stream().map(Call::status).toList();
  }

  private void finished(Task task) {
    assertThrows(TellAgain.class, () -> hooks.onFinished(new MjEvent.Finished(task, time.now())));
    hand.pass(Duration.ZERO);
  }

  private void isDone(Task task) {
    hooks.onFinished(new MjEvent.Finished(task, time.now()));
  }

  @Test
  void everyStatusAndEachTenPercent_areToldInOrder() {
    hooks.onAccepted(new MjEvent.Accepted(queued, time.now()));
    hand.pass(Duration.ZERO);
    for (int progress : new int[] {0, 4, 9, 10, 13, 25, 31, 31, 39, 90}) {
      progressed(running(progress));
    }
    finished(done);
    assertEquals(
        List.of(
            "SUBMITTED 0%",
            "IN_PROGRESS 0%",
            "IN_PROGRESS 10%",
            "IN_PROGRESS 25%",
            "IN_PROGRESS 31%",
            "IN_PROGRESS 90%",
            "SUCCESS 100%"),
        receiver.calls.stream().map(call -> call.status() + " " + call.progress()).toList());
    isDone(done);
    assertEquals(7, receiver.calls.size());
  }

  @Test
  void body_isWhatAFetchAnswers_andHeadersAreThoseOfStandardWebhooks() throws Exception {
    time.advance(Duration.ofSeconds(90));
    finished(done);
    Call call = receiver.calls.get(0);
    assertEquals(URI.create(URL), call.url());
    assertEquals(
        new String(
            new AnswerWriter(AnswerStyle.full()).task(TaskFace.of(done, "https://mj.example")),
            StandardCharsets.UTF_8),
        call.body());
    String id = call.headers().get("webhook-id");
    assertEquals("1234567890123456-finished", id);
    long at = FakeTime.START.getEpochSecond() + 90;
    assertEquals(Long.toString(at), call.headers().get("webhook-timestamp"));
    assertEquals(
        signed("shh", id + "." + at + "." + call.body()), call.headers().get("webhook-signature"));
  }

  private static String signed(String key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void secretOfStandardWebhooks_isDecoded_andWithoutOneNothingIsSigned() throws Exception {
    Task coded = task("coded", URL).toBuilder().status(TaskStatus.SUCCEEDED).build();
    finished(coded);
    Call call = receiver.calls.get(0);
    String text =
        call.headers().get("webhook-id")
            + "."
            + call.headers().get("webhook-timestamp")
            + "."
            + call.body();
    assertEquals(signed("shh", text), call.headers().get("webhook-signature"));
    isDone(coded);
    finished(task("plain", URL).toBuilder().status(TaskStatus.SUCCEEDED).build());
    assertNull(receiver.calls.get(1).headers().get("webhook-signature"));
    assertFalse(receiver.calls.get(1).headers().get("webhook-id").isEmpty());
  }

  /** Another node of the store sees it through, and nothing more is told here. */
  @Test
  void taskWhoseEndIsNotToldHere_isForgotten() {
    for (int i = 0; i < 3; i++) {
      Task taken = task("web", URL, 1_000_000_000_000_000L + i);
      hooks.onAccepted(new MjEvent.Accepted(taken, time.now()));
    }
    hand.pass(Duration.ZERO);
    assertEquals(3, hooks.remembered());

    hand.pass(Duration.ofHours(3));

    assertEquals(0, hooks.remembered());
  }

  @Test
  void taskThatIsToldOfNowAndThen_isNotForgotten() {
    for (int i = 0; i < 6; i++) {
      progressed(running(10));
      hand.pass(Duration.ofMinutes(50));
    }
    assertEquals(1, receiver.calls.size());
  }

  @Test
  void end_isRepeatedWithTheSameIdUntilItIsTaken() {
    receiver.answers.addAll(List.of(0, 500, 302, 200));
    finished(done);
    assertEquals(1, receiver.calls.size());
    hand.pass(Duration.ofSeconds(5));
    assertEquals(2, receiver.calls.size());
    finished(done);
    hand.pass(Duration.ofSeconds(30));
    assertEquals(3, receiver.calls.size());
    hand.pass(Duration.ofMinutes(2));
    assertEquals(4, receiver.calls.size());
    isDone(done);
    hand.pass(Duration.ofDays(2));
    assertEquals(4, receiver.calls.size());
    assertEquals(
        1,
        receiver.calls.stream().map(call -> call.headers().get("webhook-id")).distinct().count());
    assertEquals(
        List.of(HookSent.FAILED, HookSent.FAILED, HookSent.FAILED, HookSent.DELIVERED), counted);
  }

  @Test
  void end_errorOfTheJvmWhileItIsSent_isRepeatedAsAfterAnyOtherFailure() {
    receiver.answers.addAll(List.of(NO_MEMORY, 200));
    finished(done);
    hand.pass(Duration.ofSeconds(5));
    isDone(done);
    assertEquals(2, receiver.calls.size());
    assertEquals(List.of(HookSent.FAILED, HookSent.DELIVERED), counted);
  }

  @Test
  void end_nobodyTakesItForADayAndAHalf_isGivenUp() {
    for (int i = 0; i < 100; i++) {
      receiver.answers.add(503);
    }
    for (int hour = 0; hour <= 35; hour++) {
      finished(done);
      hand.pass(Duration.ofHours(1));
    }
    isDone(done);
    assertEquals(11, receiver.calls.size());
    assertEquals(HookSent.GIVEN_UP, counted.get(counted.size() - 1));
  }

  @Test
  void stepNobodyTakes_holdsUpTheNextForAWhile_andNotTheEnd() {
    receiver.answers.addAll(List.of(500, 500, 500));
    progressed(running(10));
    progressed(running(20));
    assertEquals(1, receiver.calls.size());
    hand.pass(Duration.ofSeconds(12));
    assertEquals(
        List.of("10%", "10%", "10%", "20%"), receiver.calls.stream().map(Call::progress).toList());

    receiver.answers.addAll(List.of(500, 500));
    progressed(running(30));
    progressed(running(40));
    finished(done);
    hand.pass(Duration.ofSeconds(2));
    assertEquals("SUCCESS", receiver.calls.get(receiver.calls.size() - 1).status());
    assertTrue(receiver.calls.stream().noneMatch(call -> call.progress().equals("40%")));
    isDone(done);
    assertEquals(2, counted.stream().filter(HookSent.SKIPPED::equals).count());
    assertFalse(counted.contains(HookSent.GIVEN_UP), counted::toString);
  }

  @Test
  void receiverThatIsGone_isNotAskedAgain() {
    receiver.answers.addAll(List.of(410, 410));
    progressed(running(10));
    assertEquals(List.of(HookSent.SKIPPED), counted);
    finished(done);
    isDone(done);
    hand.pass(Duration.ofDays(2));
    assertEquals(2, receiver.calls.size());
    assertEquals(List.of(HookSent.SKIPPED, HookSent.GIVEN_UP), counted);
  }

  /** The other node's line knows nothing of this one's: only the store does. */
  @Test
  void stepThatFailed_isNotToldAgain_afterAnotherNodeToldTheEnd() {
    AtomicBoolean ended = new AtomicBoolean();
    hooks.lookingUp(id -> id.equals(claimed.id()) && ended.get());
    receiver.answers.addAll(List.of(500, 500));
    hooks.onAccepted(new MjEvent.Accepted(queued, time.now()));
    progressed(running(10));
    hand.pass(Duration.ofSeconds(3));
    assertEquals(List.of("SUBMITTED", "SUBMITTED"), statuses());
    ended.set(true);
    hand.pass(Duration.ofMinutes(1));
    assertEquals(List.of("SUBMITTED", "SUBMITTED"), statuses());
    assertEquals(HookSent.SKIPPED, counted.get(counted.size() - 1));
  }

  /** As behind eight calls of the same client that nobody answers. */
  @Test
  void stepThatWaitedForItsTurn_isNotTold_afterAnotherNodeToldTheEnd() {
    AtomicBoolean ended = new AtomicBoolean();
    hooks.lookingUp(id -> id.equals(claimed.id()) && ended.get());
    receiver.meanwhile.add(
        () -> {
          hooks.onProgressed(new MjEvent.Progressed(running(20), time.now()));
          time.advance(Duration.ofSeconds(5));
          ended.set(true);
        });
    hooks.onProgressed(new MjEvent.Progressed(running(10), time.now()));
    hand.pass(Duration.ofMinutes(1));
    assertEquals(List.of("10%"), receiver.calls.stream().map(Call::progress).toList());
    assertEquals(List.of(HookSent.DELIVERED, HookSent.SKIPPED), counted);
  }

  @Test
  void stepThatFailed_isToldAgain_whereTheTaskCannotBeLookedUp() {
    hooks.lookingUp(
        id -> {
          throw new StoreException("planted", null);
        });
    receiver.answers.add(500);
    progressed(running(10));
    hand.pass(Duration.ofSeconds(3));
    assertEquals(List.of("IN_PROGRESS", "IN_PROGRESS"), statuses());
  }

  @Test
  void afterARestart_theEndIsToldAgain() {
    finished(done);
    ClientHooks next =
        new ClientHooks(ProxySettings.defaults(), receiver, time, hand, new MjProbe() {});
    assertThrows(TellAgain.class, () -> next.onFinished(new MjEvent.Finished(done, time.now())));
    hand.pass(Duration.ZERO);
    assertEquals(2, receiver.calls.size());
    assertEquals(
        receiver.calls.get(0).headers().get("webhook-id"),
        receiver.calls.get(1).headers().get("webhook-id"));
  }

  @Test
  void throughTheRouter_aTaskTellsItsClientUntilItsEnd() throws InterruptedException {
    ScriptedProvider host = ScriptedProvider.named("host").thenAccepts("h1");
    host.shows(ProxyRig.success("h1").build());
    ProxySettings settings = ProxySettings.builder().build();
    CountDownLatch end = new CountDownLatch(1);
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    WebhookSender.Factory senders =
        rule ->
            new WebhookSender() {
              @Override
              public int post(URI url, Map<String, String> headers, byte[] body, Duration whole) {
                Call call = new Call(url, headers, new String(body, StandardCharsets.UTF_8));
                told.add(call.status());
                if (call.status().equals("SUCCESS")) {
                  end.countDown();
                }
                return 200;
              }

              @Override
              public void close() {}
            };
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    ClientHooks.Later later =
        new ClientHooks.Later() {
          @Override
          public void run(Runnable work, Duration in) {
            var unused = threads.schedule(work, in.toMillis(), TimeUnit.MILLISECONDS);
          }

          @Override
          public void close() {
            threads.shutdownNow();
          }
        };
    PollSettings often =
        PollSettings.defaults()
            .withMin(Duration.ofMillis(1))
            .withMax(Duration.ofMillis(10))
            .withPerSecond(1_000);
    try (ClientHooks listener =
            new ClientHooks(settings, senders, TimeSource.system(), later, new MjProbe() {});
        Midjourney mj =
            Midjourney.builder()
                .provider(host)
                .tasks(TaskSettings.defaults().withPoll(often))
                .listener(listener)
                .build()) {
      MjProxy proxy = MjProxy.builder(mj).settings(settings).build();
      String id =
          Answered.of(
                  proxy.handle(
                      TestRequest.post(
                          "/mj/submit/imagine",
                          "{\"prompt\":\"a\",\"notifyHook\":\"https://192.0.2.9/h\"}")))
              .result();
      assertTrue(end.await(30, TimeUnit.SECONDS), () -> id + " told " + told);
      assertEquals("SUBMITTED", told.get(0));
    }
  }

  /** More receivers than there are threads for all clients together. */
  @Test
  @Timeout(60)
  void receiversOfOneClientAreDead_anothersIsTold() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    WebhookSender.Factory senders =
        rule ->
            new WebhookSender() {
              @Override
              public int post(URI url, Map<String, String> headers, byte[] body, Duration whole) {
                if (url.getHost().equals("alive.example")) {
                  told.countDown();
                  return 200;
                }
                return waits(told);
              }

              @Override
              public void close() {}
            };
    ClientHooks busy =
        new ClientHooks(
            ProxySettings.defaults(),
            senders,
            TimeSource.system(),
            new ClientHooks.Threads(2),
            new MjProbe() {});
    try (busy) {
      for (long i = 0; i < 100; i++) {
        progressed(busy, task("web", "https://dead.example/", 1234567890123456L + i));
      }
      progressed(busy, task("plain", "https://alive.example/", 1234567890124456L));
      told.await();
    }
  }

  private static int waits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 200;
  }

  private void progressed(ClientHooks to, Task task) {
    to.onProgressed(new MjEvent.Progressed(task, time.now()));
  }

  @Test
  void failure_isAnEndAsWell() {
    Task failed =
        claimed.toBuilder()
            .failed(new Failure(FailureReason.STALLED, Failure.Fault.HOST, "comet: stuck"))
            .build();
    finished(failed);
    Call call = receiver.calls.get(0);
    assertEquals("FAILURE", call.status());
    assertFalse(call.body().contains("comet"), call::body);
  }

  @Test
  void addressThatMayNotBeCalled_isGivenUpAtOnce() {
    receiver.answers.add(-1);
    finished(done);
    isDone(done);
    assertEquals(List.of(HookSent.REFUSED), counted);
    assertFalse(receiver.rule.allows("x.example", InetAddress.getLoopbackAddress()));
  }

  @Test
  void taskWithoutAHook_isNobodysBusiness() {
    Task plain = task("web", "").toBuilder().status(TaskStatus.SUCCEEDED).build();
    isDone(plain);
    hooks.onAccepted(new MjEvent.Accepted(task("web", ""), time.now()));
    hand.pass(Duration.ofDays(1));
    assertEquals(List.of(), receiver.calls);
  }
}
