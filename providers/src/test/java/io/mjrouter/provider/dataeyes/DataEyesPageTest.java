package io.mjrouter.provider.dataeyes;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.forbidden;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.BotType;
import io.mjrouter.model.ButtonMeaning;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.provider.HostPage;
import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import io.mjrouter.spi.SubmitOutcome.Rejected;
import io.mjrouter.testing.Payloads;
import io.mjrouter.testing.StubHost;
import io.mjrouter.testing.Submissions;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** DataEyes' reference v1.0 of 2026-06-15, example by example and table by table. */
class DataEyesPageTest extends HostPage {

  private static final String UUID = "675515df-961f-411e-8e9b-d81ac68427f5";

  @Override
  protected MjProvider newProvider(String baseUrl, String key) {
    return TestProviders.create(new DataEyesFactory(), baseUrl, key);
  }

  @Test
  void imagine_fieldsOfItsTable_areSentAndItsAnswerIsTaken() {
    assertEquals(
        "1781524258075013",
        taken(
            attempt(
                Imagine.of("a futuristic cityscape at sunset --v 6.1")
                    .withBotType(BotType.MID_JOURNEY),
                Mode.FAST),
            "/mj/submit/imagine",
            """
            {
              "prompt": "a futuristic cityscape at sunset --v 6.1",
              "botType": "MID_JOURNEY",
              "accountFilter": {"modes": ["FAST"]}
            }
            """,
            """
            {
              "code": 1,
              "description": "提交成功",
              "result": "1781524258075013",
              "properties": {
                "discordInstanceId": "273d9093c1c54b6b",
                "discordChannelId": "273d9093c1c54b6b"
              }
            }
            """));
  }

  @ParameterizedTest
  @CsvSource({"RELAX", "FAST", "TURBO"})
  void modeTable_everyMode_isTheOneOfAccountFilter(Mode mode) {
    answers(200, "application/json", Payloads.text("dataeyes_submit_ok.json"));

    provider.submit(attempt(Imagine.of("a cat"), mode));

    StubHost.Seen sent = onlyRequest();
    assertEquals("/mj/submit/imagine", sent.path());
    assertEquals(
        JsonMapper.shared()
            .readTree(
                "{\"prompt\":\"a cat\",\"accountFilter\":{\"modes\":[\"" + mode.name() + "\"]}}"),
        JsonMapper.shared().readTree(sent.body()));
  }

  @Test
  void fetch_example_isUnderstood() {
    TaskSnapshot task =
        fetch(
            "1781524258075013",
            "/mj/task/1781524258075013/fetch",
            Payloads.text("dataeyes_fetch_success.json"));

    assertEquals("1781524258075013", task.id());
    assertEquals(HostStatus.SUCCESS, task.status());
    assertEquals(OptionalInt.of(100), task.progress());
    assertEquals(Instant.ofEpochMilli(1781524258075L), task.submitted().orElseThrow());
    assertEquals(Instant.ofEpochMilli(1781524294590L), task.finished().orElseThrow());
    assertEquals("a futuristic cityscape at sunset --v 6.1 --fast", task.finalPrompt());
    assertEquals("U1", task.buttons().get(0).meaning().toString());
    assertEquals(ButtonMeaning.Kind.REROLL, task.buttons().get(1).meaning().kind());
    // "www.yourdomain.com/mj/image/..." means nothing; readers are told to use /mj/image/{taskId}.
    assertEquals(
        URI.create(host().baseUrl() + "/mj/image/1781524258075013"), task.images().get(0).url());
  }

  /** "GET /mj/image/{taskId}: no need to read imageUrl", whatever stands there. */
  @Test
  void fetch_anyImageUrl_isReplacedByTheImageEndpoint() {
    TaskSnapshot task =
        fetch(
            "1781524258075013",
            "/mj/task/1781524258075013/fetch",
            Payloads.text("dataeyes_fetch_success.json")
                .replace("www.yourdomain.com/mj/image/", "https://img.example.com/"));

    assertEquals(
        URI.create(host().baseUrl() + "/mj/image/1781524258075013"), task.images().get(0).url());
  }

  @Test
  void action_example_isTakenAsQueued() {
    SubmitOutcome outcome =
        submit(
            SubmitAttempt.of(Press.of(PARENT, "MJ::JOB::upsample::1::" + UUID), Mode.FAST)
                .withParentId("1781524258075013"),
            "/mj/submit/action",
            "{\"taskId\":\"1781524258075013\",\"customId\":\"MJ::JOB::upsample::1::" + UUID + "\"}",
            """
            {
              "code": 1,
              "description": "排队中,前面还有5个任务",
              "result": "1781524431429700",
              "properties": {
                "numberOfQueues": 5,
                "discordInstanceId": "273d9093c1c54b6b",
                "discordChannelId": "273d9093c1c54b6b"
              }
            }
            """);

    Accepted accepted = assertInstanceOf(Accepted.class, outcome);
    assertEquals("1781524431429700", accepted.hostTaskId());
    assertEquals(Acceptance.QUEUED, accepted.how());
    assertEquals(OptionalInt.of(5), accepted.queue());
  }

