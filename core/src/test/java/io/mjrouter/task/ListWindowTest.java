package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.TaskSnapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which page of a host's list is read next. */
class ListWindowTest {

  private static final Instant SENT = Instant.parse("2026-01-01T12:01:00Z");
  private static final Attempt LOST =
      Attempt.intent(1, new Route(ProviderId.of("host"), Mode.FAST), "t", Optional.empty(), SENT);

  private static List<TaskSnapshot> submitted(String... times) {
    return Arrays.stream(times)
        .map(
            time ->
                TaskSnapshot.builder("1", HostStatus.SUBMITTED)
                    .submitted(Instant.parse("2026-01-01T" + time + "Z"))
                    .build())
        .toList();
  }

  private static Optional<String> until(Optional<ListWindow> window) {
    return window.map(each -> each.until().toString().substring(11, 19));
  }

  @Test
  void beyond_newestReachFarEnoughBack_isNothing() {
    assertEquals(Optional.empty(), ListWindow.beyond(submitted("13:00:00", "11:58:00"), LOST));
    assertEquals(Optional.empty(), ListWindow.beyond(List.of(), LOST));
  }

  @Test
  void beyond_newestAreMuchNewer_endsAFewMinutesAfterTheAttemptForAllOfThoseMinutes() {
    assertEquals(
        Optional.of("12:10:00"), until(ListWindow.beyond(submitted("15:00:00", "14:00:00"), LOST)));
  }

  @Test
  void beyond_newestEndAmongThoseOfInterest_goesOnThere() {
    assertEquals(
        Optional.of("12:03:00"), until(ListWindow.beyond(submitted("12:30:00", "12:03:00"), LOST)));
  }

  @Test
  void after_page_goesOnWhereItEndedUntilItIsBeforeTheAttempt() {
    ListWindow window = ListWindow.beyond(submitted("15:00:00"), LOST).orElseThrow();

    Optional<ListWindow> second = window.after(submitted("12:09:00", "12:02:00"));
    assertEquals(Optional.of("12:02:00"), until(second));
    assertEquals(Optional.empty(), second.orElseThrow().after(submitted("12:02:00", "11:50:00")));
  }

  @Test
  void after_pageThatDoesNotMove_isTheLast() {
    ListWindow window = ListWindow.beyond(submitted("12:30:00", "12:03:00"), LOST).orElseThrow();

    assertEquals(Optional.empty(), window.after(submitted("12:03:00")));
    assertEquals(Optional.empty(), window.after(List.of()));
  }
}
