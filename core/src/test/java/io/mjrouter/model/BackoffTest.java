package io.mjrouter.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60));

  @Test
  void after_eachIsTwiceAsLongUpToTheLongest() {
    List<Long> seconds =
        IntStream.rangeClosed(0, 6).mapToObj(i -> PAUSES.after(i).toSeconds()).toList();
    assertEquals(List.of(2L, 4L, 8L, 16L, 32L, 60L, 60L), seconds);
  }

  @Test
  void after_anyNumber_isTheLongestAndNeverOverflows() {
    Backoff days = new Backoff(Duration.ofDays(1), Duration.ofDays(365));
    assertEquals(Duration.ofDays(365), days.after(Integer.MAX_VALUE));
    assertEquals(Duration.ofSeconds(60), PAUSES.after(64));
  }
}
