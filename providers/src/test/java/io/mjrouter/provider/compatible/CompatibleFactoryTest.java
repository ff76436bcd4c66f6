package io.mjrouter.provider.compatible;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mjrouter.model.BotType;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.CodeMeaning;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Rejected;
import io.mjrouter.testing.StubHost;
import io.mjrouter.testing.Submissions;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Every quirk that only configuration tells, on the wire. */
class CompatibleFactoryTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String KEY = "sk-ownKey";

  private static StubHost host;

  @BeforeAll
  static void startHost() {
    host = StubHost.start();
  }

  @AfterAll
  static void stopHost() {
    host.close();
  }

  @BeforeEach
  void hostAccepts() {
    host.reset();
    answers("{\"code\":1,\"result\":\"7\"}");
  }

  private static void answers(String body) {
    host.server().resetMappings();
    host.server().stubFor(any(anyUrl()).willReturn(okJson(body)));
  }

  private static SubmitOutcome submit(
      SubmitAttempt attempt, UnaryOperator<ProviderSettings.Builder> settings) {
    try (MjProvider provider =
        TestProviders.create(new CompatibleFactory(), host.baseUrl() + "/mj", KEY, settings)) {
      return provider.submit(attempt);
    }
  }

  private static StubHost.Seen sent(
      SubmitAttempt attempt, UnaryOperator<ProviderSettings.Builder> settings) {
    submit(attempt, settings);
    assertEquals(1, host.seen().size());
    return host.seen().get(0);
  }

  private static SubmitAttempt imagine(Mode mode) {
    return SubmitAttempt.of(Imagine.of("a cat"), mode);
  }

  @ParameterizedTest
  @CsvSource({
    "new-api,, Bearer sk-ownKey,",
    "new-api, BOTH, Bearer sk-ownKey, sk-ownKey",
    "new-api, BARE, sk-ownKey,",
    "new-api, MJ_API_SECRET,, sk-ownKey",
    "midjourney-proxy,,, sk-ownKey",
    "plus,,, sk-ownKey",
    "trueai,,, sk-ownKey",
    "trueai, BARE, sk-ownKey,",
  })
  void auth_familyAndSetting_decideTheHeader(
      String family, AuthScheme auth, String authorization, String secret) {
    StubHost.Seen sent =
        sent(
            imagine(Mode.FAST),
            s -> auth == null ? s.profile(family) : s.profile(family).auth(auth));

    assertEquals(authorization, sent.headers().get("Authorization"));
    assertEquals(secret, sent.headers().get("mj-api-secret"));
  }

  @ParameterizedTest
  @CsvSource({
    "PREFIX, /mj-relax/mj/submit/imagine, ''",
    "ACCOUNT_FILTER, /mj/submit/imagine, ',\"accountFilter\":{\"modes\":[\"RELAX\"]}'",
    "BODY_MODE, /mj/submit/imagine, ',\"mode\":\"RELAX\"'",
  })
  void modeBy_everySignal_isTheOnlyOne(ModeSignal signal, String path, String members) {
    StubHost.Seen sent = sent(imagine(Mode.RELAX), s -> s.modeBy(signal));

    assertEquals(path, sent.path());
    assertEquals(
        JSON.readTree("{\"prompt\":\"a cat\"" + members + "}"), JSON.readTree(sent.body()));
  }

  @Test
  void modePrefixes_ofOnesOwn_areSent() {
    UnaryOperator<ProviderSettings.Builder> own =
        s -> s.modePrefixes(Map.of(Mode.FAST, "/mj-fast-origin", Mode.TURBO, "/turbo"));

    assertEquals("/mj-fast-origin/mj/submit/imagine", sent(imagine(Mode.FAST), own).path());
    host.reset();
    hostAccepts();
    assertEquals("/turbo/mj/submit/imagine", sent(imagine(Mode.TURBO), own).path());
  }

  @Test
  void barePathMode_isSentWithoutPrefix() {
    assertEquals(
        "/mj/submit/imagine", sent(imagine(Mode.FAST), s -> s.barePathMode("fast")).path());
  }

  @Test
  void headersAndUserAgent_ofOnesOwn_areSent() {
    StubHost.Seen sent =
        sent(
            imagine(Mode.FAST),
            s -> s.userAgent("my-app/1.0").headers(Map.of("x-storage-options", "1")));

    assertEquals("my-app/1.0", sent.headers().get("User-Agent"));
    assertEquals("1", sent.headers().get("x-storage-options"));
  }

  @Test
  void midjourneyProxy_press_isSentAsAChangeWithoutBotType() {
    StubHost.Seen press =
        sent(
            SubmitAttempt.of(
                    Press.of(
                        Submissions.PARENT,
                        "MJ::JOB::variation::3::3dbbd469-36af-4a0f-8f02-df6c579e7011"),
                    Mode.FAST)
                .withParentId("0741798445574458"),
            s -> s.profile("midjourney-proxy"));

    assertEquals("/mj/submit/change", press.path());
    assertEquals(
        JSON.readTree("{\"taskId\":\"0741798445574458\",\"action\":\"VARIATION\",\"index\":3}"),
        JSON.readTree(press.body()));
    host.reset();
    hostAccepts();
    StubHost.Seen imagine =
        sent(
            SubmitAttempt.of(Imagine.of("a cat").withBotType(BotType.MID_JOURNEY), Mode.FAST),
            s -> s.profile("midjourney-proxy"));
    assertEquals(JSON.readTree("{\"prompt\":\"a cat\"}"), JSON.readTree(imagine.body()));
  }

  @Test
  void codes_ofOnesOwn_decide() {
    answers("{\"code\":77,\"description\":\"later\"}");

    Rejected rejected =
        assertInstanceOf(
            Rejected.class,
            submit(imagine(Mode.FAST), s -> s.codes(Map.of(77, CodeMeaning.QUEUE_FULL))));

    assertEquals(RejectReason.QUEUE_FULL, rejected.reason());
    assertInstanceOf(SubmitOutcome.Unknown.class, submit(imagine(Mode.FAST), s -> s));
  }

  @Test
  void capabilities_removed_areRefusedWithoutARequest() {
    SubmitOutcome outcome =
        submit(imagine(Mode.FAST), s -> s.removeCapabilities(Capability.IMAGINE));

    assertEquals(RejectReason.UNSUPPORTED, assertInstanceOf(Rejected.class, outcome).reason());
    assertEquals(0, host.seen().size());
  }
}
