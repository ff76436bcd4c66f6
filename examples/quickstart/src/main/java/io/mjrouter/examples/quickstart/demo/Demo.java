package io.mjrouter.examples.quickstart.demo;

import io.mjrouter.model.TimeSource;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Twelve jobs, one after the other, first through a loop written by hand, then through the router;
 * and a table of what the hosts' own books say. Each has the same three hosts for itself.
 */
public final class Demo {

  /** One has a word that every host refuses. */
  private static final List<String> JOBS =
      List.of(
          "a red fox in fresh snow",
          "a lighthouse at dusk",
          "an owl on a birch",
          "a paper boat in the rain",
          "gore on a battlefield",
          "a tea house in the mountains",
          "a tram in the fog",
          "a field of poppies",
          "a wooden bridge in autumn",
          "a whale under the ice",
          "a market at night",
          "a garden after the storm");

  /** Longer than the hosts' refusals are remembered. */
  private static final Duration BETWEEN = Duration.ofSeconds(30);

  private Demo() {}

  /**
   * Runs both and prints the table.
   *
   * @throws java.io.UncheckedIOException when this machine has no port for the hosts
   */
  public static void run(PrintStream out) throws InterruptedException {
    out.print(
        """
        SIMULATED: three hosts on this machine lose answers, answer too late or with
        errors, refuse, and run out of money. 12 jobs, one of them with a banned word,
        go through a retry loop as people write it by hand, and through mj-router.
        It takes about ten seconds, and nothing is bought.

                     pictures   paid    cost   paid twice   lost
        """);
    row(out, "retry loop", play(RetryLoop::new));
    row(out, "mj-router", play(Routed::new));
    out.print(
        """

        pictures    jobs that have a picture
        paid        submissions that the hosts billed, by their own books
        paid twice  jobs that were billed more than once
        lost        jobs that were billed and have no picture; the router keeps them as
                    unknown, says so, and does not buy them again
        """);
  }

  private static Score play(BiFunction<List<DemoHost>, TimeSource, Contender> contender)
      throws InterruptedException {
    TimeSource time = new SkippingTime();
    List<DemoHost> hosts = DemoHost.three(time);
    try (Contender playing = contender.apply(hosts, time)) {
      Set<String> drawn = new HashSet<>();
      for (String job : JOBS) {
        time.sleep(BETWEEN);
        if (playing.draw(job).isPresent()) {
          drawn.add(job);
        }
      }
      return Score.of(hosts, drawn);
    } finally {
      hosts.forEach(DemoHost::close);
    }
  }

  private static void row(PrintStream out, String name, Score score) {
    out.printf(
        Locale.ROOT,
        "%-12s %8d %6d %7s %12d %6d%n",
        name,
        score.pictures(),
        score.paid(),
        score.cost(),
        score.paidTwice(),
        score.lost());
    out.flush();
  }
}
