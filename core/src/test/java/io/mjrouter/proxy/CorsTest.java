package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.testing.ScriptedProvider;
import org.junit.jupiter.api.Test;

/** Web pages as clients. */
class CorsTest {

  private static final String PAGE = "https://app.example";

  private final ScriptedProvider host = ScriptedProvider.named("host");
  private final ProxySettings.Builder settings =
      ProxySettings.builder().corsOrigins(PAGE).client("web", ClientSettings.builder("k").build());

  private static TestRequest preflight(String origin) {
    return TestRequest.of("OPTIONS", "/mj-fast/mj/submit/imagine")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "mj-api-secret, content-type");
  }

  @Test
  void preflight_ofAListedPage_allowsTheKeysHeaders() {
    try (ProxyRig rig = ProxyRig.of(settings, host)) {
      Answered answer = rig.send(preflight(PAGE));
      assertEquals(204, answer.status());
      assertEquals(PAGE, answer.header("Access-Control-Allow-Origin"));
      assertEquals("POST", answer.header("Access-Control-Allow-Methods"));
      for (String header : new String[] {"mj-api-secret", "Authorization", "Content-Type"}) {
        assertTrue(answer.header("Access-Control-Allow-Headers").contains(header));
      }
    }
  }

  @Test
  void preflight_ofAnotherPage_allowsNothing() {
    try (ProxyRig rig = ProxyRig.of(settings, host)) {
      Answered answer = rig.send(preflight("https://evil.example"));
      assertEquals(204, answer.status());
      assertNull(answer.header("Access-Control-Allow-Origin"));
      assertNull(answer.header("Access-Control-Allow-Headers"));
    }
  }

  @Test
  void answers_refusalsToo_areShownToTheListedPageAlone() {
    try (ProxyRig rig = ProxyRig.of(settings, host)) {
      for (String key : new String[] {"k", "wrong"}) {
        Answered shown =
            rig.send(TestRequest.get("/mj/task/1/fetch").key(key).header("Origin", PAGE));
        assertEquals(PAGE, shown.header("Access-Control-Allow-Origin"));
        assertEquals("Origin", shown.header("Vary"));
        assertTrue(shown.header("Access-Control-Expose-Headers").contains("X-Request-Id"));
      }
      Answered hidden =
          rig.send(
              TestRequest.get("/mj/task/1/fetch")
                  .key("k")
                  .header("Origin", "https://evil.example"));
      assertNull(hidden.header("Access-Control-Allow-Origin"));
    }
  }

  @Test
  void everyPage_isAllowedByAStar() {
    try (ProxyRig rig = ProxyRig.of(settings.corsOrigins("*"), host)) {
      Answered answer = rig.send(preflight("https://any.example"));
      assertEquals("*", answer.header("Access-Control-Allow-Origin"));
    }
  }

  @Test
  void noOrigins_nothingIsSaid() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.send(TestRequest.get("/mj/task/1/fetch").header("Origin", PAGE));
      assertNull(answer.header("Access-Control-Allow-Origin"));
      assertNull(answer.header("Vary"));
    }
  }
}
