package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class ActuatorServerTest {

  private static final String ALL = "management.endpoints.web.exposure.include=*";

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  @Test
  void endpoint_showsDrainsAndReadmits() {
    try (Server server = Server.simulated(ALL)) {
      JsonNode demo = json(server.get("/actuator/midjourney")).get("providers").get(0);
      assertThat(demo.get("name").asString()).isEqualTo("demo");
      assertThat(demo.get("routes").get(0).get("status").asString()).isEqualTo("OPEN");
      JsonNode drained = json(server.post("/actuator/midjourney/demo/drain", "{}"));
      assertThat(drained.get("drained").asBoolean()).isTrue();
      assertThat(json(server.get("/actuator/midjourney/demo")).get("drained").asBoolean()).isTrue();
      JsonNode health = json(server.get("/actuator/health"));
      assertThat(health.get("status").asString()).isEqualTo("OUT_OF_SERVICE");
      server.post("/actuator/midjourney/demo/readmit", "{}");
      assertThat(json(server.get("/actuator/health")).get("status").asString()).isEqualTo("UP");
      assertThat(server.get("/actuator/midjourney/nobody").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void endpoint_whatIsNotThere_isToldWhatIs() {
    try (Server server = Server.simulated(ALL)) {
      HttpResponse<String> nobody = server.post("/actuator/midjourney/nobody/drain", "{}");
      assertThat(nobody.statusCode()).isEqualTo(400);
      assertThat(json(nobody).path("message").asString(""))
          .isEqualTo("no provider of that name (expected: one of [demo])");
      HttpResponse<String> sold = server.post("/actuator/midjourney/demo/sell", "{}");
      assertThat(sold.statusCode()).isEqualTo(400);
      assertThat(json(sold).path("message").asString(""))
          .isEqualTo("no such action (expected: drain or readmit)");
    }
  }

  @Test
  void health_tellsTheCauseWithDetails() {
    try (Server server = Server.simulated(ALL, "management.endpoint.health.show-details=always")) {
      JsonNode midjourney =
          json(server.get("/actuator/health")).get("components").get("midjourney");
      assertThat(midjourney.get("status").asString()).isEqualTo("UP");
      assertThat(midjourney.get("details").get("simulated").asString()).contains("SIMULATED");
      assertThat(midjourney.get("details").get("providers").get("demo").get("fast").asString())
          .isEqualTo("open");
    }
  }

  @Test
  void meters_areInTheApplicationsRegistry() {
    try (Server server = Server.simulated(ALL)) {
      assertThat(server.get("/actuator/metrics/mj.route.state").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void readiness_isThereOnceUp_andGoneBeforeTheEnd() {
    List<Object> states = new CopyOnWriteArrayList<>();
    try (Server server = Server.simulated(ALL, "management.endpoint.health.probes.enabled=true")) {
      assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
      server
          .context()
          .addApplicationListener(
              (AvailabilityChangeEvent<?> event) -> states.add(event.getState()));
    }
    assertThat(states).contains(ReadinessState.REFUSING_TRAFFIC);
  }
}
