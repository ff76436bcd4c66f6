package io.mjrouter.examples.benchmarks.beside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of the figures; how they come about takes a machine of its own. */
class SideBySideTest {

  @Test
  void aMeasurementIsReadFromWhatTheGeneratorSays() {
    Measured read = Measured.read("Running 2s test\nmeasured 5000 2500000 310 4100 7\n", 1_000_000);

    assertEquals(new Measured(2_000, 310, 4_100, 200, 7), read);
  }

  @Test
  void aGeneratorThatMeasuredNothingIsNoZero() {
    assertThrows(
        IllegalStateException.class, () -> Measured.read("unable to connect to 127.0.0.1", 0));
  }

  @Test
  void ratiosAreTakenRoundByRoundAndTheirMedianCounts() {
    Results results = new Results();
    for (double[] round : new double[][] {{100, 50}, {10, 20}, {60, 60}}) {
      results.add("ours", Cell.FETCH_8, rate(round[0]));
      results.add("theirs", Cell.FETCH_8, rate(round[1]));
    }

    assertEquals(
        new Results.Spread(0.5, 1, 2),
        results.ratio("ours", "theirs", Cell.FETCH_8, Measured::rate));
  }

  private static int slices(WarmUp warmUp, double first, double... growth)
      throws IOException, InterruptedException {
    Iterator<Double> each = Arrays.stream(growth).boxed().iterator();
    double[] rate = {first};
    return warmUp.run(
        seconds -> {
          Measured measured = rate(rate[0]);
          rate[0] *= each.hasNext() ? each.next() : 1;
          return measured;
        });
  }

  @Test
  void warmUpEndsOnceEightSlicesWereHardlyFaster() throws IOException, InterruptedException {
    WarmUp patient = new WarmUp(1_000, Integer.MAX_VALUE);

    assertEquals(9, slices(patient, 100));
    assertEquals(11, slices(patient, 100, 2, 2));
    assertEquals(13, slices(patient, 100, 1.5, 1.01, 0.9, 2));
    assertEquals(13, slices(patient, 100, 1.03, 1.03, 1.03, 1.03, 1.03));
  }

  @Test
  void warmUpEndsAtItsBounds() throws IOException, InterruptedException {
    assertEquals(3, slices(new WarmUp(6, Integer.MAX_VALUE), 100, 2, 2, 2, 2));
    assertEquals(2, slices(new WarmUp(1_000, 600), 100, 2, 2, 2, 2));
  }

  @Test
  void warmUpThatRunsOutTakesAllItsTime() throws IOException, InterruptedException {
    List<Integer> slices = new ArrayList<>();

    int run =
        new WarmUp(5, 1)
            .runOut(
                seconds -> {
                  slices.add(seconds);
                  return rate(100);
                });

    assertEquals(3, run);
    assertEquals(List.of(2, 2, 2), slices);
  }

  @Test
  void theMedianOfTwoIsBetweenThem() {
    assertEquals(3, Results.Spread.of(4, 2).median());
  }

  @Test
  void aGoalIsMissedBelowItsBoundAndMetAtIt() {
    Goal atLeast = Goal.ALL.get(0);

    assertTrue(atLeast.isMet(Results.Spread.of(atLeast.bound())));
    assertFalse(atLeast.isMet(Results.Spread.of(atLeast.bound() - 0.01)));
  }

  @Test
  void whereLessIsBetterAGoalIsMissedAboveItsBound() {
    Goal atMost = Goal.ALL.stream().filter(Goal::lessIsBetter).findFirst().orElseThrow();

    assertTrue(atMost.isMet(Results.Spread.of(atMost.bound())));
    assertFalse(atMost.isMet(Results.Spread.of(atMost.bound() + 0.01)));
  }

  @Test
  void aReportShowsWhoTookPartAndTheGoalsThatCanBeTold() {
    Results results = new Results();
    results.add(Proxies.GATEWAY, Cell.FETCH_64, rate(80));
    results.add(Proxies.SERVLET, Cell.FETCH_64, rate(100));
    results.add(Proxies.GATEWAY, Cell.SUBMIT_64, rate(9));

    String report = report(results);

    assertTrue(report.contains("| gateway-memory | 80 |"), report);
    assertTrue(
        report.contains(
            "| req/s, gateway-memory / empty-servlet | fetch, 64 | 0.80 | 0.80, 0.80 |"
                + " at least 0.75: met |"),
        report);
    assertFalse(report.contains(Proxies.SPRING_MVC), report);
  }

  @Test
  void optionsAreReadByName() {
    assertEquals(
        new Options(2, 4, new WarmUp(8, 100_000), List.of("nginx", "gateway-h2")),
        Options.parse("seconds=4", "rounds=2", "proxies=nginx,gateway-h2", "warm-up=8"));
  }

  @Test
  void anUnknownOptionIsNotOverlooked() {
    assertThrows(IllegalArgumentException.class, () -> Options.parse("round=2"));
  }

  private static Measured rate(double rate) {
    return new Measured(rate, 0, 0, 0, 0);
  }

  private static String report(Results results) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Report(results, new PrintStream(out, true, StandardCharsets.UTF_8)).print(Proxies.NAMES);
    return out.toString(StandardCharsets.UTF_8);
  }
}
