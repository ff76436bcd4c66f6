package io.mjrouter.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExhaustionAlarmTest {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private static Optional<Instant> in(int minutes) {
    return Optional.of(NOON.plus(Duration.ofMinutes(minutes)));
  }

  @Test
  void rings_withinAnHour_once() {
    ExhaustionAlarm alarm = ExhaustionAlarm.quiet().after(in(61), NOON);
    assertTrue(alarm.rings(in(60), NOON));
    assertEquals(false, alarm.after(in(60), NOON).rings(in(59), NOON));
  }

  @Test
  void rings_wasFarAwayAgain_onceMore() {
    ExhaustionAlarm told = ExhaustionAlarm.quiet().after(in(10), NOON);
    assertEquals(false, told.after(in(120), NOON).rings(in(10), NOON));
    assertTrue(told.after(in(121), NOON).rings(in(10), NOON));
    assertTrue(told.after(Optional.empty(), NOON).rings(in(10), NOON));
  }

  @Property
  void rings_anyCourse_neverTwiceWithoutBeingFarBetween(
      @ForAll List<@IntRange(max = 300) Integer> course) {
    ExhaustionAlarm alarm = ExhaustionAlarm.quiet();
    boolean farSince = true;
    for (int minutes : course) {
      farSince |= minutes > 120;
      if (alarm.rings(in(minutes), NOON)) {
        assertTrue(farSince && minutes <= 60);
        farSince = false;
      }
      alarm = alarm.after(in(minutes), NOON);
    }
  }
}
