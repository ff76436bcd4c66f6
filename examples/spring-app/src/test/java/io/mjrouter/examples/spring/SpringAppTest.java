package io.mjrouter.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.Midjourney;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(120)
class SpringAppTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static ConfigurableApplicationContext start(Path directory, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--server.port=0", "--app.directory=" + directory));
    return SpringApplication.run(SpringApp.class, all.toArray(String[]::new));
  }

  private static String url(ConfigurableApplicationContext application) {
    return "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
  }

  private static TaskId draw(ConfigurableApplicationContext application) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url(application) + "/pictures?prompt=a%20red%20fox"))
            .POST(BodyPublishers.noBody())
            .build();
    String answer = CLIENT.send(request, BodyHandlers.ofString()).body();
    Matcher id = Pattern.compile("\"id\":\"(\\d+)\"").matcher(answer);
    assertTrue(id.find(), answer);
    return TaskId.of(id.group(1));
  }

  private static byte[] image(ConfigurableApplicationContext application, TaskId id)
      throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(URI.create(url(application) + "/pictures/" + id + "/image"))
                .build(),
            BodyHandlers.ofByteArray())
        .body();
  }

  @Test
  void picture_isDrawnShownAndThereAfterARestart(@TempDir Path directory) throws Exception {
    TaskId id;
    byte[] shown;
    try (ConfigurableApplicationContext application = start(directory)) {
      id = draw(application);
      Task drawn = application.getBean(Midjourney.class).await(id);
      assertEquals("sim-deer", drawn.route().orElseThrow().provider().name());
      shown = image(application, id);
      assertTrue(shown.length > 1_000);
    }
    try (ConfigurableApplicationContext application = start(directory)) {
      assertEquals(shown.length, image(application, id).length);
    }
  }

  @Test
  void answerOfAHostThatIsLost_isNoReasonToAskAgain(@TempDir Path directory) throws Exception {
    String fault = "--midjourney.providers.sim-deer.simulator.faults=bad-gateway";
    try (ConfigurableApplicationContext application = start(directory, fault)) {
      Task kept = application.getBean(Midjourney.class).get(draw(application));
      assertEquals(1, kept.attempts().size());
    }
  }

  @Test
  void oneHostStopped_theOtherDraws(@TempDir Path directory) throws Exception {
    try (ConfigurableApplicationContext application = start(directory)) {
      Midjourney midjourney = application.getBean(Midjourney.class);
      midjourney.drain(ProviderId.of("sim-deer"), true);
      Task drawn = midjourney.await(draw(application));
      assertEquals("sim-comet", drawn.route().orElseThrow().provider().name());
    }
  }
}
