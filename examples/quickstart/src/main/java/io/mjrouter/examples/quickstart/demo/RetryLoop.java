package io.mjrouter.examples.quickstart.demo;

import io.mjrouter.model.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people write by hand: hosts in the order of their price, each asked twice, and on to the
 * next one after whatever went wrong.
 */
final class RetryLoop implements Contender {

  private static final int TRIES = 2;
  private static final Set<Integer> TAKEN = Set.of(1, 21, 22);

  /** No look of this demo comes late on purpose. */
  private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<DemoHost> hosts;
  private final TimeSource time;

  RetryLoop(List<DemoHost> hosts, TimeSource time) {
    this.hosts = hosts;
    this.time = time;
  }

  @Override
  public Optional<String> draw(String prompt) throws InterruptedException {
    for (DemoHost host : hosts) {
      for (int i = 0; i < TRIES; i++) {
        try {
          return Optional.of(picture(host, submit(host, prompt)));
        } catch (IOException | JacksonException e) {
          // Once more, and then the next host.
        }
      }
    }
    return Optional.empty();
  }

  private String submit(DemoHost host, String prompt) throws IOException, InterruptedException {
    String body = json.writeValueAsString(Map.of("prompt", prompt));
    JsonNode answer =
        send(
            request(host, "/mj/submit/imagine")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    if (!TAKEN.contains(answer.path("code").asInt(0))) {
      throw new IOException(answer.toString());
    }
    return answer.path("result").asString();
  }

  private String picture(DemoHost host, String id) throws IOException, InterruptedException {
    for (Duration waited = Duration.ZERO;
        waited.compareTo(PATIENCE) < 0;
        waited = waited.plus(LOOK_EVERY)) {
      time.sleep(LOOK_EVERY);
      JsonNode task = send(request(host, "/mj/task/" + id + "/fetch").timeout(LOOK_TIMEOUT).GET());
      switch (task.path("status").asString("")) {
        case "SUCCESS" -> {
          return task.path("imageUrl").asString();
        }
        case "FAILURE" -> throw new IOException(task.path("failReason").asString(""));
        default -> {}
      }
    }
    throw new IOException("not finished after " + PATIENCE);
  }

  private static HttpRequest.Builder request(DemoHost host, String path) {
    return HttpRequest.newBuilder(URI.create(host.address() + path))
        .timeout(DemoHost.TIMEOUT)
        .header(host.keyHeader(), host.keyValue());
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return json.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }

  @Override
  public void close() {}
}
