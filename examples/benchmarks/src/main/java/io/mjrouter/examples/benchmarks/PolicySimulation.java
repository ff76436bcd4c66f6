package io.mjrouter.examples.benchmarks;

import io.mjrouter.route.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * What the routing policies are worth: the real engine on virtual time against modelled hosts, day
 * after day, beside the load balancers people use and a lower bound.
 *
 * <p>Run: {@code java -cp 'target/classes:target/lib/*'
 * io.mjrouter.examples.benchmarks.PolicySimulation [seeds] [scenario file]}
 */
public final class PolicySimulation {

  private static final int SEEDS = 20;

  private PolicySimulation() {}

  public static void main(String[] arguments) throws IOException {
    int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : SEEDS;
    Scenario scenario = arguments.length > 1 ? Scenario.read(Path.of(arguments[1])) : theScenario();
    print(all(scenario, seeds), System.out);
  }

  /** The scenario that comes with the library. */
  static Scenario theScenario() throws IOException {
    try (InputStream in = PolicySimulation.class.getResourceAsStream("/scenario.properties")) {
      return Scenario.read(
          new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
    }
  }

  /** The results of every contender, one for each seed, by name. */
  static Map<String, List<Run.Result>> all(Scenario scenario, int seeds) {
    Map<String, List<Run.Result>> results = new LinkedHashMap<>();
    // No day knows of another.
    LongStream.rangeClosed(1, seeds)
        .parallel()
        .mapToObj(seed -> day(scenario, seed))
        .toList()
        .forEach(
            day ->
                day.forEach(
                    result ->
                        results
                            .computeIfAbsent(result.name(), any -> new ArrayList<>())
                            .add(result)));
    return results;
  }

  static List<Run.Result> day(Scenario scenario, long seed) {
    List<Run.Result> results = new ArrayList<>();
    results.add(LowerBound.of(new World(scenario, seed)));
    for (Policy policy : List.of(Policy.CHEAPEST, Policy.BALANCED, Policy.FASTEST)) {
      World world = new World(scenario, seed);
      results.add(Run.of(world, new OurRouter(policy.key(), policy, world, seed)));
    }
    for (boolean byHand : new boolean[] {true, false}) {
      for (PlainRouter.Pick pick : PlainRouter.Pick.values()) {
        World world = new World(scenario, seed);
        results.add(Run.of(world, new PlainRouter(pick, byHand, world, seed)));
      }
    }
    return results;
  }

  private static void print(Map<String, List<Run.Result>> results, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-34s %9s %9s %9s %8s %9s %9s%n",
        "",
        "finished",
        "on time",
        "USD/pict.",
        "p95 s",
        "USD/day",
        "twice");
    results.forEach(
        (name, days) ->
            out.printf(
                Locale.ROOT,
                "%-34s %8.2f%% %8.2f%% %9.5f %8.0f %9.2f %9.0f%n",
                name,
                100 * mean(days, r -> (double) r.finished() / r.jobs()),
                100 * mean(days, Run.Result::onTimeShare),
                mean(days, Run.Result::costPerPicture),
                mean(days, Run.Result::p95),
                mean(days, r -> r.spent().micros() / 1e6),
                mean(days, Run.Result::paidTwice)));
    Verdict verdict = Verdict.of(results, Policy.CHEAPEST.key());
    out.printf(
        Locale.ROOT,
        "%nlower bound: every outcome known in advance, each job at its moment to the cheapest route"
            + " that makes it in time; accounts that run out by a shadow price (see LowerBound)%n"
            + "cheapest: %.1f%% above the lower bound (worst day %.1f%%), at most %.0f%% on %d of %d"
            + " days; cheaper than every plain router that is on time as often on %d%n"
            + "verdict: both on %d of %d days (goal: %d): %s%n",
        100 * verdict.aboveBound(),
        100 * verdict.worst(),
        100 * Verdict.MOST_ABOVE,
        verdict.within(),
        verdict.days(),
        verdict.won(),
        verdict.both(),
        verdict.days(),
        verdict.goal(),
        verdict.isMet() ? "met" : "MISSED");
  }

  /**
   * How a policy of ours did.
   *
   * @param aboveBound its cost for a picture above the lower bound's, as a share; the mean
   * @param worst the same on the worst day
   * @param within on how many days it was at most {@link #MOST_ABOVE} above
   * @param won on how many days it was cheaper than every alternative whose on-time share was not
   *     lower
   * @param both on how many days it was both
   */
  record Verdict(double aboveBound, double worst, int within, int won, int both, int days) {

    static final double MOST_ABOVE = 0.15;

    /** On how many days it must be both: 18 of 20. */
    int goal() {
      return (days * 18 + 19) / 20;
    }

    boolean isMet() {
      return both >= goal();
    }

    static Verdict of(Map<String, List<Run.Result>> results, String ours) {
      List<Run.Result> mine = Objects.requireNonNull(results.get(ours));
      List<Run.Result> bound = Objects.requireNonNull(results.get("lower bound"));
      double sum = 0;
      double worst = 0;
      int won = 0;
      int within = 0;
      int both = 0;
      for (int day = 0; day < mine.size(); day++) {
        double above = mine.get(day).costPerPicture() / bound.get(day).costPerPicture() - 1;
        sum += above;
        worst = Math.max(worst, above);
        boolean near = above <= MOST_ABOVE;
        boolean beats = beatsAll(results, mine.get(day), day);
        within += near ? 1 : 0;
        won += beats ? 1 : 0;
        both += near && beats ? 1 : 0;
      }
      return new Verdict(sum / mine.size(), worst, within, won, both, mine.size());
    }

    private static boolean beatsAll(
        Map<String, List<Run.Result>> results, Run.Result mine, int day) {
      return results.entrySet().stream()
          .filter(e -> e.getKey().contains("mode"))
          .map(e -> e.getValue().get(day))
          .filter(other -> other.onTimeShare() >= mine.onTimeShare())
          .allMatch(other -> mine.costPerPicture() < other.costPerPicture());
    }
  }

  private static double mean(List<Run.Result> days, ToDoubleFunction<Run.Result> what) {
    return days.stream().mapToDouble(what).average().orElse(Double.NaN);
  }
}