  @Test
  void image_endpoint_givesThePicture() throws IOException {
    byte[] picture = Submissions.png();
    TaskSnapshot task =
        fetch(
            "1781524258075013",
            "/mj/task/1781524258075013/fetch",
            Payloads.text("dataeyes_fetch_success.json"));
    host()
        .server()
        .stubFor(
            get(urlPathEqualTo("/mj/image/1781524258075013"))
                .willReturn(ok().withHeader("Content-Type", "image/png").withBody(picture)));

    try (MediaStream stream = provider.open(task.images().get(0), 1 << 20).value().orElseThrow()) {
      assertEquals("image/png", stream.contentType());
      assertArrayEquals(picture, stream.content().readAllBytes());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "U1, MJ::JOB::upsample::1::",
    "U2, MJ::JOB::upsample::2::",
    "U3, MJ::JOB::upsample::3::",
    "U4, MJ::JOB::upsample::4::",
    "V1, MJ::JOB::variation::1::",
    "V2, MJ::JOB::variation::2::",
    "V3, MJ::JOB::variation::3::",
    "V4, MJ::JOB::variation::4::",
    "REROLL, MJ::JOB::reroll::0::",
  })
  void buttonTable_everyButton_isSentVerbatim(String meaning, String prefix) {
    String customId = prefix + UUID + (meaning.equals("REROLL") ? "::SOLO" : "");

    assertEquals(meaning, ButtonMeaning.of(customId).toString());
    taken(
        SubmitAttempt.of(Press.of(PARENT, customId), Mode.FAST).withParentId("1781524258075013"),
        "/mj/submit/action",
        "{\"taskId\":\"1781524258075013\",\"customId\":\"" + customId + "\"}",
        Payloads.text("dataeyes_action_queued_code1.json"));
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_START, false",
    "SUBMITTED, false",
    "IN_PROGRESS, false",
    "SUCCESS, true",
    "FAILURE, true"
  })
  void statusTable_everyStatus_isUnderstood(String status, boolean isFinal) {
    TaskSnapshot task =
        fetch(
            "1781524258075013",
            "/mj/task/1781524258075013/fetch",
            "{\"id\":\"1781524258075013\",\"status\":\"" + status + "\",\"progress\":\"0%\"}");

    assertEquals(status, task.status().name());
    assertEquals(isFinal, task.status().isFinal());
  }

  // The table names codes and no bodies: they are given the shape of the page's envelope.
  @Test
  void codeTable_codes1_21_22_areTaken() {
    assertEquals(Acceptance.STARTED, acceptance(1, "提交成功"));
    assertEquals(Acceptance.EXISTED, acceptance(21, "任务已存在"));
    assertEquals(Acceptance.QUEUED, acceptance(22, "排队中"));
  }

  private Acceptance acceptance(int code, String description) {
    answers(200, "application/json", envelope(code, description, "\"1781524258075013\""));
    SubmitOutcome outcome = provider.submit(attempt(Imagine.of("a cat"), Mode.FAST));
    return assertInstanceOf(Accepted.class, outcome, outcome::message).how();
  }

  @ParameterizedTest
  @CsvSource({"23, 队列已满, QUEUE_FULL, true", "24, 提示词包含敏感内容, BANNED_PROMPT, false"})
  void codeTable_codes23_24_areRefused(
      int code, String description, RejectReason reason, boolean mayMove) {
    answers(200, "application/json", envelope(code, description, "null"));

    SubmitOutcome outcome = provider.submit(attempt(Imagine.of("a cat"), Mode.FAST));

    Rejected rejected = assertInstanceOf(Rejected.class, outcome, outcome::message);
    assertEquals(reason, rejected.reason());
    assertEquals(mayMove, rejected.mayMove());
  }

  private static String envelope(int code, String description, String result) {
    return "{\"code\":%d,\"description\":\"%s\",\"result\":%s,\"properties\":{}}"
        .formatted(code, description, result);
  }

  @Test
  void edge_callWithoutUserAgent_neverHappens() {
    host().server().resetMappings();
    host().server().stubFor(any(anyUrl()).willReturn(ok("{\"code\":1,\"result\":\"1\"}")));
    host()
        .server()
        .stubFor(
            any(anyUrl())
                .withHeader("User-Agent", absent())
                .willReturn(forbidden().withBody(Payloads.text("cloudflare_1010.json"))));

    assertInstanceOf(Accepted.class, provider.submit(attempt(Imagine.of("a cat"), Mode.FAST)));
    provider.fetch("1");
    provider.balance();

    assertTrue(host().seen().size() >= 3);
    host()
        .seen()
        .forEach(
            seen ->
                assertTrue(
                    seen.headers().getOrDefault("User-Agent", "").startsWith("mj-router/"),
                    () -> "" + seen));
  }

  @Test
  void edge_refusal_isNotTheKeysFault() {
    answers(403, "text/plain", Payloads.text("cloudflare_1010.json"));

    SubmitOutcome outcome = provider.submit(attempt(Imagine.of("a cat"), Mode.FAST));

    Rejected rejected = assertInstanceOf(Rejected.class, outcome, outcome::message);
    assertEquals(RejectReason.EDGE_BLOCKED, rejected.reason());
  }
}
