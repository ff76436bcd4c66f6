package io.mjrouter.proxy;

import static io.mjrouter.proxy.ProxyRig.IMAGINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.HandDriven;
import io.mjrouter.Midjourney;
import io.mjrouter.error.StoreException;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome.Rejected;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of refusals: status, code, words, and never an id. */
class RefusalsTest {

  private final ScriptedProvider host = ScriptedProvider.named("host");

  private static void isRefusal(Answered answer) {
    assertTrue(answer.json().path("result").isMissingNode(), answer::toString);
    assertTrue(answer.json().path("properties").isObject(), answer::toString);
    assertTrue(answer.text().startsWith("{\"code\":"), answer::toString);
    assertFalse(answer.description().isBlank(), answer::toString);
    assertNotNull(answer.header("X-Request-Id"));
  }

  @Test
  void submit_allBusy_is503With23AndWhenToComeBack() {
    host.offers(Mode.FAST).thenFails(RejectReason.QUEUE_FULL);
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.post("/mj/submit/imagine", IMAGINE).expect(503, 23);
      isRefusal(answer);
      assertTrue(Integer.parseInt(answer.header("Retry-After")) > 0);
    }
  }

  @Test
  void submit_hostAsksForAPause_retryAfterSaysSo() {
    host.then(
        new Rejected(
            RejectReason.THROTTLED,
            true,
            "slow down",
            Optional.of(Duration.ofSeconds(42)),
            Optional.empty()));
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.post("/mj/submit/imagine", IMAGINE).expect(503, 23);
      assertEquals("42", answer.header("Retry-After"));
    }
  }

  @Test
  void submit_noRoute_namesNoProviderToAClient() {
    host.thenFails(NotSentReason.CONNECT_REFUSED);
    ProxySettings.Builder clients =
        ProxySettings.builder().client("web", ClientSettings.builder("k").build());
    try (ProxyRig rig = ProxyRig.of(clients, host)) {
      Answered answer =
          rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(503, 23);
      assertFalse(answer.text().contains("host"), answer::toString);
    }
  }

  @Test
  void submit_capReached_is402QuotaNotEnough() {
    host.charges("0.05");
    ProxySettings.Builder clients =
        ProxySettings.builder()
            .client("poor", ClientSettings.builder("k1").dailySpend(Money.usd("0.08")).build())
            .client("rich", ClientSettings.builder("k2").build());
    RoutingSettings.Builder utc = RoutingSettings.builder().zone(ZoneOffset.UTC);
    try (ProxyRig rig = ProxyRig.of(clients, utc, host)) {
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k1")).expect(200, 1);
      Answered answer =
          rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k1")).expect(402, 4);
      assertEquals(untilMidnight(rig), answer.header("Retry-After"));
      isRefusal(answer);
      assertEquals("quota_not_enough", answer.description());
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k2")).expect(200, 1);
    }
  }

  @Test
  void submit_tooDearForTheClient_is503() {
    host.charges("0.05");
    ProxySettings.Builder clients =
        ProxySettings.builder()
            .client("web", ClientSettings.builder("k").maxPrice(Money.usd("0.04")).build());
    try (ProxyRig rig = ProxyRig.of(clients, host)) {
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(503, 23);
      assertEquals(0, host.submits());
    }
  }

  @Test
  void submit_tooMany_is429With30() {
    ProxySettings.Builder clients =
        ProxySettings.builder().client("web", ClientSettings.builder("k").perMinute(2).build());
    try (ProxyRig rig = ProxyRig.of(clients, host)) {
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(200, 1);
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(200, 1);
      Answered answer =
          rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(429, 30);
      isRefusal(answer);
      rig.time.advance(Duration.ofSeconds(Long.parseLong(answer.header("Retry-After"))));
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(200, 1);
    }
  }

  @Test
  void submit_refused_isNoneOfTheMinute() {
    ScriptedProvider full = ScriptedProvider.named("full").offers(Mode.FAST);
    ProxySettings.Builder clients =
        ProxySettings.builder().client("web", ClientSettings.builder("k").perMinute(1).build());
    full.thenFails(RejectReason.QUEUE_FULL);
    try (ProxyRig rig = ProxyRig.of(clients, full)) {
      for (String wrong : List.of("{}", "[", "{\"prompt\":\"--fast --relax\"}")) {
        rig.send(TestRequest.post("/mj/submit/imagine", wrong).key("k")).expect(400, 4);
      }
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(503, 23);
      rig.pass(Duration.ofSeconds(30));
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(200, 1);
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(429, 30);
    }
  }

  private static TestRequest keyed() {
    return TestRequest.post("/mj/submit/imagine", IMAGINE).key("k").header("Idempotency-Key", "7");
  }

  /** One of which a method fails at times. */
  private static TaskStore failing(TaskStore sound, String method, BooleanSupplier now) {
    return (TaskStore)
        Proxy.newProxyInstance(
            TaskStore.class.getClassLoader(),
            new Class<?>[] {TaskStore.class},
            (proxy, called, args) -> {
              if (called.getName().equals(method) && now.getAsBoolean()) {
                throw new StoreException("down", null);
              }
              return called.invoke(sound, args);
            });
  }

  /** As it is asked for a key before anything is recorded. */
  @Test
  void submit_storeIsAway_isNoneOfTheMinute() {
    AtomicBoolean away = new AtomicBoolean(true);
    FakeTime time = FakeTime.create();
    MemoryTaskStore sound = new MemoryTaskStore(time);
    TaskStore store = failing(sound, "findReference", away::get);
    ProxySettings clients =
        ProxySettings.builder()
            .client("web", ClientSettings.builder("k").perMinute(1).build())
            .build();
    try (Midjourney mj =
        HandDriven.build(Midjourney.builder().time(time).store(store).provider(host))) {
      MjProxy proxy = MjProxy.builder(mj).settings(clients).time(time).build();
      Answered.of(proxy.handle(keyed())).expect(503, 23);

      away.set(false);

      Answered.of(proxy.handle(keyed())).expect(200, 1);
    }
  }

  /** What is added for those who want to see routes hides no id of what was bought. */
  @Test
  void submit_storeCannotBeReadAfterTheAnswer_theIdIsToldAllTheSame() {
    FakeTime time = FakeTime.create();
    MemoryTaskStore sound = new MemoryTaskStore(time);
    TaskStore store = failing(sound, "find", () -> host.submits() == 1);
    ProxySettings clients =
        ProxySettings.builder()
            .client("web", ClientSettings.builder("k").exposeRouting(true).build())
            .build();
    try (Midjourney mj =
        HandDriven.build(Midjourney.builder().time(time).store(store).provider(host))) {
      MjProxy proxy = MjProxy.builder(mj).settings(clients).time(time).build();

      Answered.of(proxy.handle(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")))
          .expect(200, 1);
    }
  }

  @Test
  void submit_bannedPrompt_isOneOfTheMinute() {
    ProxySettings.Builder clients =
        ProxySettings.builder().client("web", ClientSettings.builder("k").perMinute(1).build());
    host.thenFails(RejectReason.BANNED_PROMPT);
    try (ProxyRig rig = ProxyRig.of(clients, host)) {
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(200, 24);
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(429, 30);
    }
  }

  @Test
  void submit_bannedWord_is200With24AndTheWord() {
    host.then(
        new Rejected(
            RejectReason.BANNED_PROMPT, false, "可能包含敏感词", Optional.empty(), Optional.of("grass")));
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.post("/mj/submit/imagine", IMAGINE).expect(200, 24);
      isRefusal(answer);
      assertEquals("grass", answer.json().path("properties").path("bannedWord").stringValue());
      assertEquals("可能包含敏感词", answer.description());
    }
  }

  @Test
  void submit_hostFindsAParameterWrong_is400InItsWords() {
    host.thenFails(RejectReason.BAD_PARAMETER);
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.post("/mj/submit/imagine", IMAGINE).expect(400, 4);
      assertEquals("scripted", answer.description());
    }
  }

  @Test
  void submit_tooLargeForEveryHost_is413() {
    host.thenFails(RejectReason.PAYLOAD_TOO_LARGE);
    try (ProxyRig rig = ProxyRig.open(host)) {
      isRefusal(rig.post("/mj/submit/imagine", IMAGINE).expect(413, 4));
    }
  }

  @Test
  void submit_bodyTooLarge_is413WithoutReadingOn() {
    try (ProxyRig rig = ProxyRig.of(ProxySettings.builder().maxBody(100), host)) {
      String large = "{\"prompt\":\"" + "x".repeat(100) + "\"}";
      isRefusal(rig.post("/mj/submit/imagine", large).expect(413, 4));
      TestRequest declared =
          TestRequest.post("/mj/submit/imagine", IMAGINE).header("Content-Length", "101");
      rig.send(declared.body(new Unreadable())).expect(413, 4);
      assertEquals(0, host.submits());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"prompt\":\"LONG\"}', prompt: 20000 characters (expected: at most 8192)",
    "'{\"prompt\":\"x\",\"other\":\"LONG\"}', extra members: too much (expected: at most 16384 characters)",
  })
  void submit_moreTextThanIsKept_is400(String body, String description) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      String large = body.replace("LONG", "x".repeat(20_000));
      Answered answer = rig.post("/mj/submit/imagine", large).expect(400, 4);
      isRefusal(answer);
      assertEquals(description, answer.description());
      assertEquals(0, host.submits());
    }
  }

  @Test
  void submit_bodyBreaksOff_is400() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      TestRequest request = TestRequest.post("/mj/submit/imagine", "");
      isRefusal(rig.send(request.body(new Unreadable())).expect(400, 4));
    }
  }

  @Test
  void submit_noProviderTakesTheDeadline_is503() {
    RoutingSettings.Builder routing = RoutingSettings.builder();
    ProxySettings.Builder clients =
        ProxySettings.builder()
            .client("web", ClientSettings.builder("k").deadline(Duration.ofSeconds(1)).build());
    try (ProxyRig rig = ProxyRig.of(clients, routing, host)) {
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(503, 23);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "submit/imagine, {}, prompt_is_required",
    "submit/imagine, '{\"prompt\":\" \"}', prompt_is_required",
    "submit/imagine, '{\"prompt\":\"--fast\"}', prompt_is_required",
    "submit/imagine, '{\"prompt\":', bind_request_body_failed",
    "submit/imagine, '[]', bind_request_body_failed",
    "submit/imagine, '<html>', bind_request_body_failed",
    "submit/action, '{\"customId\":\"x\"}', task_id_is_required",
    "submit/action, '{\"taskId\":\"7\",\"customId\":\"x\"}', task_not_found",
    "submit/action, '{\"taskId\":\"1000000000000001\",\"customId\":\"x\"}', task_not_found",
    "submit/action, '{\"taskId\":1000000000000001,\"customId\":\"x\"}', task_not_found",
    "submit/action, '{\"taskId\":\"../admin\",\"customId\":\"x\"}', task_not_found",
    "submit/modal, '{\"taskId\":\"1000000000000001\"}', task_not_found",
    "submit/change, '{\"taskId\":\"1000000000000001\",\"action\":\"UPSCALE\"}', index_is_required",
    "submit/change, '{\"taskId\":\"1000000000000001\",\"action\":\"REROLL\"}', task_not_found",
    "submit/simple-change, '{\"content\":\"1000000000000001 U1\"}', task_not_found",
    "submit/simple-change, '{\"content\":\"U1\"}', content_parse_failed",
    "insight-face/swap, '{}', sour_base64_and_target_base64_is_required",
    "submit/upload-discord-images, '{}', base64_array_is_required"
  })
  void submit_malformed_is400AndNothingIsRecorded(String path, String json, String words) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.post("/mj/" + path, json).expect(400, 4);
      isRefusal(answer);
      assertEquals(words, answer.description());
      assertEquals(0, host.requests());
    }
  }

  @Test
  void submit_parentNotFinished_is400() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.imagine();
      Answered answer =
          rig.post(
                  "/mj/submit/action",
                  "{\"taskId\":\"" + id + "\",\"customId\":\"MJ::JOB::upsample::1::h\"}")
              .expect(400, 4);
      assertEquals("task_status_not_success", answer.description());
    }
  }

  @Test
  void anything_forAClientThatKnowsOnly200_has200ButForABadKey() {
    host.offers(Mode.FAST).thenFails(RejectReason.QUEUE_FULL);
    ProxySettings.Builder clients =
        ProxySettings.builder()
            .client("old", ClientSettings.builder("k").compat(Compat.HTTP200).build());
    try (ProxyRig rig = ProxyRig.of(clients, host)) {
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(200, 23);
      rig.send(TestRequest.post("/mj/submit/imagine", "{}").key("k")).expect(200, 4);
      rig.send(TestRequest.get("/mj/task/7/fetch").key("k")).expect(200, 4);
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("no")).expect(401, 4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /mj/gallery, 404",
    "GET, /mj, 404",
    "POST, /mj/submit/unheard-of, 404",
    "GET, /mj/submit/imagine, 405",
    "PUT, /mj/submit/imagine, 405",
    "DELETE, /mj/task/1000000000000001/fetch, 405",
    "POST, /mj/task/1000000000000001/fetch, 405",
    "GET, /mj/task/list-by-condition, 405",
    "TRACE, /mj/task/list, 405"
  })
  void anything_unknownPathOrWrongMethod_isJson(String method, String path, int status) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.send(TestRequest.of(method, path)).expect(status, 4);
      isRefusal(answer);
      if (status == 405) {
        assertTrue(answer.header("Allow").matches("GET|POST"), answer::toString);
      }
    }
  }

  /** A body that must not be read, or cannot. */
  private static final class Unreadable extends java.io.InputStream {
    @Override
    public int read() throws java.io.IOException {
      throw new java.io.IOException("the client is gone");
    }
  }

  private static String untilMidnight(ProxyRig rig) {
    Instant midnight = rig.time.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    return Long.toString(Duration.between(rig.time.now(), midnight).toSeconds());
  }

  @Test
  void submit_whatNoHostCanDo_isNotPromisedForSoon() {
    ProxySettings.Builder clients =
        ProxySettings.builder().client("web", ClientSettings.builder("k").build());
    try (ProxyRig rig = ProxyRig.of(clients, host.cannot(Capability.SHORTEN))) {
      Answered answer =
          rig.send(TestRequest.post("/mj/submit/shorten", IMAGINE).key("k")).expect(503, 23);
      assertEquals("no host takes this; nothing was bought", answer.description());
      assertEquals("600", answer.header("Retry-After"));
    }
  }

  /** It never passes by itself: who asks is not told that it will, just now. */
  @Test
  void submit_whatNeedsTheOperator_isNotSaidToPass() {
    ProxySettings.Builder clients =
        ProxySettings.builder()
            .client("web", ClientSettings.builder("k").maxPrice(Money.usd("1")).build());
    try (ProxyRig rig = ProxyRig.of(clients, host.charges(PriceList.builder().build()))) {
      Answered answer =
          rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(503, 23);
      assertEquals(
          "no host can take this until the operator acts; nothing was bought",
          answer.description());
      assertEquals("600", answer.header("Retry-After"));
    }
  }
}
