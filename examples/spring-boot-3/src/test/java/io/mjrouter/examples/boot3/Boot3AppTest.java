package io.mjrouter.examples.boot3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.mjrouter.Midjourney;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.simulator.HttpSimulatedHost;
import io.mjrouter.provider.simulator.SimulatedHost;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

/** The application, with the versions of libraries that Spring Boot 3 manages. */
@Timeout(120)
class Boot3AppTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final HttpSimulatedHost host =
      HttpSimulatedHost.start(
          KnownProfiles.deerApi(),
          SimulatedHost.builder(KnownProfiles.deerApi(), TimeSource.system()).speed(1000).build());
  private ConfigurableApplicationContext application;

  @BeforeEach
  void start(@TempDir Path directory) {
    application =
        SpringApplication.run(
            Boot3App.class,
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--cards.deer.key=" + HttpSimulatedHost.KEY,
            "--cards.deer.url=" + host.baseUrl(),
            "--cards.pictures=" + directory.resolve("pictures"),
            "--spring.datasource.url=jdbc:h2:file:"
                + directory.resolve("cards;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"));
  }

  @AfterEach
  void close() {
    application.close();
    host.close();
  }

  private HttpResponse<byte[]> send(String method, String path) throws Exception {
    String port = application.getEnvironment().getProperty("local.server.port");
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofByteArray());
  }

  @Test
  void versions_areThoseOfSpringBoot3() {
    assertTrue(SpringBootVersion.getVersion().startsWith("3."), SpringBootVersion.getVersion());
    assertTrue(jar(MeterRegistry.class).contains("micrometer-core-1.15."));
    assertTrue(jar(ObjectMapper.class).contains("jackson-databind-2.19."));
  }

  private static String jar(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }

  @Test
  void card_isDrawnAndMeasured() throws Exception {
    String drawing = new String(send("POST", "/cards?prompt=a%20red%20fox").body(), UTF_8);
    String id = drawing.replaceAll("\\D", "");
    assertEquals("{\"id\":\"" + id + "\",\"status\":\"QUEUED\"}", drawing);
    Task card = application.getBean(Midjourney.class).await(TaskId.of(id));

    assertEquals(TaskStatus.SUCCEEDED, card.status());
    assertEquals("PNG", new String(send("GET", "/cards/" + id + "/picture").body(), 1, 3, UTF_8));
    MeterRegistry meters = application.getBean(MeterRegistry.class);
    assertEquals(1, meters.get("mj.submit").tag("provider", "deer").timer().count());
    assertEquals(1, meters.get("mj.attempt").tag("provider", "deer").timer().count());
  }

  @Test
  void hook_ofNobody_isNotFound() throws Exception {
    assertEquals(404, send("POST", "/mjr/hooks/nobody").statusCode());
  }
}
