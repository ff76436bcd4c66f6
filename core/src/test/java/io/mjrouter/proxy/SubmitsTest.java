package io.mjrouter.proxy;

import static io.mjrouter.proxy.ProxyRig.IMAGINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Mode;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Submissions through the proxy: what the host gets, and what the client is told. */
class SubmitsTest {

  private final ScriptedProvider host = ScriptedProvider.named("host");

  @Test
  void imagine_taken_isCodeOneWithOurIdAsText() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.post("/mj/submit/imagine", IMAGINE);
      assertEquals(200, answer.status());
      assertTrue(answer.text().startsWith("{\"code\":1,\"description\":\"Submit success\","));
      assertTrue(answer.text().endsWith("\"properties\":{}}"), answer::toString);
      assertEquals("a red fox", rig.task(answer.result()).prompt());
      assertEquals("a red fox", host.attempts().get(0).submission().prompt());
    }
  }

  @Test
  void imagine_queued_isCode22OrOneForOldClients() {
    Accepted queued = new Accepted(Acceptance.QUEUED, "h", List.of(), OptionalInt.of(3), "", "");
    ProxySettings.Builder clients =
        ProxySettings.builder()
            .client("new", ClientSettings.builder("k-new").build())
            .client("old", ClientSettings.builder("k-old").compat(Compat.CODE1).build());
    host.then(queued).then(queued);
    try (ProxyRig rig = ProxyRig.of(clients, host)) {
      Answered fresh =
          rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k-new")).expect(200, 22);
      assertEquals(3, fresh.json().path("properties").path("numberOfQueues").intValue());
      assertTrue(fresh.text().contains("\"code\":22,"));
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k-old")).expect(200, 1);
    }
  }

  @Test
  void imagine_windowOpens_isCode21WithTextToPrefill() {
    host.then(
        new Accepted(
            Acceptance.NEEDS_MODAL, "h1", List.of(), OptionalInt.empty(), "a fox --v 7", ""));
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.post("/mj/submit/imagine", IMAGINE).expect(200, 21);
      assertTrue(answer.text().startsWith("{\"code\":21,"), answer::toString);
      assertEquals(
          "a fox --v 7", answer.json().path("properties").path("finalPrompt").stringValue());
      assertEquals("MODAL", rig.fetch(answer.result()).json().path("status").stringValue());

      Answered answered =
          rig.post(
                  "/mj/submit/modal",
                  "{\"taskId\":\"" + answer.result() + "\",\"prompt\":\"a blue fox\"}")
              .expect(200, 1);
      assertEquals(answer.result(), answered.result());
      assertEquals("SUBMITTED", rig.fetch(answer.result()).json().path("status").stringValue());
    }
  }

  @Test
  void imagine_existedAlready_isCodeOne() {
    host.thenAccepts(Acceptance.EXISTED, "h1");
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.post("/mj/submit/imagine", IMAGINE).expect(200, 1);
    }
  }

  @Test
  void imagine_nobodyKnows_isCodeOneAndEndsByItself() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.post("/mj/submit/imagine", IMAGINE).expect(200, 1);
      assertEquals("unknown", answer.header("X-MJ-Outcome"));
      String id = answer.result();
      Answered pending = rig.fetch(id);
      assertEquals("NOT_START", pending.json().path("status").stringValue());
      assertEquals("", pending.json().path("failReason").stringValue());
      rig.pass(java.time.Duration.ofHours(1));
      Answered ended = rig.fetch(id);
      assertEquals("FAILURE", ended.json().path("status").stringValue());
      assertEquals("UNKNOWN_OUTCOME", ended.json().path("failReason").stringValue());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void upload_isAListOfTheHostsOwnLinks() {
    host.thenAccepts("pic");
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer =
          rig.post(
                  "/mj/submit/upload-discord-images",
                  "{\"base64Array\":[\"data:image/png;base64,iVBORw0KGgo=\"]}")
              .expect(200, 1);
      assertEquals(
          "https://scripted.example/pic.png", answer.json().path("result").get(0).stringValue());
    }
  }

  @Test
  void f67_routerClosed_is503() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.mj.close();
      Answered answer = rig.post("/mj/submit/imagine", IMAGINE).expect(503, 23);
      assertEquals("5", answer.header("Retry-After"));
    }
  }

  // ---- Modes.

  @ParameterizedTest
  @CsvSource({
    "/mj/submit/imagine, ",
    "/mj-fast/mj/submit/imagine, FAST",
    "/mj-turbo/mj/submit/imagine, TURBO",
    "/mj-relax/mj/submit/imagine, RELAX",
    "/fast/mj/submit/imagine, FAST",
    "/turbo/mj/submit/imagine, TURBO",
    "/relax/mj/submit/imagine, RELAX",
    "/mj-fast/turbo/mj/submit/imagine, TURBO",
    "/mj-turbo/mj-relax/mj/submit/imagine, RELAX",
    "/mj-fast/whatever/mj/submit/imagine, FAST",
    "/whatever/mj/submit/imagine, ",
    "/mj/mj/submit/imagine, "
  })
  void imagine_underAnySegments_innerOneNamesTheMode(String path, Mode mode) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.post(path, IMAGINE).expect(200, 1);
      assertEquals(mode == null ? Mode.RELAX : mode, host.attempts().get(0).mode());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FAST, TURBO, TURBO, TURBO, FAST",
    ", TURBO, FAST, FAST, TURBO",
    ", , TURBO, FAST, TURBO",
    ", , , TURBO, TURBO",
    ", , , , RELAX"
  })
  void imagine_severalSignals_firstCountsAndFlagsAreCut(
      Mode path, Mode filter, Mode body, Mode flag, Mode expected) {
    String prefix = path == null ? "" : "/mj-" + path.key();
    String json =
        "{\"prompt\":\"a fox"
            + (flag == null ? "" : " --" + flag.key() + " --ar 1:1")
            + "\""
            + (filter == null ? "" : ",\"accountFilter\":{\"modes\":[\"" + filter + "\"]}")
            + (body == null ? "" : ",\"mode\":\"" + body + "\"")
            + "}";
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.post(prefix + "/mj/submit/imagine", json).expect(200, 1);
      assertEquals(expected, host.attempts().get(0).mode());
      String sent = host.attempts().get(0).submission().prompt();
      assertEquals(flag == null ? "a fox" : "a fox --ar 1:1", sent);
      assertNull(host.attempts().get(0).extra().get("mode"));
      assertNull(host.attempts().get(0).extra().get("accountFilter"));
    }
  }

  @Test
  void imagine_orderedModes_areTheAllowedSet() {
    host.offers(Mode.TURBO);
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.post(
              "/mj/submit/imagine",
              "{\"prompt\":\"x\",\"accountFilter\":{\"modes\":[\"FAST\",\"TURBO\"]}}")
          .expect(200, 1);
      assertEquals(Mode.TURBO, host.attempts().get(0).mode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mj-turbo/mj/submit/imagine", "/turbo/mj/submit/imagine"})
  void imagine_modeOutsideTheClients_is403(String path) {
    ProxySettings.Builder clients =
        ProxySettings.builder()
            .client("web", ClientSettings.builder("k").modes(Mode.FAST, Mode.RELAX).build());
    try (ProxyRig rig = ProxyRig.of(clients, host)) {
      String refusal = rig.send(TestRequest.post(path, IMAGINE).key("k")).expect(403, 4).text();
      assertTrue(refusal.contains("mode turbo: not allowed (expected: fast or relax)"), refusal);
      rig.send(TestRequest.post("/mj/submit/imagine", "{\"prompt\":\"a --turbo\"}").key("k"))
          .expect(403, 4);
      rig.send(
              TestRequest.post("/mj/submit/imagine", "{\"prompt\":\"a\",\"mode\":\"TURBO\"}")
                  .key("k"))
          .expect(403, 4);
      assertEquals(0, host.submits());
      rig.send(TestRequest.post("/mj-fast/mj/submit/imagine", IMAGINE).key("k")).expect(200, 1);
      rig.send(TestRequest.post("/mj/submit/imagine", IMAGINE).key("k")).expect(200, 1);
      assertEquals(Mode.FAST, host.attempts().get(0).mode());
    }
  }

  // ---- What is forwarded.

  @Test
  void imagine_membersNobodyKnows_areForwardedAndTheClientsOwnAreKept() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id =
          rig.post(
                  "/mj/submit/imagine",
                  "{\"prompt\":\"a fox\",\"state\":\"m\u00efne\",\"notifyHook\":\"https://client.example/h\","
                      + "\"noStorage\":true,\"taskId\":\"7\",\"accountFilter\":{\"remark\":\"r\"}}")
              .result();
      var attempt = host.attempts().get(0);
      assertEquals(true, attempt.extra().get("noStorage"));
      assertEquals(java.util.Map.of("remark", "r"), attempt.extra().get("accountFilter"));
      assertFalse(attempt.extra().containsKey("taskId"));
      assertTrue(attempt.notifyHook().isEmpty());
      assertEquals("m\u00efne", rig.fetch(id).json().path("state").stringValue());
    }
  }
}
