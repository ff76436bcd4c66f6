package io.mjrouter.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a task that was given up is looked at again: some hosts finish what they seemed to lose. */
final class GivenUp {

  private static final List<Duration> AFTER =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));

  private GivenUp() {}

  /** The time to the next look so long after it was given up; empty when there is none. */
  static Optional<Duration> next(Duration age) {
    return AFTER.stream()
        .filter(after -> after.compareTo(age) > 0)
        .findFirst()
        .map(after -> after.minus(age));
  }
}
