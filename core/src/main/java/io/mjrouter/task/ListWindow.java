package io.mjrouter.task;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.TaskSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The part of a host's list in which an attempt can be, page by page: lists show a hundred tasks or
 * so, and many more may have come since. A host's stamps may differ from ours by minutes.
 *
 * @param sent when it was sent
 * @param until the newest submission that is of interest
 */
record ListWindow(Instant sent, Instant until) {

  /** A submission may take over a minute, and a host's clock be ahead. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  /** A host's clock may be behind. */
  private static final Duration BEHIND = Duration.ofMinutes(3);

  /** The first page for an attempt beyond the newest; empty where that reached as far back. */
  static Optional<ListWindow> beyond(Collection<TaskSnapshot> newest, Attempt attempt) {
    long step = AHEAD.toSeconds();
    // Attempts of the same minutes share a page.
    long end = -Math.floorDiv(-attempt.started().plus(AHEAD).getEpochSecond(), step) * step;
    ListWindow all = new ListWindow(attempt.started(), Instant.ofEpochSecond(end));
    return all.unread(newest)
        .map(oldest -> oldest.isBefore(all.until) ? new ListWindow(all.sent, oldest) : all);
  }

  /** The page after this one, which showed these; empty where that was the last. */
  Optional<ListWindow> after(Collection<TaskSnapshot> page) {
    return unread(page)
        .filter(oldest -> oldest.isBefore(until))
        .map(oldest -> new ListWindow(sent, oldest));
  }

  /** The oldest of a page, where there may be something of interest before it. */
  private Optional<Instant> unread(Collection<TaskSnapshot> page) {
    return page.stream()
        .flatMap(task -> task.submitted().stream())
        .min(Comparator.naturalOrder())
        .filter(oldest -> oldest.isAfter(sent.minus(BEHIND)));
  }
}
