package io.mjrouter.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class TimeoutsTest {

  @Test
  void withRead_aDay_isTaken() {
    assertEquals(Duration.ofDays(1), Timeouts.defaults().withRead(Duration.ofDays(1)).read());
  }

  /** A count of nanoseconds ends after 292 years. */
  @Test
  void withRead_forEver_isRefused() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Timeouts.defaults().withRead(ChronoUnit.FOREVER.getDuration()));

    assertEquals(
        "read: "
            + ChronoUnit.FOREVER.getDuration()
            + " (expected: more than nothing, at most PT24H)",
        thrown.getMessage());
  }
}
