package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
    gateway = RunningGateway.start(folder);
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
}
