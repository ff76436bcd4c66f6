package io.mjrouter.proxy;

import static io.mjrouter.proxy.ProxyRig.IMAGINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mjrouter.model.Mode;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same key: the same task, bought once. */
class IdempotencyTest {

  private final ScriptedProvider host = ScriptedProvider.named("host").offers(Mode.FAST);

  private static TestRequest request(String body) {
    return TestRequest.post("/mj/submit/imagine", body).header("Idempotency-Key", "order 7");
  }

  @Test
  void sameKeySameBody_isTheSameTask() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      String first = rig.send(request(IMAGINE)).expect(200, 1).result();
      assertEquals(first, rig.send(request(IMAGINE)).expect(200, 1).result());
      assertEquals(1, host.submits());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt\":\"a blue fox\"}",
        "{\"prompt\":\"a red fox\",\"state\":\"x\"}",
        "{\"prompt\":\"a red fox\",\"mode\":\"FAST\"}"
      })
  void f74_sameKeyOtherBody_is422(String other) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.send(request(IMAGINE)).expect(200, 1);
      rig.send(request(other)).expect(422, 4);
      assertEquals(1, host.submits());
    }
  }

  @Test
  void sameKeyOtherEndpoint_is422() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.send(request(IMAGINE)).expect(200, 1);
      rig.send(TestRequest.post("/mj/submit/shorten", IMAGINE).header("Idempotency-Key", "order 7"))
          .expect(422, 4);
    }
  }

  @Test
  void sameKeyOfTwoClients_areTwoTasks() {
    ProxySettings.Builder two =
        ProxySettings.builder()
            .client("a", ClientSettings.builder("ka").build())
            .client("b", ClientSettings.builder("kb").build());
    try (ProxyRig rig = ProxyRig.of(two, host)) {
      String a = rig.send(request(IMAGINE).key("ka")).expect(200, 1).result();
      String b = rig.send(request(IMAGINE).key("kb")).expect(200, 1).result();
      assertNotEquals(a, b);
      rig.send(request("{\"prompt\":\"x\"}").key("kb")).expect(422, 4);
    }
  }

  @Test
  void sameKeyADayLater_isAnotherTask() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      String first = rig.send(request(IMAGINE)).expect(200, 1).result();
      rig.time.advance(Duration.ofHours(24).minusSeconds(1));
      assertEquals(first, rig.send(request(IMAGINE)).result());
      rig.time.advance(Duration.ofSeconds(1));
      String second = rig.send(request("{\"prompt\":\"a blue fox\"}")).expect(200, 1).result();
      assertNotEquals(first, second);
      assertEquals(second, rig.send(request("{\"prompt\":\"a blue fox\"}")).result());
      assertEquals(2, host.submits());
    }
  }

  @Test
  void refused_freesItsKey() {
    host.thenFails(RejectReason.QUEUE_FULL);
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.send(request(IMAGINE)).expect(503, 23);
      rig.pass(Duration.ofMinutes(1));
      rig.send(request("{\"prompt\":\"a blue fox\"}")).expect(200, 1);
    }
  }

  @Test
  void nobodyKnows_askedAgain_isTheSameTaskAndNotSentAgain() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (ProxyRig rig = ProxyRig.open(host)) {
      String first = rig.send(request(IMAGINE)).expect(200, 1).result();
      assertEquals(first, rig.send(request(IMAGINE)).expect(200, 1).result());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void windowOfATaskWithAKey_isAnsweredUnderAnother() {
    host.thenAccepts(Acceptance.NEEDS_MODAL, "h1");
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.send(request(IMAGINE)).expect(200, 21).result();
      TestRequest answer =
          TestRequest.post("/mj/submit/modal", "{\"taskId\":\"" + id + "\",\"prompt\":\"x\"}")
              .header("Idempotency-Key", "answer 1");
      assertEquals(id, rig.send(answer).expect(200, 1).result());
      TestRequest again =
          TestRequest.post("/mj/submit/modal", "{\"taskId\":\"" + id + "\",\"prompt\":\"x\"}")
              .header("Idempotency-Key", "answer 1");
      assertEquals(id, rig.send(again).expect(200, 1).result());
      TestRequest other =
          TestRequest.post("/mj/submit/modal", "{\"taskId\":\"" + id + "\",\"prompt\":\"y\"}")
              .header("Idempotency-Key", "answer 1");
      rig.send(other).expect(422, 4);
      rig.send(request(IMAGINE)).expect(200, 1);
      assertEquals(2, host.submits());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u0007", "caf\u00e9"})
  void unusableKey_is400(String key) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      TestRequest request = TestRequest.post("/mj/submit/imagine", IMAGINE);
      rig.send(request.header("Idempotency-Key", key)).expect(400, 4);
    }
  }
}
