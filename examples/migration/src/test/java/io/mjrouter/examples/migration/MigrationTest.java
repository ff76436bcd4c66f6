package io.mjrouter.examples.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.examples.migration.after.After;
import io.mjrouter.examples.migration.before.Before;
import io.mjrouter.examples.migration.shop.Mail;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** The shop serves the same pages before and after, and buys the same at its host. */
@Timeout(120)
class MigrationTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final String READY = "\"status\":\"READY\",\"progress\":100";

  /** The mail that the shop would send. */
  @Primary
  @Component
  static class Outbox extends Mail {

    private final BlockingQueue<String> cards = new LinkedBlockingQueue<>();

    @Override
    public void ready(String card) {
      cards.add(card);
    }

    String next() throws InterruptedException {
      return cards.poll(60, TimeUnit.SECONDS);
    }
  }

  @TempDir private Path directory;

  private final HttpSimulatedHost host =
      HttpSimulatedHost.start(
          KnownProfiles.deerApi(),
          SimulatedHost.builder(KnownProfiles.deerApi(), TimeSource.system()).speed(1000).build());

  @AfterEach
  void close() {
    host.close();
  }

  private ConfigurableApplicationContext start(Class<?> shop, String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("spring.config.name=" + shop.getSimpleName().toLowerCase(Locale.ROOT));
    all.add(
        "spring.datasource.url=jdbc:h2:file:"
            + directory.resolve("cards;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"));
    all.add("server.address=127.0.0.1");
    all.add("server.port=0");
    String[] arguments = all.stream().map(property -> "--" + property).toArray(String[]::new);
    return new SpringApplicationBuilder(shop, Outbox.class).run(arguments);
  }

  private static HttpResponse<byte[]> send(
      ConfigurableApplicationContext shop, String method, String path) throws Exception {
    String url =
        "http://127.0.0.1:" + shop.getEnvironment().getProperty("local.server.port") + path;
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofByteArray());
  }

  /** A card without its id, which is none of the other shop's. */
  private record Seen(String id, String rest) {

    static Seen of(HttpResponse<byte[]> answer) {
      String body = new String(answer.body(), UTF_8);
      Matcher card = Pattern.compile("\\{\"id\":\"(\\d+)\",(.*)}").matcher(body);
      assertTrue(card.matches(), body);
      return new Seen(card.group(1), card.group(2));
    }
  }

  private void buysAGridAndItsSecondPart(ConfigurableApplicationContext shop) throws Exception {
    Outbox outbox = shop.getBean(Outbox.class);
    Seen grid = Seen.of(send(shop, "POST", "/cards?prompt=a%20red%20fox"));
    assertEquals(grid.id(), outbox.next());
    assertEquals(READY, Seen.of(send(shop, "GET", "/cards/" + grid.id())).rest());

    Seen part = Seen.of(send(shop, "POST", "/cards/" + grid.id() + "/parts/2"));
    assertEquals(part.id(), outbox.next());
    HttpResponse<byte[]> picture = send(shop, "GET", "/cards/" + part.id() + "/picture");
    assertEquals(200, picture.statusCode());
    assertEquals(List.of("image/png"), picture.headers().allValues("Content-Type"));
    assertEquals("PNG", new String(picture.body(), 1, 3, UTF_8));
    assertEquals(2, host.paidSubmissions());
  }

  @Test
  void before_drawsAGridAndItsSecondPart() throws Exception {
    try (ConfigurableApplicationContext shop =
        start(
            Before.class,
            "app.midjourney.base-url=" + host.baseUrl() + "/mj-fast",
            "app.midjourney.api-key=" + HttpSimulatedHost.KEY,
            "app.midjourney.sync=20ms",
            "app.pictures=" + directory.resolve("pictures"))) {
      buysAGridAndItsSecondPart(shop);
    }
  }

  @Test
  void after_drawsAGridAndItsSecondPart() throws Exception {
    try (ConfigurableApplicationContext shop =
        start(
            After.class,
            "midjourney.providers.deer.base-url=" + host.baseUrl(),
            "midjourney.providers.deer.api-key=" + HttpSimulatedHost.KEY,
            "midjourney.tasks.poll.min=20ms",
            "midjourney.tasks.poll.max=200ms",
            "midjourney.images.keep=" + directory.resolve("pictures"))) {
      buysAGridAndItsSecondPart(shop);
    }
  }
}
