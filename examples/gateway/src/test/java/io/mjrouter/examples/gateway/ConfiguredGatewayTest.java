package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be set, and what outlives the process. */
@Timeout(300)
class ConfiguredGatewayTest {

  private static final String FOX = "{\"prompt\":\"a red fox in fresh snow\"}";
  private static final String ALICE = "secret-canary-of-alice-0123456789";
  private static final String BOB = "secret-canary-of-bob-0123456789";

  @TempDir private Path folder;

  @Test
  void task_afterARestart_isKnownWithItsPicture() throws Exception {
    String id;
    JsonNode before;
    try (RunningGateway first = RunningGateway.start(folder)) {
      id = first.submit("/mj/submit/imagine", FOX);
      first.await(id);
      before = first.get("/mj/task/" + id + "/fetch").json();
    }

    try (RunningGateway second = RunningGateway.start(folder)) {
      JsonNode after = second.get("/mj/task/" + id + "/fetch").json();
      assertThat(after.path("status").asString()).isEqualTo("SUCCESS");
      assertThat(after.path("finishTime")).isEqualTo(before.path("finishTime"));
      assertThat(second.get(after.path("imageUrl").asString()).type()).isEqualTo("image/png");
      // Simulated hosts end with the process, and have no picture to go on with.
      Answer pressed = second.post("/mj/submit/simple-change", "{\"content\":\"" + id + " U1\"}");
      assertThat(pressed.refusal()).isEqualTo("400 application/json 4");
      assertThat(pressed.json().path("description").asString()).isEqualTo("task_not_found");
    }
  }

  @Test
  void clients_withKeys_haveTheirOwnTasks() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(
            folder,
            "--midjourney.proxy.clients.alice.key=" + ALICE,
            "--midjourney.proxy.clients.bob.key=" + BOB)) {
      assertThat(gateway.post("/mj/submit/imagine", FOX).refusal())
          .isEqualTo("401 application/json 4");
      assertThat(gateway.post("/mj/submit/imagine", FOX, "mj-api-secret", "wrong").refusal())
          .isEqualTo("401 application/json 4");

      String id = gateway.submit("/mj/submit/imagine", FOX, "Authorization", "Bearer " + ALICE);
      String fetch = "/mj/task/" + id + "/fetch";

      assertThat(gateway.get(fetch, "mj-api-secret", ALICE).status()).isEqualTo(200);
      assertThat(gateway.get(fetch, "mj-api-secret", BOB).refusal())
          .isEqualTo("400 application/json 4");
      assertThat(gateway.get("/mjr/providers", "mj-api-secret", ALICE).status()).isEqualTo(403);
    }
  }

  @Test
  void provider_configuredInAFile_isTheOnlyOne() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("hosts.yml"),
            """
            midjourney:
              providers:
                deer:
                  type: deerapi
                  api-key: sk-secret-canary
                  balance: { enabled: false }
            """);

    try (RunningGateway gateway =
        RunningGateway.start(folder, "--spring.config.additional-location=" + file)) {
      JsonNode providers = gateway.get("/mjr/providers").json().path("providers");
      assertThat(providers.size()).isEqualTo(1);
      assertThat(providers.get(0).path("name").asString()).isEqualTo("deer");
      assertThat(gateway.get("/actuator/health").text()).doesNotContain("SIMULATED");
      assertThat(folder.resolve("tasks.mv.db")).exists();
      assertThat(folder.resolve("simulated.mv.db")).doesNotExist();
    }
  }

  @Test
  void database_set_isWhereTasksAre() throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.start();
        RunningGateway gateway =
            RunningGateway.start(
                folder,
                "--spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
                "--midjourney.images.keep=none")) {
      String id = gateway.submit("/mj/submit/imagine", FOX);
      gateway.await(id);

      assertThat(gateway.get("/mj/task/" + id + "/fetch").text()).contains("\"SUCCESS\"");
      JsonNode components = gateway.get("/actuator/health").json().path("components");
      assertThat(components.path("db").path("details").path("database").asString())
          .isEqualTo("PostgreSQL");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void management_onAPortOfItsOwn_isNotWhereClientsAre() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(folder, "--management.server.port=0")) {
      assertThat(gateway.get("/actuator/health").status()).isEqualTo(404);
      assertThat(gateway.get("/mjr/providers").status()).isEqualTo(200);
      assertThat(atManagement(gateway, "GET /actuator/health").status()).isEqualTo(200);
      for (String path : List.of("/", "/nothing", "/actuator/nothing", "/mj/task/1/fetch")) {
        assertThat(atManagement(gateway, "GET " + path).refusal())
            .as(path)
            .isEqualTo("404 application/json 4");
      }
      assertThat(atManagement(gateway, "PUT /actuator/health").refusal())
          .isEqualTo("405 application/json 4");
      assertThat(atManagement(gateway, "GET /a%2Fb").refusal()).isEqualTo("400 application/json 4");
    }
  }

  private static Answer atManagement(RunningGateway gateway, String line) {
    return new Curl(gateway.managementPort())
        .raw(line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
  }

  @Test
  void open_everywhere_saysThatNobodyIsServed() {
    List<String> lines = linesOf("--server.address=0.0.0.0");

    assertThat(lines).anyMatch(line -> line.contains("/mj to NOBODY: "));
  }

  @Test
  void log_asJson_isNothingElseAndSaysSimulated() {
    var json = new JsonMapper();

    List<String> messages =
        linesOf("--logging.structured.format.console=ecs").stream()
            .map(line -> json.readTree(line).path("message").asString())
            .toList();

    assertThat(messages).anyMatch(message -> message.startsWith("serving the MJ protocol at "));
    assertThat(messages).anyMatch(message -> message.startsWith("SIMULATED: [sim-comet"));
  }

  /** What a gateway says from its start to its end. */
  private List<String> linesOf(String... arguments) {
    PrintStream console = System.out;
    var captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      RunningGateway.start(folder, arguments).close();
    } finally {
      System.setOut(console);
    }
    return captured.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** A receiver on this machine, which is private and has to be listed. */
  @Test
  void hook_ofAClient_isCalledAndCounted() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
          received.add(signature + " " + body);
        });
    receiver.start();
    String hook = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    String body = "{\"prompt\":\"a red fox\",\"notifyHook\":\"" + hook + "\"}";
    try (RunningGateway gateway =
        RunningGateway.start(
            folder,
            "--midjourney.proxy.clients.alice.key=" + ALICE,
            "--midjourney.proxy.clients.alice.webhook-secret=" + ALICE + ALICE,
            "--midjourney.proxy.private-hosts=127.0.0.1")) {
      String id = gateway.submit("/mj/submit/imagine", body, "mj-api-secret", ALICE);
      String last = received.take();
      while (!last.contains("\"status\":\"SUCCESS\"")) {
        last = received.take();
      }

      assertThat(last).startsWith("v1,").contains("\"id\":\"" + id + "\"");
      assertThat(gateway.get("/actuator/prometheus").text())
          .contains("mj_webhook_out_total{result=\"delivered\"}");
    } finally {
      receiver.stop(0);
    }
  }
}
