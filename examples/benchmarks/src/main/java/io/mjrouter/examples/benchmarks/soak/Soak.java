package io.mjrouter.examples.benchmarks.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The gateway as it is shipped, under load, before three hosts that go wrong: its threads, its
 * descriptors and what is left of its heap must not grow, and nothing may be paid twice.
 *
 * <p>Needs Linux and {@code mvn -q -Pquick package}. Run in {@code examples/benchmarks}: {@code
 * java -cp 'target/quick-classes:target/lib/*' io.mjrouter.examples.benchmarks.soak.Soak [minutes]
 * [submissions a second]}. The exit code is 1 where something grew.
 */
public final class Soak {

  private static final String GATEWAY = "../gateway/target/gateway.jar";
  private static final int PORT = 18099;
  private static final URI ADDRESS = URI.create("http://127.0.0.1:" + PORT);

  /** In per cent of all submissions, at each host. */
  private static final String[] FAULTS = {
    "queue-full:3",
    "trouble:2",
    "saturated:1",
    "no-channel:1",
    "banned:1",
    "hang-up-before-reading:1",
    "hang-up-after-reading:1",
    "reset:1",
    "bad-gateway:1",
    "html:1",
    "truncated:1",
    "late-answer:1",
    "fail:2",
    "slow:1",
    "stall:1",
    "forget:1",
    "no-image:1",
    "go-back:1",
    "wrong-id:1"
  };

  private Soak() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
    int perSecond = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
    Path folder = Files.createTempDirectory("soak");
    Path settings = folder.resolve("hosts.yml");
    System.out.println("logs and files: " + folder);
    List<String> command =
        new ArrayList<>(
            List.of(
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                Hosts.class.getName(),
                settings.toString()));
    command.addAll(List.of(FAULTS));
    List<String> grown;
    try (Child hosts = Child.talking(folder.resolve("hosts.log"), command.toArray(String[]::new))) {
      hosts.answer();
      try (Child gateway = gateway(folder, settings)) {
        awaitReady();
        grown = soak(gateway, hosts, minutes, perSecond);
      }
    }
    System.out.println(grown.isEmpty() ? "nothing grew" : "grew: " + grown);
    System.exit(grown.isEmpty() ? 0 : 1);
  }

  /** Clocks and retention are short, so that every stage of a task's life is met many times. */
  private static Child gateway(Path folder, Path settings) throws IOException {
    return Child.silent(
        folder.resolve("gateway.log"),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-jar",
        GATEWAY,
        "--server.port=" + PORT,
        "--gateway.directory=" + folder,
        "--spring.config.additional-location=" + settings,
        "--midjourney.tasks.stall=60s",
        "--midjourney.tasks.accept=60s",
        "--midjourney.tasks.timeout=2m",
        "--midjourney.tasks.not-found-grace=5s",
        "--midjourney.tasks.unknown-expiry=60s",
        "--midjourney.tasks.poll.min=1s",
        "--midjourney.tasks.poll.per-second=20",
        "--midjourney.store.retention=5m",
        "--logging.level.io.mjrouter.tasks=WARN");
  }

  private static void awaitReady() throws InterruptedException {
    HttpRequest ready =
        HttpRequest.newBuilder(ADDRESS.resolve("/actuator/health/readiness")).GET().build();
    HttpClient client = HttpClient.newHttpClient();
    for (int tries = 0; ; tries++) {
      try {
        if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        if (tries > 300) {
          throw new IllegalStateException("the gateway does not start", e);
        }
      }
      Thread.sleep(Duration.ofMillis(500).toMillis());
    }
  }

  /** After a third of the time, which is to warm up in, a sixth is held against the last sixth. */
  private static List<String> soak(Child gateway, Child hosts, int minutes, int perSecond)
      throws IOException, InterruptedException {
    List<Sample> samples = new ArrayList<>();
    System.out.println(Sample.head());
    try (Load load = Load.at(ADDRESS, perSecond)) {
      for (int minute = 1; minute <= minutes; minute++) {
        Thread.sleep(Duration.ofMinutes(1).toMillis());
        Sample sample = gateway.sample();
        samples.add(sample);
        System.out.println(sample.row(minute, load.submitted.get(), load.taken.get()));
      }
      System.out.println(hosts.ask("books") + ", errors of clients " + load.errors.get());
    }
    int third = Math.max(1, minutes / 3);
    return Sample.grown(
        samples.subList(third - 1, Math.min(minutes, third + third / 2)),
        samples.subList(minutes - Math.max(1, third / 2), minutes));
  }
}
