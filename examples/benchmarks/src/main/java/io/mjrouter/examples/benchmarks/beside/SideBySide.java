package io.mjrouter.examples.benchmarks.beside;

import io.mjrouter.examples.benchmarks.beside.Cell.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The gateway, its alternatives and an empty servlet under the same load: the same stub host, the
 * same load generator, every proxy on the same one core, one after the other, round after round.
 * Rates and times are this machine's; what is worth comparing are ratios within one run.
 *
 * <p>Run in the repository, after {@code mvn package -DskipTests}, on a Linux of at least two cores
 * with wrk, nginx and haproxy: {@code java -cp
 * 'examples/benchmarks/target/classes:examples/benchmarks/target/lib/*'
 * io.mjrouter.examples.benchmarks.beside.SideBySide}, with {@code rounds=3 times=1 seconds=4
 * warm-up=60 calls=... proxies=...} where others are wanted.
 */
public final class SideBySide {

  /** Where the proxies are measured; at first, while they warm up, they have the other as well. */
  private static final String PROXIES = "0";

  /** Where the host and the load generator run. */
  private static final String OTHERS = "1";

  private static final String BOTH = PROXIES + "," + OTHERS;

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
    Running host = Running.start(place, proxies.host(), OTHERS);
    try {
      for (int round = 1; round <= options.rounds(); round++) {
        for (Proxy proxy : present) {
          System.err.println("round " + round + " of " + options.rounds() + ": " + proxy.name());
          measure(proxy);
        }
      }
    } finally {
      host.stop();
    }
    new Report(results, System.out).print(present.stream().map(Proxy::name).toList());
  }

  /** At a few connections on two cores, and as it is measured, with as many as it is measured. */
  private void warm(Running running, Proxy proxy, Call call)
      throws IOException, InterruptedException {
    boolean fills = proxy.remembers() && call == Call.SUBMIT;
    WarmUp bounded = options.warmUp(call);
    running.pin(BOTH);
    warm(running, Cell.warming(call), fills ? bounded.beginning() : bounded.withoutEnd());
    running.pin(PROXIES);
    warm(running, Cell.most(call), fills ? bounded : bounded.withoutEnd());
  }

  private void warm(Running running, Cell cell, WarmUp warmUp)
      throws IOException, InterruptedException {
    int slices = warmUp.run(running.warming(cell, OTHERS));
    System.err.printf("  warm after %d s of %s%n", slices * WarmUp.SLICE_SECONDS, cell);
  }

  /** Each time anew, so that nothing is left of the round before and nobody else is there. */
  private void measure(Proxy proxy) throws IOException, InterruptedException {
    Running running = Running.start(place, proxy, BOTH);
    try {
      for (Call call : options.calls()) {
        if (!proxy.calls().contains(call)) {
          continue;
        }
        if (proxy.warms()) {
          warm(running, proxy, call);
        }
        running.pin(PROXIES);
        for (Cell cell : Cell.of(call)) {
          for (int time = 0; time < options.times(); time++) {
            results.add(proxy.name(), cell, running.load(cell, options.seconds(), OTHERS));
          }
        }
      }
    } finally {
      running.stop();
    }
  }
}
