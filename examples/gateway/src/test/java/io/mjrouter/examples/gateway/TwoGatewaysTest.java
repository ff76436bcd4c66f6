package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.simulator.HttpSimulatedHost;
import io.mjrouter.provider.simulator.SimulatedHost;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two gateways on one database behind a plain TCP balancer are one to their clients. */
@Timeout(180)
class TwoGatewaysTest {

  private static final String FOX = "{\"prompt\":\"a red fox in fresh snow\"}";
  private static final long A_MOMENT = 20_000_000;

  @TempDir private Path folder;

  private static String[] settings(EmbeddedPostgres database, HttpSimulatedHost host) {
    return List.of(
            "--spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
            "--midjourney.providers.own.type=compatible",
            "--midjourney.providers.own.profile.compatible=plus",
            "--midjourney.providers.own.base-url=" + host.baseUrl(),
            "--midjourney.providers.own.api-key=" + HttpSimulatedHost.KEY,
            "--midjourney.providers.own.balance.enabled=false",
            "--midjourney.tasks.poll.min=50ms",
            "--midjourney.tasks.poll.max=50ms",
            "--midjourney.tasks.poll.per-second=100")
        .toArray(String[]::new);
  }

  /** Each look goes to the other gateway than the one before. */
  private static JsonNode ended(Curl curl, String id) {
    for (; ; ) {
      Answer answer = curl.get("/mj/task/" + id + "/fetch");
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      if (answer.json().path("progress").asString().equals("100%")) {
        return answer.json();
      }
      LockSupport.parkNanos(A_MOMENT);
    }
  }

  @Test
  void task_submittedAtOne_isFetchedPressedAndFinishedThroughTheOther() throws Exception {
    SimulatedHost drawing =
        SimulatedHost.builder(KnownProfiles.plus(), TimeSource.system()).speed(200).build();
    try (EmbeddedPostgres database = EmbeddedPostgres.start();
        HttpSimulatedHost host = HttpSimulatedHost.start(KnownProfiles.plus(), drawing);
        RunningGateway one = RunningGateway.start(folder, settings(database, host));
        RunningGateway other = RunningGateway.start(folder, settings(database, host));
        Balancer balancer = Balancer.before(one.port(), other.port())) {
      String grid = one.submit("/mj/submit/imagine", FOX);
      assertThat(other.get("/mj/task/" + grid + "/fetch").json().path("id").asString())
          .isEqualTo(grid);
      String button = ended(other.curl(), grid).path("buttons").get(0).path("customId").asString();

      String pressed =
          other.submit(
              "/mj/submit/action", "{\"taskId\":\"" + grid + "\",\"customId\":\"" + button + "\"}");
      assertThat(ended(one.curl(), pressed).path("status").asString()).isEqualTo("SUCCESS");

      Curl curl = balancer.curl();
      String again =
          curl.post("/mj/submit/simple-change", "{\"content\":\"" + grid + " U2\"}").result();
      JsonNode finished = ended(curl, again);
      assertThat(finished.path("status").asString()).isEqualTo("SUCCESS");
      String link = finished.path("imageUrl").asString();
      assertThat(curl.get(link).body()).startsWith(0x89, 'P', 'N', 'G');
      assertThat(curl.get(link).body()).isEqualTo(curl.get(link).body());
      String listed = "{\"ids\":[\"" + grid + "\",\"" + pressed + "\",\"" + again + "\"]}";
      for (int node = 0; node < 2; node++) {
        assertThat(curl.post("/mj/task/list-by-condition", listed).json().size()).isEqualTo(3);
      }
      assertThat(balancer.connections()).isGreaterThan(4);
      assertThat(host.paidSubmissions()).isEqualTo(3);
    }
  }
}
