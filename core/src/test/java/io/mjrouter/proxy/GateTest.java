package io.mjrouter.proxy;

import static io.mjrouter.proxy.ProxyRig.IMAGINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.testing.ScriptedProvider;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may ask, and whose tasks are there for them. */
class GateTest {

  private final ScriptedProvider host = ScriptedProvider.named("host");
  private final ProxySettings.Builder two =
      ProxySettings.builder()
          .client("a", ClientSettings.builder("key-of-a").build())
          .client("b", ClientSettings.builder("key-of-b").build());

  static Stream<TestRequest> shown() {
    return Stream.of(
        imagine().header("Authorization", "Bearer key-of-a"),
        imagine().header("Authorization", "bearer  key-of-a "),
        imagine().header("Authorization", "key-of-a"),
        imagine().header("mj-api-secret", "key-of-a"),
        imagine().header("Authorization", "midjourney-proxy").header("mj-api-secret", "key-of-a"),
        imagine().header("Authorization", "").header("mj-api-secret", "key-of-a"),
        imagine().header("Authorization", "Bearer key-of-a").header("mj-api-secret", "key-of-a"));
  }

  static Stream<TestRequest> hidden() {
    return Stream.of(
        imagine(),
        imagine().header("Authorization", "Bearer key-of-c"),
        imagine().header("Authorization", "Bearer "),
        imagine().header("Authorization", "Basic a2V5LW9mLWE="),
        imagine().header("mj-api-secret", ""),
        imagine().header("mj-api-secret", "key-of-a2"),
        imagine().header("X-Api-Key", "key-of-a"));
  }

  private static TestRequest imagine() {
    return TestRequest.post("/mj/submit/imagine", IMAGINE);
  }

  @ParameterizedTest
  @MethodSource("shown")
  void key_inAnyOfTheHeaders_isTaken(TestRequest request) {
    try (ProxyRig rig = ProxyRig.of(two, host)) {
      rig.send(request.from("203.0.113.7")).expect(200, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("hidden")
  void key_wrongOrMissing_is401(TestRequest request) {
    try (ProxyRig rig = ProxyRig.of(two, host)) {
      Answered answer = rig.send(request).expect(401, 4);
      assertEquals("Bearer", answer.header("WWW-Authenticate"));
      assertEquals(0, host.requests());
    }
  }

  @Test
  void f94_anothersTask_isAnsweredAsOneThatIsNotThere() {
    try (ProxyRig rig = ProxyRig.of(two, host)) {
      String mine = rig.send(imagine().key("key-of-a")).result();
      String nobodys = "1000000000000001";
      for (String path : List.of("/mj/task/%s/fetch", "/mj/task/%s/image-seed")) {
        assertEquals(
            rig.send(TestRequest.get(path.formatted(nobodys)).key("key-of-b")).text(),
            rig.send(TestRequest.get(path.formatted(mine)).key("key-of-b")).text());
      }
      for (String path : List.of("submit/action", "submit/modal", "submit/video")) {
        String body = "{\"taskId\":\"%s\",\"customId\":\"MJ::JOB::upsample::1::x\"}";
        assertEquals(
            rig.send(TestRequest.post("/mj/" + path, body.formatted(nobodys)).key("key-of-b"))
                .text(),
            rig.send(TestRequest.post("/mj/" + path, body.formatted(mine)).key("key-of-b")).text());
      }
      assertEquals(
          rig.send(TestRequest.post("/mj/task/" + nobodys + "/cancel", "").key("key-of-b")).text(),
          rig.send(TestRequest.post("/mj/task/" + mine + "/cancel", "").key("key-of-b")).text());
      Answered listed =
          rig.send(
              TestRequest.post("/mj/task/list-by-condition", "{\"ids\":[\"" + mine + "\"]}")
                  .key("key-of-b"));
      assertEquals("[]", listed.text());
      Answered image = rig.send(TestRequest.get("/mj/image/" + mine).key("key-of-b"));
      assertEquals(404, image.status());
      assertEquals(
          200, rig.send(TestRequest.get("/mj/task/" + mine + "/fetch").key("key-of-a")).status());
    }
  }

  @Test
  void open_fromThisMachine_isServed() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.send(imagine()).expect(200, 1);
      rig.send(imagine().header("Host", "localhost")).expect(200, 1);
      rig.send(imagine().header("Host", "[::1]:8080").at("::1").from("::1").boundTo("::1"))
          .expect(200, 1);
      rig.send(imagine().header("Content-Type", "Application/JSON; charset=utf-8")).expect(200, 1);
      String id = rig.imagine();
      rig.send(TestRequest.of("POST", "/mj/task/" + id + "/cancel")).expect(200, 1);
    }
  }

  static Stream<TestRequest> fromElsewhere() {
    return Stream.of(
        imagine().from("203.0.113.7"),
        imagine().from("192.168.1.7"),
        imagine().at("192.168.1.2"),
        imagine().boundTo("0.0.0.0"),
        imagine().header("Host", "attacker.example"),
        imagine().header("Host", "127.0.0.1.attacker.example"),
        imagine().header("Host", "localhost.attacker.example:8080"),
        imagine().without("Host"),
        imagine().header("X-Forwarded-For", "203.0.113.7"),
        imagine().header("Forwarded", "for=203.0.113.7"),
        imagine().header("X-Real-IP", "203.0.113.7"),
        imagine().header("Via", "1.1 edge"),
        imagine().header("Content-Type", "text/plain"),
        imagine().header("Content-Type", "application/x-www-form-urlencoded"),
        imagine().without("Content-Type").header("Content-Length", "9"),
        imagine().without("Content-Type").header("Transfer-Encoding", "chunked"),
        TestRequest.of("POST", "/mj/task/1/cancel").header("Origin", "https://attacker.example"),
        TestRequest.of("POST", "/mj/task/1/cancel").header("Sec-Fetch-Site", "cross-site"));
  }

  @ParameterizedTest
  @MethodSource("fromElsewhere")
  void open_fromElsewhereOrFromAPage_is403(TestRequest request) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.send(request).expect(403, 4);
      assertEquals(0, host.requests());
    }
  }

  @Test
  void requestId_isTheClientsOrANewOne() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      TestRequest named = TestRequest.get("/mj/nowhere").header("X-Request-Id", "abc-1.2:3_4");
      assertEquals("abc-1.2:3_4", rig.send(named).header("X-Request-Id"));
      TestRequest bad = TestRequest.get("/mj/nowhere").header("X-Request-Id", "a\r\nb");
      String fresh = rig.send(bad).header("X-Request-Id");
      assertTrue(fresh.matches("[0-9a-z-]+"), fresh);
      assertNotEquals(fresh, rig.get("/mj/nowhere").header("X-Request-Id"));
    }
  }
}
