package io.mjrouter.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateWindowTest {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  @Property(tries = 500)
  void callsThroughTheWindow_anySixtySeconds_neverExceedTheLimit(
      @ForAll @IntRange(min = 1, max = 20) int limit,
      @ForAll long origin,
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 20_000) Long> gapsMillis) {
    long start = origin / 4;
    RateWindow window = RateWindow.of(OptionalInt.of(limit));
    List<Long> taken = new ArrayList<>();
    long now = start;
    for (long gap : gapsMillis) {
      now += TimeUnit.MILLISECONDS.toNanos(gap);
      if (window.hasRoom(now)) {
        window = window.taken(now);
        taken.add(now);
      }
    }
    for (int i = limit; i < taken.size(); i++) {
      assertTrue(taken.get(i) - taken.get(i - limit) >= MINUTE);
    }
  }

  @Property(tries = 300)
  void fullWindow_roomAt_isTheFirstRoomAndWithinAMinute(
      @ForAll @IntRange(min = 1, max = 10) int limit,
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long start) {
    RateWindow window = RateWindow.of(OptionalInt.of(limit));
    for (int i = 0; i < limit; i++) {
      window = window.taken(start);
    }
    assertFalse(window.hasRoom(start));
    long room = window.roomAt(start);
    assertTrue(window.hasRoom(room));
    assertFalse(window.hasRoom(room - 1));
    assertTrue(room - start <= MINUTE + TimeUnit.SECONDS.toNanos(1));
  }

  @Property(tries = 20)
  void noLimit_anyNumberOfCalls_hasRoom(@ForAll long now) {
    RateWindow window = RateWindow.of(OptionalInt.empty()).taken(now).taken(now);
    assertTrue(window.hasRoom(now));
    assertEquals(now, window.roomAt(now));
  }

  @Test
  void lastMinute_countsWhatWasTaken_butForWhatWasGivenBack() {
    RateWindow window = RateWindow.of(OptionalInt.of(3)).taken(0).taken(MINUTE / 2);

    assertEquals(OptionalInt.of(2), window.lastMinute(MINUTE / 2));
    assertEquals(OptionalInt.of(1), window.givenBack(MINUTE / 2).lastMinute(MINUTE / 2));
    assertEquals(OptionalInt.empty(), RateWindow.of(OptionalInt.empty()).lastMinute(0));
  }

  @Test
  void under_anotherLimit_keepsTheCalls() {
    RateWindow window = RateWindow.of(OptionalInt.of(3)).taken(0).taken(0);

    assertFalse(window.under(OptionalInt.of(2)).hasRoom(0));
    assertTrue(window.under(OptionalInt.of(4)).hasRoom(0));
    assertEquals(OptionalInt.of(2), window.under(OptionalInt.of(4)).lastMinute(0));
  }

  @Test
  void under_noLimit_countsNoLonger() {
    RateWindow limited = RateWindow.of(OptionalInt.of(1)).taken(0);
    RateWindow unlimited = limited.under(OptionalInt.empty());

    assertTrue(unlimited.hasRoom(0));
    assertEquals(OptionalInt.empty(), unlimited.lastMinute(0));
    assertEquals(OptionalInt.of(0), unlimited.under(OptionalInt.of(1)).lastMinute(0));
  }
}
