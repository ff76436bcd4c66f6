package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The gateway without any configuration. */
class GatewayTest {

  private static final String FOX = "{\"prompt\":\"a red fox in fresh snow\"}";

  @TempDir private static Path folder;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    // Longer than a test may last: nothing here is to end because the other side was silent.
    gateway = RunningGateway.start(folder, "--server.tomcat.connection-timeout=5m");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void imagine_followedToItsPicture_thenPressed() throws Exception {
    Answer submitted = gateway.post("/mj/submit/imagine", FOX);
    assertThat(submitted.status()).isEqualTo(200);
    assertThat(submitted.text()).startsWith("{\"code\":1,").contains("\"result\":\"");
    String grid = submitted.json().path("result").asString();

    gateway.await(grid);
    JsonNode drawn = gateway.get("/mj/task/" + grid + "/fetch").json();
    assertThat(drawn.path("status").asString()).isEqualTo("SUCCESS");
    assertThat(drawn.path("progress").asString()).isEqualTo("100%");

    Answer picture = gateway.get(drawn.path("imageUrl").asString());
    assertThat(picture.status()).isEqualTo(200);
    assertThat(picture.type()).isEqualTo("image/png");
    assertThat(picture.body()).startsWith(0x89, 'P', 'N', 'G');

    JsonNode u1 = drawn.path("buttons").get(0);
    assertThat(u1.path("label").asString()).isEqualTo("U1");
    String button = u1.path("customId").asString();
    String upscaled =
        gateway.submit(
            "/mj/submit/action", "{\"taskId\":\"" + grid + "\",\"customId\":\"" + button + "\"}");
    gateway.await(upscaled);

    JsonNode listed =
        gateway
            .post("/mj/task/list-by-condition", "{\"ids\":[\"" + upscaled + "\",\"77\"]}")
            .json();
    assertThat(listed.size()).isEqualTo(1);
    assertThat(listed.get(0).path("id").asString()).isEqualTo(upscaled);
    assertThat(listed.get(0).path("action").asString()).isEqualTo("UPSCALE");
    assertThat(listed.get(0).path("status").asString()).isEqualTo("SUCCESS");
  }

  @Test
  void open_toPages_isClosed() throws Exception {
    assertThat(gateway.post("/mj/submit/imagine", FOX, "Content-Type", "text/plain").refusal())
        .isEqualTo("403 application/json 4");
  }

