package io.mjrouter.proxy;

import static io.mjrouter.proxy.ProxyRig.IMAGINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request may say of its routing, and what it is told of it. */
class OverridesTest {

  private final ScriptedProvider cheap =
      ScriptedProvider.named("cheap").offers(Mode.FAST).charges("0.03");
  private final ScriptedProvider dear =
      ScriptedProvider.named("dear").offers(Mode.FAST).charges("0.0560");

  private static TestRequest imagine() {
    return TestRequest.post("/mj/submit/imagine", IMAGINE);
  }

  @Test
  void provider_isPinned_andTheAnswerNamesIt() {
    try (ProxyRig rig = ProxyRig.open(cheap, dear)) {
      Answered answer = rig.send(imagine().header("X-MJ-Provider", "dear")).expect(200, 1);
      assertEquals("dear", answer.header("X-MJ-Provider"));
      assertEquals("fast", answer.header("X-MJ-Mode"));
      assertEquals("0.056", answer.header("X-MJ-Price"));
      assertEquals("1", answer.header("X-MJ-Attempts"));
      assertEquals("accepted", answer.header("X-MJ-Outcome"));
    }
  }

  @Test
  void maxPrice_isAFilter() {
    try (ProxyRig rig = ProxyRig.open(dear)) {
      Answered none = rig.send(imagine().header("X-MJ-Max-Price", "0.05")).expect(503, 23);
      assertEquals("no-route", none.header("X-MJ-Outcome"));
      assertEquals("0", none.header("X-MJ-Attempts"));
      rig.send(imagine().header("X-MJ-Max-Price", "0.056")).expect(200, 1);
    }
  }

  @Test
  void onUnknown_resubmit_asksAnother() {
    cheap.thenFails(UnknownReason.TIMED_OUT);
    try (ProxyRig rig = ProxyRig.open(cheap, dear)) {
      Answered answer = rig.send(imagine().header("X-MJ-On-Unknown", "resubmit")).expect(200, 1);
      assertEquals("dear", answer.header("X-MJ-Provider"));
      assertEquals("2", answer.header("X-MJ-Attempts"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X-MJ-Policy, no-such-policy",
    "X-MJ-Deadline, soon",
    "X-MJ-Deadline, 0",
    "X-MJ-Deadline, -5",
    "X-MJ-Deadline, 1e99",
    "X-MJ-Max-Price, cheap",
    "X-MJ-Max-Price, -1",
    "X-MJ-Max-Price, 1e999999999",
    "X-MJ-On-Unknown, maybe",
    "X-MJ-Provider, 'no name'"
  })
  void unreadableValue_is400(String header, String value) {
    try (ProxyRig rig = ProxyRig.open(cheap)) {
      rig.send(imagine().header(header, value)).expect(400, 4);
      assertEquals(0, cheap.submits());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X-MJ-Deadline, soon",
    "X-MJ-Deadline, 90s",
    "X-MJ-Max-Price, '$1'",
    "X-MJ-Max-Price, '0,05'",
    "X-MJ-Max-Price, 99999999999999"
  })
  void unreadableNumber_isToldOfTheHeaderThatHasIt(String header, String value) {
    try (ProxyRig rig = ProxyRig.open(cheap)) {
      String told = rig.send(imagine().header(header, value)).expect(400, 4).description();
      assertTrue(told.startsWith(header + ": (expected: "), told);
    }
  }

  @Test
  void providerThatIsNotThere_is400AndTheAnswerNamesThoseThatAre() {
    try (ProxyRig rig = ProxyRig.open(cheap, dear)) {
      Answered answer = rig.send(imagine().header("X-MJ-Provider", "deer")).expect(400, 4);
      assertEquals(
          "X-MJ-Provider: no such provider (expected: one of [cheap, dear])", answer.description());
      assertEquals(0, cheap.submits() + dear.submits());
    }
  }

  @Test
  void clientThatMayNot_isNotHeardAndNotTold() {
    ProxySettings.Builder clients =
        ProxySettings.builder().client("web", ClientSettings.builder("k").build());
    try (ProxyRig rig = ProxyRig.of(clients, cheap, dear)) {
      Answered answer = rig.send(imagine().key("k").header("X-MJ-Provider", "dear")).expect(200, 1);
      assertEquals(0, dear.submits());
      for (String name : new String[] {"Provider", "Mode", "Price", "Attempts", "Outcome"}) {
        assertNull(answer.header("X-MJ-" + name));
      }
    }
  }

  @Test
  void clientsProviders_areTheOnlyOnes() {
    ProxySettings.Builder clients =
        ProxySettings.builder()
            .client(
                "web",
                ClientSettings.builder("k")
                    .providers(ProviderId.of("dear"))
                    .allowOverrides(true)
                    .build());
    try (ProxyRig rig = ProxyRig.of(clients, cheap, dear)) {
      rig.send(imagine().key("k")).expect(200, 1);
      assertEquals(1, dear.submits());
      rig.send(imagine().key("k").header("X-MJ-Provider", "cheap")).expect(403, 4);
      rig.send(imagine().key("k").header("X-MJ-Provider", "deer")).expect(403, 4);
    }
  }
}
