package io.mjrouter.examples.benchmarks.soak;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.simulator.HttpSimulatedHost;
import io.mjrouter.provider.simulator.PaidSubmission;
import io.mjrouter.provider.simulator.SimulatedHost;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.Profile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Three simulated hosts on ports of this machine, in a process of their own, so that several
 * gateways can be tried on them.
 *
 * <p>Run: {@code java -cp 'target/quick-classes:target/lib/*'
 * io.mjrouter.examples.benchmarks.soak.Hosts FILE [FAULT:PERCENT ...]}. The file becomes a
 * configuration for the gateway. Then lines are read: {@code down NAME}, {@code up NAME}, {@code
 * play NAME FAULT ...}, {@code books}; at their end the hosts end.
 */
public final class Hosts {

  /** How much faster than life a host draws. */
  private static final int SPEED = 20;

  private final Map<String, Host> hosts = new LinkedHashMap<>();

  /** A host and the way to it. */
  private record Host(Profile profile, Money price, SimulatedHost books, HttpSimulatedHost server) {

    String settings(String name) {
      boolean own = profile.auth() == AuthScheme.MJ_API_SECRET;
      return """
              %s:
                type: %s
                base-url: %s
                api-key: %s
                modes: [fast]
                prices: { default: { fast: %s } }
                limits: { concurrent: 40 }
                timeouts: { submit: 5s, read: 5s }
                balance: { refresh: 1m }
          """
              .formatted(
                  name,
                  own ? "compatible" : profile.name(),
                  server.baseUrl(),
                  HttpSimulatedHost.KEY,
                  price.toUsd().stripTrailingZeros().toPlainString())
          + (own ? "      profile: { compatible: " + profile.name() + " }\n" : "");
    }
  }

  private Hosts(String[] faults) {
    add("own", KnownProfiles.midjourneyProxy(), "0.02", faults);
    add("comet", KnownProfiles.cometApi(), "0.03", faults);
    add("deer", KnownProfiles.deerApi(), "0.04", faults);
  }

  private void add(String name, Profile profile, String price, String[] faults) {
    PriceList prices = PriceList.builder().otherwise(Mode.FAST, Money.usd(price)).build();
    SimulatedHost books =
        SimulatedHost.builder(profile, TimeSource.system())
            .seed(hosts.size())
            .speed(SPEED)
            .concurrency(200)
            .prices(prices)
            .faults(faults)
            .build();
    HttpSimulatedHost server = HttpSimulatedHost.start(profile, books);
    hosts.put(name, new Host(server.profile(), Money.usd(price), books, server));
  }

  /** Serves until its input ends. */
  public static void main(String[] arguments) throws IOException {
    String[] faults = Arrays.copyOfRange(arguments, 1, arguments.length);
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var hosts = new Hosts(faults);
    hosts.writeSettings(Path.of(arguments[0]));
    System.out.println("ready");
    String line = input.readLine();
    while (line != null) {
      hosts.obey(line.trim().split("\\s+"), System.out);
      line = input.readLine();
    }
    hosts.hosts.values().forEach(host -> host.server.close());
  }

  private void writeSettings(Path file) throws IOException {
    StringBuilder text = new StringBuilder("midjourney:\n  providers:\n");
    hosts.forEach((name, host) -> text.append(host.settings(name)));
    Files.writeString(file, text);
  }

  private void obey(String[] words, PrintStream out) {
    Host host = words.length > 1 ? hosts.get(words[1]) : null;
    if (words[0].equals("books")) {
      out.println(books());
    } else if (host == null) {
      out.println("which of " + hosts.keySet() + "?");
    } else {
      switch (words[0]) {
        case "down" -> host.server.down();
        case "up" -> host.server.up();
        case "play" -> host.books.play(Arrays.copyOfRange(words, 2, words.length));
        default -> out.println("down, up, play or books?");
      }
      out.println("done");
    }
  }

  /** What was paid, and which submissions twice: each prompt of an imagine is another one. */
  private String books() {
    Map<String, Long> pictures =
        hosts.values().stream()
            .flatMap(host -> host.books.submissions().stream())
            .map(PaidSubmission::submission)
            .filter(submission -> submission.parent().isEmpty())
            .map(submission -> submission.prompt())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long twice = pictures.values().stream().filter(times -> times > 1).count();
    long paid = hosts.values().stream().mapToLong(host -> host.books.paidSubmissions()).sum();
    return "paid " + paid + ", prompts " + pictures.size() + ", twice " + twice;
  }
}
