package io.mjrouter.task;

import static java.util.stream.Collectors.groupingBy;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.Action;
import io.mjrouter.model.Route;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.DurationModel;
import io.mjrouter.store.DurationBook;
import io.mjrouter.store.DurationCount;
import io.mjrouter.submit.Outage;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was learned of every action at every route: what all nodes counted before this process
 * began, and what it saw itself.
 *
 * <p>Safe for use by many threads.
 */
final class Habits {

  private static final Logger LOG = LoggerFactory.getLogger(Habits.class);

  /** An end that nobody saw for longer than this says little about when it was. */
  private static final Duration WIDEST = Duration.ofMinutes(2);

  private static final Duration SAVED_EVERY = Duration.ofMinutes(1);

  private final DurationBook book;
  private final RandomGenerator random;
  private final TimeSource time;
  private final Outage outage = new Outage(LOG, "learned durations are kept");
  private final ConcurrentMap<Kind, Habit> habits = new ConcurrentHashMap<>();
  private final Map<Count, Integer> unsaved = new HashMap<>();
  private long saved;

  private record Kind(Route route, Action action) {
    static Kind of(DurationCount count) {
      return new Kind(new Route(count.provider(), count.mode()), count.action());
    }
  }

  private record Count(Kind kind, int bucket) {}

  Habits(DurationBook book, RandomGenerator random, TimeSource time) {
    this.book = book;
    this.random = random;
    this.time = time;
    saved = time.nanoTime();
  }

  Habit of(Route route, Action action) {
    return of(new Kind(route, action));
  }

  private Habit of(Kind kind) {
    return habits.computeIfAbsent(
        kind, any -> new Habit(DurationModel.lasting(kind.route().mode(), kind.action())));
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
    Kind kind = new Kind(route, action);
    took(low, high, seen)
        .ifPresent(
            took -> {
              List<Integer> buckets = of(kind).ended(took, marks, now);
              synchronized (unsaved) {
                buckets.forEach(bucket -> unsaved.merge(new Count(kind, bucket), 1, Integer::sum));
              }
            });
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

  // ---- The book.

  /**
   * Reads what was learned before this process began, here and elsewhere.
   *
   * @throws StoreException when it cannot be read
   */
  List<DurationCount> read() {
    List<DurationCount> counts = book.weights(today());
    counts.stream()
        .collect(groupingBy(Kind::of))
        .forEach((kind, learned) -> of(kind).counted(learned, time.nanoTime()));
    return counts;
  }

  /** Writes what was learned since, once a minute. */
  void saveWhenDue() {
    if (!Followed.isWithin(SAVED_EVERY, saved, time.nanoTime())) {
      save();
    }
  }

  /** Writes what was learned since; what cannot be written waits for the next time. */
  void save() {
    saved = time.nanoTime();
    Map<Count, Integer> counts;
    synchronized (unsaved) {
      counts = Map.copyOf(unsaved);
      unsaved.clear();
    }
    if (counts.isEmpty()) {
      return;
    }
    List<DurationCount> written = new ArrayList<>();
    counts.forEach(
        (count, times) ->
            written.add(
                new DurationCount(
                    count.kind().route().provider(),
                    count.kind().route().mode(),
                    count.kind().action(),
                    count.bucket(),
                    times)));
    try {
      book.add(today(), written);
      outage.over();
    } catch (StoreException e) {
      outage.failed(e);
      synchronized (unsaved) {
        counts.forEach((count, times) -> unsaved.merge(count, times, Integer::sum));
      }
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
  }
}
