package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Button;
import io.mjrouter.model.Failure;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The proxy behind new-api, whose relay, biller and poller are played here by its own rules: it
 * replaces codes as text, takes only texts as results, bills by code, polls in batches and refunds
 * by what it reads there.
 */
class RelayTest {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String INPAINT = "MJ::Inpaint::1::h::SOLO";
  private static final String U1 = "MJ::JOB::upsample::1::h";

  private final ScriptedProvider host = ScriptedProvider.named("host");
  private final ProxyRig rig =
      ProxyRig.of(
          ProxySettings.builder().client("relay", ClientSettings.builder("sk-relay").build()),
          host);
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private int billed;
  private int refunded;

  /** A row of new-api's table of tasks. */
  private static final class Row {
    String status = "";
    String progress = "0%";
    String failReason = "";
    String imageUrl = "";
    long submitTime;
    boolean paid;
  }

  /** Relays one submission; the id that its own client gets, or null. */
  private String relay(String path, String body, boolean keeps21) {
    TestRequest request =
        TestRequest.post("/mj-fast/mj/" + path, body).header("mj-api-secret", "sk-relay");
    Answered answer = rig.send(request.from("203.0.113.9").boundTo("0.0.0.0"));
    String text = answer.text();
    if (!keeps21) {
      text = text.replace("\"code\":21", "\"code\":1");
    }
    text = text.replace("\"code\":22", "\"code\":1");
    JsonNode reply = MAPPER.readTree(text);
    int code = reply.path("code").intValue();
    boolean taken = code == 1 || code == 21 || code == 22;
    Row row = new Row();
    row.submitTime = rig.time.now().toEpochMilli();
    if (answer.status() == 200 && taken) {
      assertTrue(reply.path("result").isString(), text);
      row.paid = true;
      billed++;
    } else {
      assertTrue(reply.path("result").isMissingNode(), text);
      assertFalse(code == 3, "code 3 switches the channel off");
      return null;
    }
    rows.put(reply.path("result").stringValue(), row);
    return reply.path("result").stringValue();
  }

  /** One round of the poller. */
  private void poll() {
    List<String> ids =
        rows.entrySet().stream()
            .filter(row -> !row.getValue().progress.equals("100%"))
            .map(Map.Entry::getKey)
            .toList();
    if (ids.isEmpty()) {
      return;
    }
    String body = "{\"ids\":[\"" + String.join("\",\"", ids) + "\"]}";
    Answered answer =
        rig.send(
            TestRequest.post("/mj-fast/mj/task/list-by-condition", body)
                .header("mj-api-secret", "sk-relay"));
    assertEquals(200, answer.status());
    for (JsonNode item : answer.json()) {
      for (String member :
          new String[] {
            "id",
            "action",
            "status",
            "progress",
            "prompt",
            "promptEn",
            "description",
            "state",
            "imageUrl",
            "failReason"
          }) {
        assertTrue(item.path(member).isString(), () -> member + " in " + item);
      }
      for (String time : new String[] {"submitTime", "startTime", "finishTime"}) {
        assertTrue(item.path(time).isIntegralNumber(), () -> time + " in " + item);
        long millis = item.path(time).longValue();
        assertTrue(millis == 0 || millis > 1_000_000_000_000L, () -> time + " in " + item);
      }
      Row row = rows.get(item.path("id").stringValue());
      assertNotNull(row, () -> "not asked for: " + item);
      update(row, item);
    }
  }

  private void update(Row row, JsonNode item) {
    long age = rig.time.now().toEpochMilli() - row.submitTime;
    row.submitTime = item.path("submitTime").longValue();
    row.progress = item.path("progress").stringValue();
    row.status = item.path("status").stringValue();
    row.failReason = item.path("failReason").stringValue();
    row.imageUrl = item.path("imageUrl").stringValue();
    if (age > Duration.ofHours(1).toMillis() && !row.progress.equals("100%")) {
      row.failReason = "timed out by the relay";
      row.status = "FAILURE";
    }
    boolean failed =
        (!row.failReason.isEmpty() && !row.progress.equals("100%"))
            || (row.progress.equals("100%") && row.status.equals("FAILURE"));
    if (failed) {
      row.progress = "100%";
      refunded++;
    }
  }

  private void follow() {
    for (int i = 0; i < 20; i++) {
      rig.pass(Duration.ofSeconds(15));
      poll();
    }
  }

