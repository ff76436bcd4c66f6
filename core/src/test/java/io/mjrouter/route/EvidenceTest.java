package io.mjrouter.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks begin anywhere, below zero too, and may pass the highest number. */
class EvidenceTest {

  private static final long HALF_LIFE = 100;

  @ParameterizedTest
  @ValueSource(longs = {0, 700, -250, Long.MAX_VALUE - 150})
  void chance_halfLivesLater_olderEventsWeighLess(long start) {
    Evidence evidence =
        Evidence.NONE
            .plus(Verdict.GOOD, HALF_LIFE, start)
            .plus(Verdict.GOOD, HALF_LIFE, start)
            .plus(Verdict.BAD, HALF_LIFE, start + HALF_LIFE);

    assertEquals(1, evidence.good());
    assertEquals(1, evidence.bad());
    assertEquals((0.5 + 4) / (1 + 4), evidence.chance(1, 4, HALF_LIFE, start + 2 * HALF_LIFE));
    Evidence later = evidence.plus(Verdict.GOOD, HALF_LIFE, start + 2 * HALF_LIFE);
    assertEquals(1.5, later.good());
    assertEquals(0.5, later.bad());
  }

  @Test
  void chance_oneKindOfEventAlone_counts() {
    assertEquals(0.5, Evidence.NONE.chance(0.5, 1, HALF_LIFE, 0));
    assertEquals(0.75, Evidence.NONE.plus(Verdict.GOOD, 1, 0).chance(0.5, 1, HALF_LIFE, 0));
    assertEquals(0.25, Evidence.NONE.plus(Verdict.BAD, 1, 0).chance(0.5, 1, HALF_LIFE, 0));
  }

  @Test
  void plus_toldLate_makesNothingOlderThanItIs() {
    Evidence evidence =
        Evidence.NONE.plus(Verdict.GOOD, HALF_LIFE, 200).plus(Verdict.GOOD, HALF_LIFE, 100);

    assertEquals(new Evidence(2, 0, 200), evidence);
  }
}
