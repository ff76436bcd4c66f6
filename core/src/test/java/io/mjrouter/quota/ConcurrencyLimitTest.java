package io.mjrouter.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

  private static final long WINDOW = ConcurrencyLimit.WINDOW_NANOS;

  @Test
  void full_severalSignsInOneWindow_halvesOnce() {
    ConcurrencyLimit limit = taken(ConcurrencyLimit.of(20), 16).full(5).full(6).full(WINDOW + 4);
    assertEquals(8, limit.limit());
    assertEquals(4, taken(limit, 0).full(WINDOW + 5).limit());
  }

  @Test
  void accepted_aWindowAfterTheCut_growsByOneAWindow() {
    ConcurrencyLimit limit = taken(ConcurrencyLimit.of(10), 10).full(0);
    assertEquals(5, limit.accepted(WINDOW - 1).limit());
    assertEquals(6, limit.accepted(WINDOW).limit());
    assertEquals(6, limit.accepted(WINDOW).accepted(WINDOW + 1).limit());
    assertEquals(7, limit.accepted(WINDOW).accepted(2 * WINDOW).limit());
  }

  @Test
  void released_moreThanTaken_isRefused() {
    ConcurrencyLimit limit = ConcurrencyLimit.of(3).taken().released();
    assertThrows(IllegalStateException.class, limit::released);
  }

  @Test
  void hasRoom_untilAsManyAreUnderWayAsTheLimitAllows() {
    assertTrue(taken(ConcurrencyLimit.of(3), 2).hasRoom());
    assertFalse(taken(ConcurrencyLimit.of(3), 3).hasRoom());
    assertTrue(taken(ConcurrencyLimit.unlimited(), 1_000).hasRoom());
  }

  @Test
  void under_anotherCeiling_keepsACutAndFollowsAWholeLimit() {
    ConcurrencyLimit whole = taken(ConcurrencyLimit.of(10), 8);

    assertEquals(20, whole.under(20).limit());
    assertEquals(5, whole.under(5).limit());
    assertEquals(8, whole.under(5).inFlight());
    assertEquals(4, whole.full(0).under(20).limit());
    assertEquals(2, whole.full(0).under(2).limit());
  }

  /** Steps: 0 take, 1 release, 2 full, 3 accepted; each a third of a window later. */
  @Property
  void anySteps_placesAreCountedAndTheLimitComesBack(
      @ForAll @IntRange(min = 1, max = 50) int ceiling,
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 3) Integer> steps) {
    ConcurrencyLimit limit = ConcurrencyLimit.of(ceiling);
    int underWay = 0;
    long now = Long.MAX_VALUE - 10 * WINDOW;
    for (int step : steps) {
      now += WINDOW / 3;
      int before = limit.limit();
      if (step == 0 && limit.hasRoom()) {
        limit = limit.taken();
        underWay++;
      } else if (step == 1 && underWay > 0) {
        limit = limit.released();
        underWay--;
      } else if (step == 2) {
        limit = limit.full(now);
        assertTrue(limit.limit() <= before);
      } else if (step == 3) {
        limit = limit.accepted(now);
        assertTrue(limit.limit() - before <= 1);
      }
      assertEquals(underWay, limit.inFlight());
      assertTrue(limit.limit() >= 1 && limit.limit() <= ceiling);
    }
    for (int i = 0; i < ceiling; i++) {
      now += WINDOW;
      limit = limit.accepted(now);
    }
    assertEquals(ceiling, limit.limit());
  }

  @Test
  void cooldown_noRetryAfter_doublesInARowUpToAMinute() {
    Cooldown cooldown = Cooldown.none();
    long[] seconds = {2, 4, 8, 16, 32, 60, 60};
    long now = 0;
    for (long expected : seconds) {
      cooldown = cooldown.busy(Optional.empty(), now, now);
      assertEquals(now + Duration.ofSeconds(expected).toNanos(), cooldown.overAt(now));
      now = cooldown.overAt(now);
    }
    assertEquals(
        now + Duration.ofSeconds(2).toNanos(),
        cooldown.accepted().busy(Optional.empty(), now, now).overAt(now));
  }

  @Test
  void cooldown_manyUnderWayAtOnce_areOneSign() {
    Cooldown cooldown = Cooldown.none();
    for (int i = 0; i < 10; i++) {
      cooldown = cooldown.busy(Optional.empty(), 0, i);
    }
    assertEquals(Duration.ofSeconds(2).toNanos(), cooldown.overAt(9));
    cooldown = cooldown.busy(Optional.of(Duration.ofSeconds(30)), 0, 10);
    assertEquals(10 + Duration.ofSeconds(30).toNanos(), cooldown.overAt(10));
    long again = cooldown.overAt(10);
    assertEquals(
        again + Duration.ofSeconds(4).toNanos(),
        cooldown.busy(Optional.empty(), again, again).overAt(again));
  }

  @Test
  void cooldown_aShorterRetryAfter_doesNotShortenTheLongerOne() {
    Cooldown cooldown =
        Cooldown.none()
            .busy(Optional.of(Duration.ofSeconds(30)), 0, 0)
            .busy(Optional.of(Duration.ofSeconds(1)), 1, 1);
    assertEquals(Duration.ofSeconds(30).toNanos(), cooldown.overAt(1));
    assertEquals(5, Cooldown.none().busy(Optional.of(Duration.ofSeconds(-9)), 5, 5).overAt(5));
  }

  @Test
  void f21_cooldown_aRetryAfterWithoutBound_isTakenForTenMinutes() {
    Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
    long over = Cooldown.none().busy(Optional.of(ever), 5, 5).overAt(5);
    assertEquals(Duration.ofMinutes(10).toNanos(), over - 5);
  }

  private static ConcurrencyLimit taken(ConcurrencyLimit limit, int times) {
    ConcurrencyLimit result = limit;
    for (int i = 0; i < times; i++) {
      result = result.taken();
    }
    return result;
  }
}
