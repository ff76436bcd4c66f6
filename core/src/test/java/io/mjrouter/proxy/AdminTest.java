package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What operators see and decide. */
class AdminTest {

  private final ScriptedProvider cheap =
      ScriptedProvider.named("cheap").offers(Mode.FAST).charges("0.03");
  private final ScriptedProvider dear =
      ScriptedProvider.named("dear").offers(Mode.FAST).charges("0.05");

  private static List<String> ids(Answered answer) {
    List<String> ids = new ArrayList<>();
    answer.json().path("tasks").forEach(task -> ids.add(task.path("id").stringValue()));
    return ids;
  }

  @Test
  void everything_isForClientsWithAdminAlone() {
    ProxySettings.Builder clients =
        ProxySettings.builder()
            .client("web", ClientSettings.builder("k").build())
            .client("boss", ClientSettings.builder("b").admin(true).build());
    try (ProxyRig rig = ProxyRig.of(clients, cheap)) {
      String path = "/mjr/providers";
      rig.send(TestRequest.get(path)).expect(401, 4);
      rig.send(TestRequest.get(path).key("k")).expect(403, 4);
      assertEquals(200, rig.send(TestRequest.get(path).key("b")).status());
      rig.send(TestRequest.get("/mjr/nowhere").key("b")).expect(404, 4);
      rig.send(TestRequest.of("DELETE", path).key("b")).expect(405, 4);
    }
  }

  @Test
  void drain_andReadmit_moveWhereSubmissionsGo() {
    try (ProxyRig rig = ProxyRig.open(cheap, dear)) {
      JsonNode drained = rig.post("/mjr/providers/cheap/drain", "").json();
      assertTrue(drained.path("drained").booleanValue(), drained::toString);
      rig.imagine();
      assertEquals(1, dear.submits());
      JsonNode back = rig.post("/mjr/providers/cheap/readmit", "").json();
      assertFalse(back.path("drained").booleanValue(), back::toString);
      rig.imagine();
      assertEquals(1, cheap.submits());
      rig.post("/mjr/providers/nobody/drain", "").expect(404, 4);
      rig.post("/mjr/providers/nobody/readmit", "").expect(404, 4);
    }
  }

  @Test
  void tasks_areFoundByWhatIsKnownOfThem_pageByPage() {
    ProxySettings.Builder clients =
        ProxySettings.builder()
            .client("web", ClientSettings.builder("k").build())
            .client("boss", ClientSettings.builder("b").admin(true).build());
    cheap.thenAccepts("h-7");
    cheap.shows(ProxyRig.success("h-7").build());
    try (ProxyRig rig = ProxyRig.of(clients, cheap)) {
      String one =
          rig.send(TestRequest.post("/mj/submit/imagine", "{\"prompt\":\"A Heron\"}").key("k"))
              .result();
      rig.pass(Duration.ofMinutes(1));
      String two =
          rig.send(TestRequest.post("/mj/submit/imagine", "{\"prompt\":\"a fox\"}").key("b"))
              .result();
      assertEquals(List.of(two, one), found(rig, ""));
      assertEquals(List.of(one), found(rig, "?client=web"));
      assertEquals(List.of(one), found(rig, "?status=SUCCEEDED"));
      assertEquals(List.of(one), found(rig, "?status=success&provider=cheap"));
      assertEquals(List.of(two, one), found(rig, "?status=success,queued"));
      assertEquals(List.of(one), found(rig, "?q=heron"));
      assertEquals(List.of(one), found(rig, "?q=h-7"));
      assertEquals(List.of(two), found(rig, "?q=" + two));
      assertEquals(List.of(), found(rig, "?provider=dear"));
      assertEquals(List.of(), found(rig, "?reference=none"));
      Answered first = rig.send(TestRequest.get("/mjr/tasks?limit=1").key("b"));
      assertEquals(List.of(two), ids(first));
      String cursor = first.json().path("cursor").stringValue();
      Answered second = rig.send(TestRequest.get("/mjr/tasks?limit=1&cursor=" + cursor).key("b"));
      assertEquals(List.of(one), ids(second));
      assertTrue(second.json().path("cursor").isNull(), second::toString);
    }
  }

