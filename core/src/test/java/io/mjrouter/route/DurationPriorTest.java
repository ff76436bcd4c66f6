package io.mjrouter.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationPriorTest {

  @ParameterizedTest
  @CsvSource({
    "IMAGINE, RELAX, 90, 300",
    "IMAGINE, FAST, 30, 120",
    "BLEND, TURBO, 10, 40",
    "UPSCALE, RELAX, 45, 180",
    "DESCRIBE, FAST, 15, 60",
    "SHORTEN, TURBO, 5, 20",
    "VIDEO, RELAX, 270, 900",
    "VIDEO, FAST, 90, 360",
    "VIDEO, TURBO, 30, 120"
  })
  void of_publishedRange_isTheMiddleNineTenths(Action action, Mode mode, double low, double high) {
    DurationPrior prior = DurationPrior.of(mode, action);

    assertEquals(0.05, prior.chance(low), 1e-5);
    assertEquals(0.5, prior.chance(Math.sqrt(low * high)), 1e-6);
    assertEquals(0.95, prior.chance(high), 1e-5);
  }

  /** By tables of the normal distribution; the approximation promises six digits. */
  @ParameterizedTest
  @CsvSource({
    "-3, 0.0013499",
    "-1, 0.1586553",
    "-0.2, 0.4207403",
    "0, 0.5",
    "0.2, 0.5792597",
    "1, 0.8413447",
    "1.6448536, 0.95",
    "2, 0.9772499",
    "4, 0.9999683"
  })
  void chance_logOfTheTimeIsNormal_isThatOfTheTables(double z, double chance) {
    assertEquals(chance, new DurationPrior(0, 1).chance(Math.exp(z)), 2e-7);
    assertEquals(chance, new DurationPrior(3, 0.5).chance(Math.exp(3 + z / 2)), 2e-7);
  }

  @Test
  void chance_noTime_isNone() {
    assertEquals(0, DurationPrior.between(1, 2).chance(0));
    assertEquals(0, DurationPrior.between(1, 2).chance(-1));
  }

  @Test
  void mean_logNormal_isAboveTheMedian() {
    assertEquals(Math.exp(0.5), new DurationPrior(0, 1).mean(), 1e-12);
    assertEquals(65.57, DurationPrior.between(30, 120).mean(), 0.01);
  }
}
