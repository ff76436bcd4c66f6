package io.mjrouter.examples.benchmarks.beside;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The gateway, its alternatives and an empty servlet under the same load: the same stub host, the
 * same load generator, every proxy on the same one core, one after the other, round after round.
 * Rates and times are this machine's; what is worth comparing are ratios within one run.
 *
 * <p>Run in the repository, after {@code mvn package -DskipTests}, on a Linux of at least two cores
 * with wrk, nginx and haproxy: {@code java -cp
 * 'examples/benchmarks/target/classes:examples/benchmarks/target/lib/*'
 * io.mjrouter.examples.benchmarks.beside.SideBySide}, with {@code rounds=3 seconds=5 warm-up=20
 * proxies=...} where others are wanted.
 */
public final class SideBySide {

  /** Where the proxies run. */
  private static final int PROXIES = 0;

  /** Where the host and the load generator run. */
  private static final int OTHERS = 1;

  private final Place place;
  private final Options options;
  private final Results results = new Results();

  private SideBySide(Place place, Options options) {
    this.place = place;
    this.options = options;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Place place = Place.in(Path.of("").toAbsolutePath());
    new SideBySide(place, Options.parse(arguments)).run();
  }

  private void run() throws IOException, InterruptedException {
    Proxies proxies = new Proxies(place);
    List<Proxy> present = proxies.of(options.proxies());
    proxies.lacking().forEach(name -> System.err.println("not measured, not to be had: " + name));
    List<Running> started = new ArrayList<>();
    try {
      started.add(Running.start(place, proxies.host(), OTHERS));
      for (Proxy proxy : present) {
        started.add(Running.start(place, proxy, PROXIES));
        warm(started.get(started.size() - 1));
      }
      measure(started.subList(1, started.size()));
    } finally {
      for (Running each : started) {
        each.stop();
      }
    }
    new Report(results, System.out).print(present.stream().map(Proxy::name).toList());
  }

  private void warm(Running running) throws IOException, InterruptedException {
    System.err.println(running.proxy().name() + " serves");
    if (running.proxy().warms()) {
      List<Cell> cells = running.proxy().cells();
      int seconds = Math.max(1, options.warmUp() / cells.size());
      for (Cell cell : cells) {
        running.load(cell, seconds, OTHERS);
      }
    }
    running.pause();
  }

  private void measure(List<Running> all) throws IOException, InterruptedException {
    for (int round = 1; round <= options.rounds(); round++) {
      System.err.println("round " + round + " of " + options.rounds());
      for (Running each : all) {
        each.resume();
        for (Cell cell : each.proxy().cells()) {
          results.add(each.proxy().name(), cell, each.load(cell, options.seconds(), OTHERS));
        }
        each.pause();
      }
    }
  }
}
