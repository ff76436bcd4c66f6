package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What tests of the protocol's table share, which they take row by row, as curl would ask: a
 * running gateway before two simulated hosts, of which one never gets a picture done.
 */
abstract class ProtocolRows {

  static final String FOX = "{\"prompt\":\"a red fox in fresh snow\"}";
  static final String PNG =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
          + "awAAAABJRU5ErkJggg==";

  static final String ID = "[1-9]\\d{15}";
  static final String UNKNOWN = "1234567890123456";

  @TempDir static Path folder;
  static RunningGateway gateway;

  /** A picture of Alice's that is finished, and one that is under way for an hour. */
  static String grid;

  static String slow;

  @BeforeAll
  static void start() throws InterruptedException {
    gateway =
        RunningGateway.start(folder, "--spring.config.additional-location=classpath:protocol.yml");
    grid = result(post("/mj-fast/mj/submit/imagine", FOX));
    ended(grid);
    slow = result(post("/mj/submit/imagine", FOX, "X-MJ-Provider", "slow"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** Who may ask; {@code protocol.yml} says what. */
  enum Client {
    ALICE,
    BOB,
    /** Relaxed pictures alone. */
    CAROL,
    /** No money. */
    DAVE,
    /** One submission a minute. */
    ERIN;

    final String key = "secret-canary-of-" + name().toLowerCase(Locale.ROOT) + "-0123456789";
    final String bearer = "Bearer " + key;
  }

  static Answer get(String path) {
    return gateway.get(path, "Authorization", Client.ALICE.bearer);
  }

  static Answer post(String path, String body) {
    return gateway.post(path, body, "Authorization", Client.ALICE.bearer);
  }

  static Answer post(String path, String body, String header, String value) {
    return gateway.post(path, body, "Authorization", Client.ALICE.bearer, header, value);
  }

  static Answer as(Client client, String method, String path, String body) {
    return gateway.send(method, path, body, "Authorization", client.bearer);
  }

  /** The body of a row, with what only a run knows. */
  static String filled(String body) {
    return body.replace("GRID", grid).replace("SLOW", slow).replace("PNG", PNG);
  }

  /** What every answer has, and none may have. */
  static Answer well(Answer answer) {
    assertThat(answer.type()).as(answer.toString()).isEqualTo("application/json;charset=utf-8");
    assertThat(answer.header("X-Request-Id")).as(answer.toString()).isNotEmpty();
    assertThat(answer.header("Content-Length"))
        .as(answer.toString())
        .isEqualTo(Integer.toString(answer.body().length));
    assertThat(answer.text()).doesNotContain("Exception", "\tat ", "<html", "\": ");
    return answer;
  }

  static String result(Answer answer) {
    return well(answer).result();
  }

  static void isRefused(Answer answer, int status, int code) {
    assertThat(well(answer).refusal()).isEqualTo(status + " application/json " + code);
    assertThat(answer.json().has("result")).as(answer.toString()).isFalse();
    assertThat(answer.json().path("description").isString()).as(answer.toString()).isTrue();
  }

  static JsonNode task(String id) {
    return well(get("/mj/task/" + id + "/fetch")).json();
  }

  /** The task as it is shown once it is over. */
  static JsonNode ended(String id) throws InterruptedException {
    gateway.await(id);
    JsonNode task = task(id);
    // What the router knows is shown a moment later.
    while (!task.path("progress").asString().equals("100%")) {
      task = task(id);
    }
    return task;
  }
}