  private static List<String> found(ProxyRig rig, String query) {
    return ids(rig.send(TestRequest.get("/mjr/tasks" + query).key("b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tasks?status=NO_SUCH",
        "tasks?limit=0",
        "tasks?limit=x",
        "tasks?limit=501",
        "tasks?cursor=x",
        "spend?from=yesterday",
        "spend?from=2026-02-01&to=2026-01-01",
        "spend?by=colour",
        "spend?from=0001-01-01&to=9999-01-01",
        "spend?from=%2B999999999-12-31&to=%2B999999999-12-31",
        "spend?to=-999999999-01-01",
        "tasks?q=%zz"
      })
  void unreadableParameter_is400(String query) {
    try (ProxyRig rig = ProxyRig.open(cheap)) {
      rig.get("/mjr/" + query).expect(400, 4);
    }
  }

  @Test
  void task_showsEverythingButSecrets() {
    cheap
        .thenAccepts("h-1")
        .shows(
            TaskSnapshot.builder("h-1", HostStatus.SUCCESS)
                .rawStatus("SUCCESS")
                .state("mjr-token-secret-canary")
                .images(
                    List.of(
                        MediaLink.of(URI.create("https://cdn.example/1.png?sig=secret-canary"))))
                .properties(
                    Map.of("notifyHook", "https://us/secret-canary", "finalPrompt", "a red fox"))
                .extra(
                    Map.of("proxyUrl", "https://cdn.example/1.png?sig=secret-canary", "jobId", "j"))
                .build());
    try (ProxyRig rig = ProxyRig.open(cheap, dear)) {
      String id = rig.imagine();
      rig.pass(Duration.ofMinutes(1));
      Answered answer = rig.get("/mjr/tasks/" + id);
      assertFalse(answer.text().contains("canary"), answer::text);
      JsonNode task = answer.json();
      assertEquals("h-1", task.path("task").path("hostTask").stringValue());
      assertEquals(0.03, task.path("money").path("spent").doubleValue());
      assertEquals(1, task.path("attempts").size());
      assertEquals("CHOSEN", task.path("decision").get(0).path("reason").stringValue());
      assertEquals("j", task.path("hostAnswer").path("jobId").stringValue());
      assertEquals(
          "https://cdn.example/1.png", task.path("hostAnswer").path("imageUrl").stringValue());
      assertEquals("recorded", task.path("timeline").get(0).path("what").stringValue());
      String token = rig.task(id).attempts().get(0).token();
      assertFalse(answer.text().contains(token), answer::text);
      rig.get("/mjr/tasks/1000000000000001").expect(404, 4);
      rig.get("/mjr/tasks/x").expect(404, 4);
    }
  }

  @Test
  void refresh_asksTheHostAtOnce() {
    cheap.thenAccepts("h-1");
    cheap.shows(ProxyRig.success("h-1").build());
    try (ProxyRig rig = ProxyRig.open(cheap)) {
      String id = rig.imagine();
      JsonNode task = rig.post("/mjr/tasks/" + id + "/refresh", "").json();
      assertEquals("SUCCEEDED", task.path("task").path("status").stringValue());
      rig.post("/mjr/tasks/1000000000000001/refresh", "").expect(404, 4);
    }
  }

  @Test
  void unresolved_areTheAttemptsThatTheRouterLists() {
    cheap.thenFails(UnknownReason.TIMED_OUT);
    try (ProxyRig rig = ProxyRig.open(cheap)) {
      String lost = rig.imagine();
      rig.imagine();
      JsonNode open = rig.get("/mjr/unresolved").json();
      assertEquals(1, open.path("attempts").size(), open::toString);
      JsonNode row = open.path("attempts").get(0);
      assertEquals(lost, row.path("task").stringValue());
      assertEquals("RESERVED", row.path("attempt").path("charge").stringValue());
      assertFalse(row.path("expires").isNull());

      rig.pass(Duration.ofHours(1));
      row = rig.get("/mjr/unresolved").json().path("attempts").get(0);
      assertEquals(lost, row.path("task").stringValue());
      assertEquals("DISPUTED", row.path("attempt").path("charge").stringValue());
      assertTrue(row.path("expires").isNull());
    }
  }

  @Test
  void unresolved_inPages_showsEachOnce() {
    try (ProxyRig rig = ProxyRig.open(cheap)) {
      Set<String> lost = new TreeSet<>();
      for (int i = 0; i < 5; i++) {
        cheap.thenFails(UnknownReason.TIMED_OUT);
        lost.add(rig.imagine());
      }
      List<String> seen = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode page = rig.get("/mjr/unresolved?limit=2" + cursor).json();
        page.path("attempts").forEach(row -> seen.add(row.path("task").stringValue()));
        JsonNode next = page.path("cursor");
        cursor = next.isNull() ? "" : "&cursor=" + next.stringValue();
      } while (!cursor.isEmpty());

      assertEquals(List.copyOf(lost), seen);
    }
  }

  @Test
  void spend_isSummedByWhatIsAskedFor() {
    try (ProxyRig rig = ProxyRig.open(cheap, dear)) {
      rig.imagine();
      rig.imagine();
      rig.send(
          TestRequest.post("/mj/submit/imagine", ProxyRig.IMAGINE).header("X-MJ-Provider", "dear"));
      JsonNode byProvider = rig.get("/mjr/spend").json();
      assertEquals(2, byProvider.path("rows").size(), byProvider::toString);
      assertEquals("cheap", byProvider.path("rows").get(0).path("provider").stringValue());
      assertEquals(0.06, byProvider.path("rows").get(0).path("spent").doubleValue());
      assertEquals(2, byProvider.path("rows").get(0).path("attempts").intValue());
      JsonNode byDay = rig.get("/mjr/spend?by=mode,action&from=2025-12-01&to=2026-01-31").json();
      assertEquals(1, byDay.path("rows").size(), byDay::toString);
      assertEquals("imagine", byDay.path("rows").get(0).path("action").stringValue());
      assertEquals(0.11, byDay.path("rows").get(0).path("spent").doubleValue());
      assertEquals(
          0, rig.get("/mjr/spend?from=2024-01-01&to=2024-01-31").json().path("rows").size());
    }
  }

  /** Day by day where money has days, so that what a cap counts today is in it. */
  @Test
  void spend_withoutDays_isOfThirtyToToday() {
    RoutingSettings.Builder west = RoutingSettings.builder().zone(ZoneId.of("America/New_York"));
    try (ProxyRig rig = ProxyRig.of(ProxySettings.builder(), west, cheap)) {
      rig.imagine();
      JsonNode first = rig.get("/mjr/spend").json();
      assertEquals("2025-12-02", first.path("from").stringValue());
      assertEquals("2025-12-31", first.path("to").stringValue());
      assertEquals(1, first.path("rows").size(), first::toString);

      rig.time.advance(Duration.ofDays(29));
      assertEquals(1, rig.get("/mjr/spend").json().path("rows").size());
      rig.time.advance(Duration.ofDays(1));
      assertEquals(0, rig.get("/mjr/spend").json().path("rows").size());
    }
  }

  @Test
  void explain_sendsNothingAndChangesNothing() {
    try (ProxyRig rig = ProxyRig.open(cheap, dear)) {
      JsonNode told = rig.post("/mjr/explain?action=imagine", ProxyRig.IMAGINE).json();
      assertEquals("cheap/fast", told.path("chosen").stringValue());
      assertEquals("CHOSEN", told.path("routes").get(0).path("reason").stringValue());
      assertEquals("KEPT", told.path("routes").get(1).path("reason").stringValue());
      JsonNode none = rig.post("/mjr/explain", "{\"prompt\":\"x\",\"mode\":\"TURBO\"}").json();
      assertTrue(none.path("chosen").isNull(), none::toString);
      assertEquals(0, cheap.requests() + dear.requests());
      assertEquals(List.of(), ids(rig.get("/mjr/tasks")));
      rig.post("/mjr/explain?action=no-such", "{}").expect(400, 4);
      rig.post("/mjr/explain?action=imagine", "{}").expect(400, 4);
      rig.post("/mjr/explain?action=../x", "{}").expect(400, 4);
    }
  }

  @Test
  void listAndQueue_areTheClientsOwn() {
    ProxySettings.Builder two =
        ProxySettings.builder()
            .client("a", ClientSettings.builder("ka").build())
            .client("b", ClientSettings.builder("kb").build());
    cheap.thenAccepts("h-1").thenAccepts("h-2");
    cheap.shows(ProxyRig.success("h-1").build());
    try (ProxyRig rig = ProxyRig.of(two, cheap)) {
      String one =
          rig.send(TestRequest.post("/mj/submit/imagine", ProxyRig.IMAGINE).key("ka")).result();
      rig.pass(Duration.ofMinutes(1));
      String next =
          rig.send(TestRequest.post("/mj/submit/imagine", ProxyRig.IMAGINE).key("ka")).result();
      rig.time.advance(Duration.ofSeconds(1));
      String last =
          rig.send(TestRequest.post("/mj/submit/imagine", ProxyRig.IMAGINE).key("ka")).result();
      assertEquals(
          List.of(last, next, one), bare(rig.send(TestRequest.get("/mj/task/list").key("ka"))));
      assertEquals(
          List.of(next, last), bare(rig.send(TestRequest.get("/mj/task/queue").key("ka"))));
      assertEquals("[]", rig.send(TestRequest.get("/mj/task/list").key("kb")).text());
      assertEquals("[]", rig.send(TestRequest.get("/mj/task/queue").key("kb")).text());
    }
  }

  private static List<String> bare(Answered answer) {
    List<String> ids = new ArrayList<>();
    answer.json().forEach(task -> ids.add(task.path("id").stringValue()));
    return ids;
  }
}
