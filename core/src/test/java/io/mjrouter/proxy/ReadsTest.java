package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Button;
import io.mjrouter.model.Failure;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tasks as clients see them, from our record. */
class ReadsTest {

  private final ScriptedProvider host = ScriptedProvider.named("host");

  @Test
  void fetch_rightAfterSubmit_findsATaskThatLooksLikeOne() {
    host.thenAccepts("h1");
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.imagine();
      Answered answer = rig.fetch(id);
      JsonNode task = answer.json();
      assertEquals(200, answer.status());
      assertEquals(id, task.path("id").stringValue());
      assertEquals("SUBMITTED", task.path("status").stringValue());
      assertEquals("IMAGINE", task.path("action").stringValue());
      assertEquals("a red fox", task.path("prompt").stringValue());
      assertEquals("0%", task.path("progress").stringValue());
      assertEquals("", task.path("failReason").stringValue());
      assertEquals(FakeTime.START.toEpochMilli(), task.path("submitTime").longValue());
      assertEquals(0, task.path("finishTime").longValue());
      assertFalse(task.path("description").stringValue().isBlank());
      assertTrue(task.path("properties").isObject());
      assertTrue(task.path("buttons").isArray());
      assertEquals("", task.path("imageUrl").stringValue());
      assertFalse(answer.text().contains("\": "), answer::text);
      assertFalse(answer.text().contains("h1"), answer::text);
    }
  }

  @Test
  void f97_fetch_anyNumberOfTimes_costsTheHostNothing() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.imagine();
      int before = host.requests();
      for (int i = 0; i < 100; i++) {
        assertEquals(200, rig.fetch(id).status());
      }
      assertEquals(before, host.requests());
    }
  }

  @Test
  void fetch_running_hasProgressAsTextAndNoReasonThoughTheHostGivesOne() {
    host.thenAccepts("h1")
        .shows(
            TaskSnapshot.builder("h1", HostStatus.IN_PROGRESS)
                .progress(40)
                .failure("not yet", Failure.Fault.UNSTATED)
                .images(List.of(MediaLink.of(URI.create("https://cdn.example/preview.webp"))))
                .build());
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.imagine();
      rig.pass(Duration.ofMinutes(1));
      JsonNode task = rig.fetch(id).json();
      assertEquals("IN_PROGRESS", task.path("status").stringValue());
      assertEquals("40%", task.path("progress").stringValue());
      assertEquals("", task.path("failReason").stringValue());
      assertTrue(
          task.path("imageUrl").stringValue().startsWith("http://127.0.0.1:8080/mj/image/" + id),
          task::toString);
    }
  }

  @Test
  void fetch_finished_hasEverythingTheHostSaidUnderOurNames() {
    Button upscale = new Button("MJ::JOB::upsample::1::x", "U1", "", 2, 1);
    host.thenAccepts("h1")
        .shows(
            ProxyRig.success("h1")
                .buttons(List.of(upscale))
                .promptEn("a red fox --v 7")
                .state("the token of an attempt")
                .effectiveMode(Mode.RELAX)
                .properties(
                    Map.of("finalPrompt", "a red fox --v 7", "notifyHook", "https://us/secret"))
                .extra(Map.of("jobId", "j-1", "parentId", "", "notifyHook", "https://us/secret"))
                .build());
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.imagine();
      rig.pass(Duration.ofMinutes(1));
      Answered answer = rig.fetch(id);
      JsonNode task = answer.json();
      assertEquals("SUCCESS", task.path("status").stringValue());
      assertEquals("100%", task.path("progress").stringValue());
      assertEquals("a red fox --v 7", task.path("promptEn").stringValue());
      assertEquals("", task.path("state").stringValue());
      assertEquals("RELAX", task.path("mode").stringValue());
      assertEquals("U1", task.path("buttons").get(0).path("label").stringValue());
      assertEquals(
          "MJ::JOB::upsample::1::x", task.path("buttons").get(0).path("customId").stringValue());
      assertEquals("a red fox --v 7", task.path("properties").path("finalPrompt").stringValue());
      assertEquals("j-1", task.path("jobId").stringValue());
      assertTrue(task.path("finishTime").longValue() > task.path("submitTime").longValue());
      assertFalse(answer.text().contains("secret"), answer::text);
      assertFalse(answer.text().contains("cdn.example"), answer::text);
    }
  }

  @Test
  void fetch_failed_saysWhyInTheHostsWords() {
    host.thenAccepts("h1")
        .shows(
            TaskSnapshot.builder("h1", HostStatus.FAILURE)
                .failure("Invalid link!", Failure.Fault.PARAMETERS)
                .build());
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.imagine();
      rig.pass(Duration.ofMinutes(1));
      JsonNode task = rig.fetch(id).json();
      assertEquals("FAILURE", task.path("status").stringValue());
      assertEquals("Invalid link!", task.path("failReason").stringValue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000000001", "7", "task-mj-abc", "9007199254740992", "a.b"})
  void fetch_unknown_isWhatNewApiSays(String id) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      Answered answer = rig.fetch(id);
      assertEquals(400, answer.status());
      assertEquals(
          "{\"description\":\"task_no_found \",\"type\":\"upstream_error\",\"code\":4}",
          answer.text());
    }
  }

  @Test
  void listByCondition_answersWhatWasAskedAndNothingElse() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      String one = rig.imagine();
      String two = rig.imagine();
      rig.imagine();
      Answered answer =
          rig.post(
              "/mj/task/list-by-condition",
              "{\"ids\":[" + two + ",\"" + one + "\",\"" + one + "\",\"nobody\",null,{}]}");
      assertEquals(200, answer.status());
      assertEquals(List.of(two, one), ids(answer));
      assertEquals("[]", rig.post("/mj/task/list-by-condition", "{\"ids\":[]}").text());
      assertEquals("[]", rig.post("/mj/task/list-by-condition", "{\"ids\":null}").text());
      assertEquals("[]", rig.post("/mj/task/list-by-condition", "{}").text());
      assertEquals("[]", rig.post("/mj-fast/mj/task/list-by-ids", "{\"ids\":[\"7\"]}").text());
      rig.post("/mj/task/list-by-condition", "nonsense").expect(400, 4);
    }
  }

  @Test
  void listByCondition_tenThousandIds_areTakenAndOneMoreIsNot() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.imagine();
      String most =
          IntStream.range(0, 9_999)
              .mapToObj(i -> "\"" + (1_000_000_000_000_000L + i) + "\"")
              .collect(Collectors.joining(","));
      Answered answer =
          rig.post("/mj/task/list-by-condition", "{\"ids\":[" + most + ",\"" + id + "\"]}");
      assertEquals(List.of(id), ids(answer));
      rig.post("/mj/task/list-by-condition", "{\"ids\":[" + most + ",\"" + id + "\",1,2]}")
          .expect(400, 4);
    }
  }

  private static List<String> ids(Answered answer) {
    List<String> ids = new ArrayList<>();
    answer.json().forEach(task -> ids.add(task.path("id").stringValue()));
    return ids;
  }

  @Test
  void seed_isAskedOfTheHost() {
    host.thenAccepts("h1").shows(ProxyRig.success("h1").seed("636646138").build());
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.imagine();
      Answered answer = rig.get("/mj/task/" + id + "/image-seed").expect(200, 1);
      assertEquals("636646138", answer.result());
      rig.get("/mj/task/1000000000000001/image-seed").expect(400, 4);
    }
  }

  @Test
  void seed_hostCannotOrIsGone_isSaid() {
    host.cannot(Capability.SEED);
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.get("/mj/task/" + rig.imagine() + "/image-seed").expect(400, 4);
    }
    ScriptedProvider away = ScriptedProvider.named("away");
    try (ProxyRig rig = ProxyRig.open(away)) {
      String id = rig.imagine();
      away.close();
      Answered answer = rig.get("/mj/task/" + id + "/image-seed").expect(503, 4);
      assertTrue(Integer.parseInt(answer.header("Retry-After")) > 0);
    }
  }

  @Test
  void cancel_isHandedToTheHost() {
    host.thenAccepts("h1");
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.imagine();
      Answered answer = rig.post("/mj/task/" + id + "/cancel", "").expect(200, 1);
      assertEquals(id, answer.result());
      rig.post("/mj/task/1000000000000001/cancel", "").expect(400, 4);
    }
  }

  @Test
  void cancel_finishedOrImpossible_is400() {
    host.thenAccepts("h1").shows(ProxyRig.success("h1").build());
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.imagine();
      rig.pass(Duration.ofMinutes(1));
      rig.post("/mj/task/" + id + "/cancel", "").expect(400, 4);
    }
    ScriptedProvider cannot = ScriptedProvider.named("cannot").cannot(Capability.CANCEL);
    try (ProxyRig rig = ProxyRig.open(cannot)) {
      rig.post("/mj/task/" + rig.imagine() + "/cancel", "").expect(400, 4);
    }
  }

  @Test
  void fetch_hostFailsMeanwhile_isAnsweredAllTheSame() {
    host.thenReadingFails(ReadFailure.Reason.UNREACHABLE);
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = rig.imagine();
      rig.pass(Duration.ofSeconds(10));
      assertEquals(200, rig.fetch(id).status());
    }
  }
}
