package io.mjrouter.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DecayTest {

  private static final long HALF_LIFE = 1_000_000;

  @Test
  void kept_anyAge_isHalfAsMuchEachHalfLifeWithinTwoPartsInTenThousand() {
    for (long age = 0; age < 8 * HALF_LIFE; age += HALF_LIFE / 100) {
      double exact = Math.pow(0.5, (double) age / HALF_LIFE);
      assertEquals(1, Decay.kept(age, HALF_LIFE) / exact, 2e-4, "age " + age);
    }
  }

  @Test
  void kept_fromLaterOn_isWhole() {
    assertEquals(1, Decay.kept(-HALF_LIFE, HALF_LIFE));
  }

  @Test
  void kept_sixtyHalfLivesLater_isNothing() {
    assertEquals(0, Decay.kept(60 * HALF_LIFE, HALF_LIFE));
  }
}
