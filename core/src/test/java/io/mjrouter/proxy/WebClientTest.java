package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Button;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The proxy behind the best known web page for Midjourney, chatgpt-web-midjourney-proxy, whose ways
 * are played here: empty members beside the prompt, both key headers, a poll each five seconds, ids
 * as numbers in its gallery, and a window answered at once.
 */
class WebClientTest {

  private static final String ORIGIN = "https://chat.example";
  private static final String PICK = "MJ::Job::PicReader::1";
  private static final String REROLL = "MJ::JOB::reroll::0::h::SOLO";

  private final ScriptedProvider host = ScriptedProvider.named("host");
  private final ProxyRig rig =
      ProxyRig.of(
          ProxySettings.builder()
              .corsOrigins(ORIGIN)
              .client("page", ClientSettings.builder("sk-page").build()),
          host);

  private JsonNode post(String path, String body) {
    TestRequest request =
        TestRequest.post(path, body)
            .header("Origin", ORIGIN)
            .header("mj-api-secret", "sk-page")
            .header("Authorization", "Bearer sk-page");
    Answered answer = rig.send(request);
    assertEquals(ORIGIN, answer.header("Access-Control-Allow-Origin"));
    return answer.json();
  }

  /** Its rule: 1 and 22 are taken; 21 is answered at once with what stands in the window. */
  private String submit(String path, String body) {
    JsonNode reply = post(path, body);
    int code = reply.path("code").intValue();
    String id = reply.path("result").stringValue();
    if (code == 21) {
      String confirm =
          reply.path("description").stringValue().contains("confirm")
              ? ",\"prompt\":\"" + reply.path("properties").path("finalPrompt").stringValue() + "\""
              : "";
      JsonNode answered = post("/mj/submit/modal", "{\"taskId\":\"" + id + "\"" + confirm + "}");
      assertTrue(List.of(1, 22).contains(answered.path("code").intValue()), answered::toString);
      return answered.path("result").stringValue();
    }
    assertTrue(code == 1 || code == 22, reply::toString);
    return id;
  }

  private JsonNode poll(String id) {
    for (int i = 0; i < 100; i++) {
      Answered answer =
          rig.send(
              TestRequest.get("/mj/task/" + id + "/fetch")
                  .header("Origin", ORIGIN)
                  .header("mj-api-secret", "sk-page"));
      JsonNode task = answer.json();
      String status = task.path("status").stringValue();
      if (status.equals("SUCCESS") || status.equals("FAILURE")) {
        return task;
      }
      assertTrue(task.path("failReason").stringValue().isEmpty(), task::toString);
      rig.pass(Duration.ofSeconds(5));
    }
    throw new AssertionError("not finished after 100 looks");
  }

  @Test
  void drawing_pressing_andTheGallery() {
    host.thenAccepts(Acceptance.QUEUED, "h1")
        .shows(
            TaskSnapshot.builder("h1", HostStatus.IN_PROGRESS).progress(50).build(),
            ProxyRig.success("h1").buttons(List.of(new Button(REROLL, "", "🔄", 2, 1))).build())
        .thenAccepts("h2")
        .shows(ProxyRig.success("h2").build());
    try (rig) {
      String id =
          submit(
              "/mj-fast/mj/submit/imagine",
              "{\"base64Array\":[],\"notifyHook\":\"\",\"prompt\":\"a fox\",\"state\":\"\",\"botType\":\"MID_JOURNEY\"}");
      JsonNode grid = poll(id);
      assertEquals("SUCCESS", grid.path("status").stringValue());
      assertEquals("100%", grid.path("progress").stringValue());

      String again =
          submit(
              "/mj/submit/action",
              "{\"chooseSameChannel\":true,\"taskId\":"
                  + id
                  + ",\"customId\":\""
                  + REROLL
                  + "\",\"state\":\"\"}");
      assertEquals("SUCCESS", poll(again).path("status").stringValue());

      JsonNode gallery =
          post("/mj/task/list-by-condition", "{\"ids\":[" + id + "," + again + ",1]}");
      assertEquals(2, gallery.size());
    }
  }

  @Test
  void describing_andDrawingOneOfTheTexts_confirmsTheWindowWithItsText() {
    host.thenAccepts("d1")
        .shows(
            TaskSnapshot.builder("d1", HostStatus.SUCCESS)
                .rawAction("DESCRIBE")
                .prompt("1️⃣ a fox\n\n2️⃣ a dog")
                .buttons(List.of(new Button(PICK, "1️⃣", "", 2, 2)))
                .images(ProxyRig.success("d1").build().images())
                .build())
        .then(
            new io.mjrouter.spi.SubmitOutcome.Accepted(
                Acceptance.NEEDS_MODAL,
                "p1",
                List.of(),
                java.util.OptionalInt.empty(),
                "a fox",
                ""))
        .thenAccepts("p2")
        .shows(ProxyRig.success("p2").build());
    try (rig) {
      String id =
          submit("/mj/submit/describe", "{\"base64\":\"data:image/png;base64,iVBORw0KGgo=\"}");
      JsonNode texts = poll(id);
      assertTrue(texts.path("prompt").stringValue().contains("a dog"), texts::toString);
      String picked =
          submit("/mj/submit/action", "{\"taskId\":\"" + id + "\",\"customId\":\"" + PICK + "\"}");
      assertEquals("SUCCESS", poll(picked).path("status").stringValue());
      assertEquals("a fox", host.attempts().get(2).submission().prompt());
    }
  }
}
