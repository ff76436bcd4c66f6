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

  private static HttpSimulatedHost host() {
    Profile profile = KnownProfiles.newApi();
    return HttpSimulatedHost.start(
        profile, SimulatedHost.builder(profile, TimeSource.system()).speed(1000).build());
  }

  private static ConfigurableApplicationContext start(
      Path directory, HttpSimulatedHost one, HttpSimulatedHost two) {
    return SpringApplication.run(
        SpringApp.class,
        "--spring.profiles.active=two-hosts",
        "--server.port=0",
        "--app.directory=" + directory,
        "--midjourney.providers.one.base-url=" + one.baseUrl(),
        "--midjourney.providers.one.api-key=" + HttpSimulatedHost.KEY,
        "--midjourney.providers.two.base-url=" + two.baseUrl(),
        "--midjourney.providers.two.api-key=" + HttpSimulatedHost.KEY);
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
    try (HttpSimulatedHost one = host();
        HttpSimulatedHost two = host();
        ConfigurableApplicationContext application = start(directory, one, two)) {
      Midjourney midjourney = application.getBean(Midjourney.class);
      assertEquals(List.of("one/fast " + Attempt.State.ACCEPTED), drawn(midjourney));

      one.down();
      assertEquals(
          List.of("one/fast " + Attempt.State.NOT_SENT, "two/fast " + Attempt.State.ACCEPTED),
          drawn(midjourney));
      assertEquals(1, one.paidSubmissions());
      assertEquals(1, two.paidSubmissions());
    }
  }
}
