package io.mjrouter.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a task that was given up is looked at again: some hosts finish what they seemed to lose. */
final class GivenUp {

  private static final List<Duration> AFTER =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));

  /** How many looks there are. */
  static final int LOOKS = AFTER.size();

  private GivenUp() {}

  /** The time to the next look after so many; empty when there is none. */
  static Optional<Duration> next(int looks) {
    return looks >= LOOKS
        ? Optional.empty()
        : Optional.of(looks == 0 ? AFTER.get(0) : AFTER.get(looks).minus(AFTER.get(looks - 1)));
  }
}
