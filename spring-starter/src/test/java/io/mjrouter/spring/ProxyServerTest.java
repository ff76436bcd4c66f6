package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class ProxyServerTest {

  private static final String ON = "midjourney.proxy.enabled=true";
  private static final String KEY = "web-secret-canary-0123456789abcdef";
  private static final String CLIENT = "midjourney.proxy.clients.web.key=" + KEY;
  private static final String FOX = "{\"prompt\":\"a red fox\"}";

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type"))
        .as(answer.uri() + " " + answer.statusCode() + " " + answer.body())
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    return JsonMapper.shared().readTree(answer.body());
  }

  private static JsonNode finished(Server server, String id) {
    for (int look = 0; look < 3_000; look++) {
      JsonNode task =
          json(server.get("/mj/task/" + id + "/fetch", "Authorization", "Bearer " + KEY));
      if (task.get("status").asString().equals("SUCCESS")) {
        return task;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    throw new AssertionError("not finished: " + id);
  }

  @Test
  void picture_isDrawnFetchedAndStreamed() throws IOException {
    try (Server server = Server.simulated(ON, CLIENT)) {
      JsonNode taken =
          json(server.post("/mj/submit/imagine", FOX, "Authorization", "Bearer " + KEY));
      assertThat(taken.get("code").asInt()).isIn(1, 22);
      JsonNode task = finished(server, taken.get("result").asString());
      URI picture = URI.create(task.get("imageUrl").asString());
      assertThat(picture.toString()).startsWith(server.url() + "/mj/image/");
      try (InputStream in = picture.toURL().openStream()) {
        assertThat(in.readAllBytes()).hasSizeGreaterThan(1_000);
      }
    }
  }

  @Test
  void hostThinks_idIsToldMeanwhile_andTheSubmissionGoesOn() throws IOException {
    CountDownLatch answer = new CountDownLatch(1);
    HttpServer host = host(answer);
    try (Server server =
        Server.open(
            List.of(Server.Application.class), at(host, "midjourney.proxy.submit-wait=1ms"))) {
      HttpResponse<String> told =
          server.post("/mj/submit/imagine", FOX, "Authorization", "Bearer " + KEY);
      String id = json(told).get("result").asString();
      assertThat(json(told).get("code").asInt()).isEqualTo(1);
      assertThat(told.headers().firstValue("Connection")).hasValue("close");
      assertThat(answer.getCount()).isEqualTo(1);
      answer.countDown();
      assertThat(finished(server, id).get("progress").asString()).isEqualTo("100%");
    } finally {
      answer.countDown();
      host.stop(0);
    }
  }

  /**
   * Its host ends the connection under the picture: while nothing has been sent on that can be
   * said, and later only by ending this connection too.
   */
  @ParameterizedTest
  @CsvSource({"100, 502", "50000, 0"})
  void f90_pictureThatBreaksOff_isToldOrCutOff_andIsOneLineOfTheLog(int sent, int status)
      throws IOException {
    HttpServer host = host(new CountDownLatch(0));
    host.createContext("/17.png", exchange -> breakOff(exchange, sent));
    try (Logs logs = Logs.capture();
        Server server = Server.open(List.of(Server.Application.class), at(host))) {
      String id =
          json(server.post("/mj/submit/imagine", FOX, "Authorization", "Bearer " + KEY))
              .get("result")
              .asString();
      URI picture = URI.create(finished(server, id).get("imageUrl").asString());
      String path = picture.getRawPath() + "?" + picture.getRawQuery();
      if (status == 0) {
        assertThatThrownBy(() -> server.get(path)).hasCauseInstanceOf(IOException.class);
      } else {
        HttpResponse<String> told = server.get(path);
        assertThat(told.statusCode()).isEqualTo(status);
        assertThat(json(told).get("description").asString()).contains("picture");
        assertThat(told.headers().firstValue("Cache-Control")).isEmpty();
      }
      assertThat(logs.text())
          .containsOnlyOnce("/mj/image/" + id)
          .doesNotContain("Servlet.service()")
          .doesNotContain(picture.getRawQuery());
    } finally {
      host.stop(0);
    }
  }

  private static void breakOff(HttpExchange exchange, int sent) throws IOException {
    byte[] png = new byte[sent];
    byte[] head = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    System.arraycopy(head, 0, png, 0, head.length);
    exchange.sendResponseHeaders(200, 100_000);
    exchange.getResponseBody().write(png);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private static List<String> at(HttpServer host, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                ON,
                CLIENT,
                "midjourney.tasks.poll.min=10ms",
                "midjourney.tasks.poll.max=20ms",
                "midjourney.providers.own.type=compatible",
                "midjourney.providers.own.api-key=k",
                "midjourney.providers.own.base-url=http:/" + host.getAddress()));
    all.addAll(List.of(more));
    return all;
  }

  /** A host that takes submissions once it is let, and whose pictures are finished at once. */
  private static HttpServer host(CountDownLatch answer) throws IOException {
    HttpServer host = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    host.setExecutor(command -> new Thread(command).start());
    host.createContext(
        "/",
        exchange -> {
          boolean submission = exchange.getRequestURI().getPath().contains("/submit/");
          exchange.getRequestBody().readAllBytes();
          if (submission) {
            Uninterruptibles.awaitUninterruptibly(answer);
          }
          byte[] body =
              (submission
                      ? "{\"code\":1,\"description\":\"Submit success\",\"result\":\"17\"}"
                      : "{\"id\":\"17\",\"action\":\"IMAGINE\",\"status\":\"SUCCESS\","
                          + "\"progress\":\"100%\",\"imageUrl\":\"http:/"
                          + host.getAddress()
                          + "/17.png\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    host.start();
    return host;
  }

  @Test
  void noClients_servesItsOwnMachine() {
    try (Server server = Server.simulated(ON)) {
      assertThat(json(server.post("/mj/submit/imagine", FOX)).get("result").isString()).isTrue();
      assertThat(json(server.get("/mjr/providers")).get("providers")).isNotEmpty();
    }
  }

  @Test
  void noClients_aServerThatListensEverywhere_servesNobody() {
    try (Server server = Server.simulated(ON, "server.address=0.0.0.0")) {
      HttpResponse<String> answer = server.post("/mj/submit/imagine", FOX);
      assertThat(answer.statusCode()).isIn(401, 403);
      assertThat(json(answer).has("result")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"framework, 127.0.0.1", "native, 127.0.0.1", "native, no.such.host"})
  void noClients_whatWasForwarded_isNotFromThisMachine_thoughItsHeadersAreReadAway(
      String strategy, String from) {
    try (Server server = Server.simulated(ON, "server.forward-headers-strategy=" + strategy)) {
      HttpResponse<String> answer = server.get("/mjr/providers", "X-Forwarded-For", from);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(json(answer).has("providers")).isFalse();
      // Tomcat calls every request forwarded that comes from where a proxy may stand.
      boolean told = strategy.equals("framework");
      assertThat(server.get("/mjr/providers").statusCode()).isEqualTo(told ? 200 : 403);
    }
  }

  @Test
  void wrongKey_isRefused() {
    try (Server server = Server.simulated(ON, CLIENT)) {
      HttpResponse<String> answer =
          server.post("/mj/submit/imagine", FOX, "Authorization", "Bearer other");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(json(answer).get("code").asInt()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /mj/submit/imagine",
        "PUT /mj/submit/imagine",
        "DELETE /mj/task/1/fetch",
        "PATCH /mj/nothing",
        "OPTIONS /mj/submit/imagine",
        "PROPFIND /mj/submit/imagine",
        "GET /mj/",
        "GET /mj/nothing/at/all",
        "GET /mj-fast/mj/nothing",
        "GET /a/b/mj/nothing",
        "GET /mj/task/%20/fetch",
        "GET /mj/task/..%2e/fetch",
        "GET /mj/;x=1/submit/imagine",
        "GET /mj//task/1/fetch",
        "GET /mj/task/1/fetch/",
        "GET /mjr/",
        "GET /mjr/nothing"
      })
  void f95_everyMethodAndOddPath_isAnsweredInJson(String line) {
    try (Server server = Server.simulated(ON, CLIENT)) {
      String[] parts = line.split(" ");
      HttpResponse<String> answer =
          server.send(parts[0], parts[1], "", "Authorization", "Bearer " + KEY);
      assertThat(answer.statusCode()).isBetween(200, 499);
      if (!answer.body().isEmpty()) {
        json(answer);
      }
      assertThat(answer.body()).doesNotContain("<", "Exception", "timestamp");
    }
  }

  @Test
  void bodyBeyondTheCap_isRefusedInJson() {
    try (Server server = Server.simulated(ON, CLIENT, "midjourney.proxy.max-body=1KB")) {
      HttpResponse<String> answer =
          server.post(
              "/mj/submit/imagine",
              "{\"prompt\":\"" + "x".repeat(4_000) + "\"}",
              "Authorization",
              "Bearer " + KEY);
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(json(answer).get("code").asInt()).isEqualTo(4);
    }
  }

  @Test
  void f92_refusedWhileItsBodyDrips_isCutOffAtOnce() throws IOException {
    try (Server server = Server.simulated(ON, CLIENT, "server.tomcat.connection-timeout=10m")) {
      for (String length : List.of("Content-Length: 1000000", "Transfer-Encoding: chunked")) {
        assertThat(server.sendBeginning("/mj/submit/imagine", length)).startsWith("HTTP/1.1 401");
      }
    }
  }

  @Test
  void otherPaths_areTheApplications() {
    try (Server server = Server.simulated(ON, CLIENT)) {
      HttpResponse<String> answer = server.get("/shop");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("timestamp");
    }
  }

  @Test
  void switchedOff_nothingIsThere() {
    try (Server server = Server.simulated(CLIENT)) {
      assertThat(server.context().containsBean("midjourneyProxyFilter")).isFalse();
      assertThat(server.get("/mj/task/1/fetch").body()).contains("timestamp");
    }
  }

  @Test
  void springSecurity_standsBehindIt() {
    try (Server server = Server.secured(WebhookServerTest.Guarded.class, ON, CLIENT)) {
      HttpResponse<String> answer =
          server.post("/mj/submit/imagine", FOX, "Authorization", "Bearer other");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(json(answer).get("code").asInt()).isEqualTo(4);
      assertThat(server.get("/shop").statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mj/task%2F1/fetch", "/mj/\\task", "/mj/task/%zz/fetch"})
  void pathThatTheContainerRefusesItself_isNotAnsweredWithAPage(String path) throws IOException {
    try (Server server = Server.simulated(ON, CLIENT);
        Socket socket = new Socket("127.0.0.1", URI.create(server.url()).getPort())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 40").doesNotContain("<html", "<!doctype");
    }
  }
}