  @Test
  void picture_isBilledOnceAndItsLinkWorksWithoutAKey() {
    byte[] png = "\u0089PNG\r\n\u001a\n fox".getBytes(StandardCharsets.ISO_8859_1);
    host.thenAccepts(Acceptance.QUEUED, "h1")
        .shows(
            TaskSnapshot.builder("h1", HostStatus.IN_PROGRESS)
                .progress(30)
                .failure("", Failure.Fault.UNSTATED)
                .build(),
            ProxyRig.success("h1").build())
        .serves(URI.create("https://cdn.example/h1.png"), png);
    try (rig) {
      String id = relay("submit/imagine", ProxyRig.IMAGINE, false);
      poll();
      Row row = rows.get(id);
      assertEquals("0%", row.progress);
      assertTrue(row.submitTime > 0);
      follow();
      assertEquals("SUCCESS", row.status);
      assertEquals("100%", row.progress);
      assertEquals(1, billed);
      assertEquals(0, refunded);
      JsonNode again =
          rig.send(
                  TestRequest.get("/mj-fast/mj/task/" + id + "/fetch")
                      .header("mj-api-secret", "sk-relay"))
              .json();
      assertEquals(row.imageUrl, again.path("imageUrl").stringValue());
      URI link = URI.create(row.imageUrl);
      Answered picture =
          rig.send(
              TestRequest.get(link.getRawPath() + "?" + link.getRawQuery()).from("203.0.113.5"));
      assertEquals(200, picture.status());
    }
  }

  @Test
  void failure_isRefundedOnceAndNotBeforeTheEnd() {
    host.thenAccepts("h1")
        .shows(
            TaskSnapshot.builder("h1", HostStatus.IN_PROGRESS)
                .progress(30)
                .failure("a moment please", Failure.Fault.UNSTATED)
                .build(),
            TaskSnapshot.builder("h1", HostStatus.FAILURE)
                .failure("Job action restricted", Failure.Fault.HOST)
                .build());
    try (rig) {
      String id = relay("submit/imagine", ProxyRig.IMAGINE, false);
      follow();
      assertEquals(1, refunded);
      assertEquals("Job action restricted", rows.get(id).failReason);
    }
  }

  @Test
  void refusal_isNeitherBilledNorFollowed() {
    host.thenFails(RejectReason.NO_INSTANCE)
        .thenFails(RejectReason.NO_INSTANCE)
        .thenFails(RejectReason.NO_INSTANCE);
    try (rig) {
      assertEquals(null, relay("submit/imagine", ProxyRig.IMAGINE, false));
      assertEquals(null, relay("submit/imagine", "{\"prompt\":\"\"}", false));
      assertEquals(
          null,
          relay(
              "submit/action",
              "{\"taskId\":\"1000000000000001\",\"customId\":\"" + U1 + "\"}",
              false));
      assertEquals(0, billed);
    }
  }

  @Test
  void nobodyKnows_isBilledAndRefundedOnceItIsGivenUp() {
    host.thenFails(UnknownReason.CONNECTION_LOST);
    try (rig) {
      String id = relay("submit/imagine", ProxyRig.IMAGINE, false);
      assertEquals(1, billed);
      for (int i = 0; i < 240 && refunded == 0; i++) {
        rig.pass(Duration.ofSeconds(15));
        poll();
      }
      assertEquals(1, refunded);
      assertEquals("UNKNOWN_OUTCOME", rows.get(id).failReason);
      assertEquals(1, host.submits());
    }
  }

  @Test
  void region_opensAWindowThatIsAnsweredUnderTheSameId() {
    host.thenAccepts("h1")
        .shows(
            ProxyRig.success("h1")
                .buttons(List.of(new Button(INPAINT, "Vary (Region)", "", 2, 1)))
                .build())
        .thenAccepts(Acceptance.NEEDS_MODAL, "h2")
        .thenAccepts("h3")
        .shows(ProxyRig.success("h3").build());
    try (rig) {
      String grid = relay("submit/imagine", ProxyRig.IMAGINE, false);
      follow();
      String window =
          relay(
              "submit/action",
              "{\"taskId\":\"" + grid + "\",\"customId\":\"" + INPAINT + "\"}",
              true);
      poll();
      assertEquals("MODAL", rows.get(window).status);
      assertEquals(
          window,
          relay(
              "submit/modal",
              "{\"taskId\":\""
                  + window
                  + "\",\"prompt\":\"a hat\",\"maskBase64\":\"data:image/png;base64,iVBORw0KGgo=\"}",
              false));
      follow();
      assertEquals("SUCCESS", rows.get(window).status);
      assertEquals(0, refunded);
    }
  }

  @Test
  void upload_isAnArray() {
    try (rig) {
      Answered answer =
          rig.send(
              TestRequest.post(
                      "/mj-fast/mj/submit/upload-discord-images",
                      "{\"base64Array\":[\"data:image/png;base64,iVBORw0KGgo=\"]}")
                  .header("mj-api-secret", "sk-relay"));
      assertTrue(answer.json().path("result").isArray(), answer::toString);
    }
  }

  @Test
  void seed_isAskedWithABodyThatSaysNull() {
    host.thenAccepts("h1").shows(ProxyRig.success("h1").seed("42").build());
    try (rig) {
      String id = relay("submit/imagine", ProxyRig.IMAGINE, false);
      Answered seed =
          rig.send(
              TestRequest.get("/mj/task/" + id + "/image-seed")
                  .header("mj-api-secret", "sk-relay")
                  .header("Content-Type", "application/json")
                  .body("null".getBytes(StandardCharsets.UTF_8)));
      assertEquals("42", seed.expect(200, 1).result());
    }
  }
}
