package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.simulator.HttpSimulatedHost;
import io.mjrouter.provider.simulator.SimulatedHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A gateway in a process of its own is killed under load while its clients submit and poll, and
 * started again: every client's task goes on under the id that it was given.
 */
@Tag("long")
@Timeout(600)
class GatewayKillTest {

  private static final int CLIENTS = 6;
  private static final int ORDERS = 10;
  private static final int KILLS = Integer.getInteger("kills", 3);
  private static final long A_MOMENT = 50_000_000;
  private static final String NEVER_SENT = "no route took it";

  @TempDir private Path folder;

  private final Map<String, String> ids = new ConcurrentHashMap<>();
  private final AtomicInteger taken = new AtomicInteger();
  private final int port = freePort();
  private final Curl curl = new Curl(port);

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(HttpSimulatedHost host) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Gateway.class.getName());
    command.addAll(
        List.of(
            "--server.port=" + port,
            "--gateway.directory=" + folder,
            "--midjourney.providers.own.type=compatible",
            "--midjourney.providers.own.profile.compatible=plus",
            "--midjourney.providers.own.base-url=" + host.baseUrl(),
            "--midjourney.providers.own.api-key=" + HttpSimulatedHost.KEY,
            "--midjourney.providers.own.balance.enabled=false",
            // What a killed sender left is given up soon.
            "--midjourney.routing.submit-deadline=10s",
            "--midjourney.tasks.unknown-expiry=20s",
            "--midjourney.tasks.poll.min=100ms",
            "--midjourney.tasks.poll.max=500ms",
            "--midjourney.tasks.poll.per-second=100"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("gateway.log").toFile()))
        .start();
  }

  /** Asks until there is somebody who answers. */
  private Answer asked(String method, String path, String body, String... headers) {
    for (; ; ) {
      try {
        return curl.send(method, path, body, headers);
      } catch (UncheckedIOException | AssertionError e) {
        LockSupport.parkNanos(A_MOMENT);
      }
    }
  }

  /** One client: orders one picture after the other, then looks until all have ended. */
  private List<JsonNode> client(int number) {
    for (int order = 0; order < ORDERS; order++) {
      String key = "order-" + number + "-" + order;
      Answer answer;
      do {
        answer =
            asked(
                "POST",
                "/mj/submit/imagine",
                "{\"prompt\":\"a fox, number " + key + "\"}",
                "Idempotency-Key",
                key);
      } while (answer.status() == 503);
      ids.put(key, answer.result());
      taken.incrementAndGet();
      assertThat(asked("GET", "/mj/task/" + ids.get(key) + "/fetch", "").status()).isEqualTo(200);
    }
    List<JsonNode> ends = new ArrayList<>();
    for (int order = 0; order < ORDERS; order++) {
      ends.add(ended(ids.get("order-" + number + "-" + order)));
    }
    return ends;
  }

  private JsonNode ended(String id) {
    for (; ; ) {
      Answer answer = asked("GET", "/mj/task/" + id + "/fetch", "");
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(answer.json().path("id").asString()).isEqualTo(id);
      if (answer.json().path("progress").asString().equals("100%")) {
        return answer.json();
      }
      LockSupport.parkNanos(A_MOMENT);
    }
  }

  @Test
  void killedUnderLoad_everyTaskGoesOnUnderItsId() throws Exception {
    SimulatedHost drawing =
        SimulatedHost.builder(KnownProfiles.plus(), TimeSource.system())
            .speed(40)
            .concurrency(CLIENTS * ORDERS)
            .build();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    Process gateway = null;
    try (HttpSimulatedHost host = HttpSimulatedHost.start(KnownProfiles.plus(), drawing)) {
      gateway = start(host);
      CountDownLatch begun = new CountDownLatch(CLIENTS);
      List<Future<List<JsonNode>>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        clients.add(
            threads.submit(
                () -> {
                  begun.countDown();
                  return client(number);
                }));
      }
      begun.await();
      for (int kill = 1; kill <= KILLS; kill++) {
        while (taken.get() < kill * CLIENTS * ORDERS / (KILLS + 1)) {
          LockSupport.parkNanos(A_MOMENT / 10);
        }
        gateway.destroyForcibly().waitFor();
        gateway = start(host);
      }
      int drawn = 0;
      int notDrawn = 0;
      for (Future<List<JsonNode>> client : clients) {
        for (JsonNode end : client.get()) {
          if (end.path("status").asString().equals("SUCCESS")) {
            drawn++;
          } else {
            assertThat(end.path("failReason").asString()).isIn("UNKNOWN_OUTCOME", NEVER_SENT);
            notDrawn++;
          }
        }
      }
      assertThat(ids.values()).doesNotHaveDuplicates().hasSize(CLIENTS * ORDERS);
      assertThat(host.paidSubmissions()).isEqualTo(drawn);
      // Each kill may strike the one request of each client that is being sent.
      assertThat(notDrawn).isLessThanOrEqualTo(KILLS * CLIENTS);
      System.out.printf(
          "%d kills, %d tasks: %d drawn and paid once, %d never sent or unknown, no id lost%n",
          KILLS, ids.size(), drawn, notDrawn);
    } finally {
      threads.shutdownNow();
      if (gateway != null) {
        gateway.destroyForcibly();
      }
    }
  }
}