  @Test
  void f92_refusedWhileItsBodyDrips_isCutOffAtOnce() throws Exception {
    try (var socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout(60_000);
      String request =
          "POST /mj/nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3000000\r\n\r\n{";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(all).startsWith("HTTP/1.1 404");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/mj", "/mj/nothing", "/mjr/nothing", "/actuator/env"})
  void path_unknown_isRefusedInJson(String path) throws Exception {
    assertThat(gateway.get(path, "Accept", "text/html").refusal())
        .isEqualTo("404 application/json 4");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /mj/submit/imagine",
    "DELETE, /mj/task/1/fetch",
    "PUT, /mjr/providers",
    "PUT, /actuator/health"
  })
  void method_wrong_isRefusedInJson(String method, String path) throws Exception {
    assertThat(gateway.send(method, path, "").refusal()).isEqualTo("405 application/json 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET /mj/[x] HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /mj/%2Fx HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /mj/task/1/fetch HTTP/1.1\r\n\r\n"
      })
  void request_thatTomcatCannotRead_isRefusedInJson(String request) throws Exception {
    Answer answer = gateway.raw(request);

    assertThat(answer.refusal()).isEqualTo("400 application/json 4");
    assertThat(answer.text())
        .isEqualTo("{\"code\":4,\"description\":\"not a valid request\",\"properties\":{}}");
  }

  @Test
  void open_byAnotherName_isRefused() throws Exception {
    assertThat(gateway.get("/mjr/providers", "Host", "evil.example").refusal())
        .isEqualTo("403 application/json 4");
  }

  @Test
  void open_throughAProxy_isRefused() throws Exception {
    assertThat(gateway.get("/mjr/providers", "X-Forwarded-For", "203.0.113.7").refusal())
        .isEqualTo("403 application/json 4");
  }

  @Test
  void simulated_isSaidByHealthAndProviders() throws Exception {
    assertThat(gateway.get("/actuator/health").text()).contains("SIMULATED", "sim-deer");
    JsonNode providers = gateway.get("/mjr/providers").json().path("providers");
    assertThat(providers.size()).isEqualTo(3);
    providers.forEach(each -> assertThat(each.path("simulated").asBoolean()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"liveness", "readiness"})
  void health_probes_areUp(String probe) throws Exception {
    Answer answer = gateway.get("/actuator/health/" + probe);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("status").asString()).isEqualTo("UP");
  }

  @Test
  void prometheus_hasTheMeters() throws Exception {
    gateway.submit("/mj/submit/imagine", FOX);

    assertThat(gateway.get("/actuator/prometheus").text())
        .contains("mj_submit_seconds_count{", "mj_route_state{", "jvm_memory_used_bytes{");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/mj/../actuator/health",
        "/mj/task/../../actuator/health",
        "/mj/%2e%2e/actuator/health",
        "/mj/%2E%2E/%2e%2e/actuator/health",
        "/mj/..;/actuator/health",
        "/mj/submit/..\\imagine",
        "//mj/task/1/fetch",
        "/mj//task/1/fetch",
        "/mj;x=1/task/1/fetch",
        "/mj/task/1/fetch;jsessionid=1",
        "/mj/task/a/b/fetch",
        "/mj/task/%2e%2e%2factuator/fetch",
        "/mj/task/1%0d%0aX:y/fetch",
        "/mj/task/1%00/fetch",
        "/mj/%6d%6a/task/1/fetch",
        "/%6dj/task/1/fetch",
        "/mj/task/%zz/fetch",
        "/MJ/task/1/fetch",
        "/mj-fast/../mjr/providers",
        "http://evil.example/mj/nothing"
      })
  void f95_pathTrick_leadsNowhereAndIsJson(String path) {
    Answer answer =
        gateway.raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

    assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
    assertThat(answer.type()).startsWith("application/json");
    assertThat(answer.text()).contains("\"code\":4").doesNotContain("SIMULATED", "components", "<");
  }

  /** What follows an ambiguous request on its connection is not taken for a request of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n",
        "Content-Length: 4, 5\r\n",
        "Content-Length: +4\r\n",
        "Content-Length: 0x4\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: identity, chunked\r\nContent-Length: 4\r\n",
        "Transfer-Encoding : chunked\r\nContent-Length: 4\r\n",
        "X: y\rTransfer-Encoding: chunked\r\nContent-Length: 4\r\n"
      })
  void f95_smuggledRequest_isNotServed(String lengths) {
    Answer answer =
        gateway.raw(
            "POST /mj/submit/imagine HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Content-Type: application/json\r\n"
                + lengths
                + "\r\n0\r\n\r\nGET /mjr/providers HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

    assertThat(answer.status()).as(answer.toString()).isBetween(400, 501);
    assertThat(answer.text()).doesNotContain("\"providers\"", "HTTP/1.1 200", "<");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
  void f95_methodOverride_isIgnored(String header) {
    assertThat(gateway.get("/mj/submit/imagine", header, "POST").refusal())
        .isEqualTo("405 application/json 4");
    assertThat(gateway.post("/mj/submit/imagine?_method=GET", "{}").refusal())
        .isEqualTo("400 application/json 4");
  }

  @Test
  void f92_slowSenders_holdUpNobody() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket("127.0.0.1", gateway.port());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                ("POST /mj/submit/imagine HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
      }
      String id = gateway.submit("/mj/submit/imagine", FOX);
      gateway.await(id);
      assertThat(gateway.get("/mj/task/" + id + "/fetch").status()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }
}
