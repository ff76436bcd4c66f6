package io.mjrouter.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.simulator.HttpSimulatedHost;
import io.mjrouter.provider.simulator.SimulatedHost;
import io.mjrouter.spi.Profile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application at two hosts over real connections, of which one dies. */
@Timeout(120)
class FailoverTest {

  private static HttpSimulatedHost host(Profile profile) {
    return HttpSimulatedHost.start(
        profile, SimulatedHost.builder(profile, TimeSource.system()).speed(1000).build());
  }

  private static ConfigurableApplicationContext start(
      Path directory, HttpSimulatedHost deer, HttpSimulatedHost comet) {
    return SpringApplication.run(
        SpringApp.class,
        "--server.port=0",
        "--app.directory=" + directory,
        "--midjourney.providers.sim-deer.enabled=false",
        "--midjourney.providers.sim-comet.enabled=false",
        "--midjourney.providers.deer.type=deerapi",
        "--midjourney.providers.deer.base-url=" + deer.baseUrl(),
        "--midjourney.providers.deer.api-key=" + HttpSimulatedHost.KEY,
        "--midjourney.providers.deer.prices.default.fast=0.02",
        "--midjourney.providers.comet.type=cometapi",
        "--midjourney.providers.comet.base-url=" + comet.baseUrl(),
        "--midjourney.providers.comet.api-key=" + HttpSimulatedHost.KEY,
        "--midjourney.providers.comet.prices.default.fast=0.05",
        // Its balance is asked for at an address that is not the host's.
        "--midjourney.providers.comet.balance.enabled=false",
        "--midjourney.routing.modes=fast");
  }

  private static List<String> drawn(Midjourney midjourney) throws InterruptedException {
    Task task = midjourney.await(midjourney.submit(Imagine.of("a red fox")).id());
    assertEquals(TaskStatus.SUCCEEDED, task.status());
    return task.attempts().stream()
        .map(attempt -> attempt.route() + " " + attempt.state())
        .toList();
  }

  @Test
  void hostStopped_nextPictureComesThroughTheOther(@TempDir Path directory) throws Exception {
    try (HttpSimulatedHost deer = host(KnownProfiles.deerApi());
        HttpSimulatedHost comet = host(KnownProfiles.cometApi());
        ConfigurableApplicationContext application = start(directory, deer, comet)) {
      Midjourney midjourney = application.getBean(Midjourney.class);
      assertEquals(List.of("deer/fast " + Attempt.State.ACCEPTED), drawn(midjourney));

      deer.down();
      assertEquals(
          List.of("deer/fast " + Attempt.State.NOT_SENT, "comet/fast " + Attempt.State.ACCEPTED),
          drawn(midjourney));
      assertEquals(1, deer.paidSubmissions());
      assertEquals(1, comet.paidSubmissions());
    }
  }
}
