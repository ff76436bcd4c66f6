package io.mjrouter.examples.benchmarks.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The benchmark with two thousand tasks; its figures are those of virtual time, always the same.
 */
class TrackingBenchmarkTest {

  private static final int TASKS = 2_000;

  @BeforeAll
  static void sayNothingOfEachTask() {
    System.setProperty("org.slf4j.simpleLogger.log.io.mjrouter.tasks", "warn");
  }

  @Test
  void measure_list_isFreshAtFewCalls() {
    TrackingBenchmark.Result result = measure(TrackingBenchmark.LIST);

    assertTrue(result.p95() <= 3.1, result::line);
    assertTrue(result.callsPerSecond() <= 5, result::line);
    assertTrue(result.mostInSecond() <= 50, result::line);
  }

  @Test
  void measure_oneByOne_needsHalfTheCallsOfFixedIntervals() {
    TrackingBenchmark.Result result = measure(TrackingBenchmark.SINGLE);

    assertTrue(result.p95() <= 3.5, result::line);
    assertTrue(result.share() <= 0.5, result::line);
  }

  @Test
  void measure_noProgress_needsFewerCallsThanFixedIntervals() {
    TrackingBenchmark.Result result = measure(TrackingBenchmark.SINGLE_BLIND);
    double bound = new AgeBound(0.95).ofFixedByMean();

    assertTrue(result.share() <= 0.85, result::line);
    assertTrue(result.shareByMean() < bound, () -> bound + " by age alone: " + result.line());
    assertEquals(0.85, bound, 0.01);
    assertEquals(0.775, new AgeBound(0.95).ofFixed(0.95), 0.005);
    assertEquals(18.4, new AgeBound(0.95).looks(3), 0.1);
  }

  @Test
  void measure_lessThanIsWanted_keepsToTheRate() {
    TrackingBenchmark.Setting tight = new TrackingBenchmark.Setting("tight", 1, true, 40);
    TrackingBenchmark.Result result = measure(tight);

    assertTrue(result.mostInSecond() <= 40, result::line);
    assertTrue(result.callsPerSecond() > 34, result::line);
    assertTrue(result.share() <= 0.5, result::line);
  }

  @Test
  void measure_again_isTheSame() {
    TrackingBenchmark.Result first = TrackingBenchmark.measure(TrackingBenchmark.LIST, 400, 30, 30);
    TrackingBenchmark.Result again = TrackingBenchmark.measure(TrackingBenchmark.LIST, 400, 30, 30);
    assertEquals(first.callsPerSecond(), again.callsPerSecond());
    assertEquals(first.p95(), again.p95());
  }

  private static TrackingBenchmark.Result measure(TrackingBenchmark.Setting setting) {
    return TrackingBenchmark.measure(setting, TASKS, 200, 40);
  }
}
