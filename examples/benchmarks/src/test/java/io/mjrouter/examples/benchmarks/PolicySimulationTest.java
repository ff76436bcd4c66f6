package io.mjrouter.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicySimulationTest {

  private static final int SEEDS = 20;

  @Test
  void cheapest_twentyDays_isNearTheBoundAndBeatsEveryPlainRouterAsPunctual() throws IOException {
    Map<String, List<Run.Result>> results =
        PolicySimulation.all(PolicySimulation.theScenario(), SEEDS);
    PolicySimulation.Verdict verdict = PolicySimulation.Verdict.of(results, "cheapest");

    assertEquals(SEEDS, verdict.days());
    assertEquals(18, verdict.goal());
    assertTrue(verdict.isMet(), verdict::toString);
    // The comparison says something only where somebody is as punctual.
    List<Run.Result> mine = results.get("cheapest");
    List<Run.Result> fastestHand = results.get("lowest latency, mode by hand");
    assertTrue(fastestHand.get(0).onTimeShare() >= mine.get(0).onTimeShare());
    results.forEach((name, days) -> days.forEach(day -> assertEquals(0, day.paidTwice(), name)));
  }

  @Test
  void sameSeed_sameDay() throws IOException {
    Scenario scenario = PolicySimulation.theScenario();
    assertEquals(PolicySimulation.day(scenario, 3), PolicySimulation.day(scenario, 3));
    assertNotEquals(PolicySimulation.day(scenario, 3), PolicySimulation.day(scenario, 4));
  }

  @Test
  void lowerBound_everyContenderAsPunctual_isDearer() throws IOException {
    List<Run.Result> day = PolicySimulation.day(PolicySimulation.theScenario(), 7);
    Run.Result bound = day.get(0);
    assertEquals("lower bound", bound.name());
    day.forEach(result -> assertTrue(result.onTime() <= bound.onTime(), result::name));
    day.stream()
        .skip(1)
        .filter(result -> result.onTimeShare() > 0.9)
        .forEach(r -> assertTrue(r.costPerPicture() > bound.costPerPicture(), r::name));
  }
}
