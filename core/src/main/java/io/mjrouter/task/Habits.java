package io.mjrouter.task;

import io.mjrouter.model.Action;
import io.mjrouter.model.Route;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.route.DurationModel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of every action at every route.
 *
 * <p>Safe for use by many threads.
 */
final class Habits {

  /** An end that nobody saw for longer than this says little about when it was. */
  private static final Duration WIDEST = Duration.ofMinutes(2);

  private final RandomGenerator random;
  private final ConcurrentMap<Kind, Habit> habits = new ConcurrentHashMap<>();

  private record Kind(Route route, Action action) {}

  Habits(RandomGenerator random) {
    this.random = random;
  }

  Habit of(Route route, Action action) {
    return habits.computeIfAbsent(
        new Kind(route, action),
        kind -> new Habit(DurationModel.lasting(kind.route().mode(), kind.action())));
  }

  /**
   * A task ended between two looks.
   *
   * @param low its age at the look before
   * @param high its age at this look
   * @param seen what this look showed
   */
  void ended(
      Route route,
      Action action,
      Duration low,
      Duration high,
      TaskSnapshot seen,
      @Nullable Marks marks,
      long now) {
    took(low, high, seen).ifPresent(took -> of(route, action).ended(took, marks, now));
  }

  /**
   * As long as the host says, where that lies between the looks: its clock may be wrong, but it
   * measures. Else drawn evenly from between them; the time of the look itself would teach us to
   * look as late as we did.
   */
  private Optional<Duration> took(Duration low, Duration high, TaskSnapshot seen) {
    Optional<Duration> told =
        seen.submitted()
            .flatMap(begun -> seen.finished().map(ended -> Duration.between(begun, ended)))
            .filter(took -> took.compareTo(low) >= 0 && took.compareTo(high) <= 0);
    if (told.isPresent()) {
      return told;
    }
    long width = high.minus(low).toNanos();
    return width > WIDEST.toNanos()
        ? Optional.empty()
        : Optional.of(low.plusNanos((long) (width * random.nextDouble())));
  }
}
