package io.mjrouter.task;

import io.mjrouter.route.DurationModel;
import io.mjrouter.store.DurationCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of one action at one route: how long it takes, and what its progress tells.
 *
 * <p>Safe for use by many threads.
 */
final class Habit {

  /** Where counts of progress stand among the buckets of durations, and far from them. */
  private static final int PROGRESS = 1_000;

  private final ProgressModel progress = new ProgressModel();
  private DurationModel durations;
  private @Nullable Curve byAge;

  Habit(DurationModel durations) {
    this.durations = durations;
  }

  /**
   * A task took this long.
   *
   * @return the {@linkplain DurationCount#bucket buckets} in which that counts
   */
  synchronized List<Integer> ended(Duration took, @Nullable Marks marks, long now) {
    durations = durations.finished(took, now);
    byAge = null;
    List<Integer> buckets = new ArrayList<>();
    buckets.add(DurationModel.bucket(took));
    if (marks != null) {
      progress.ended(marks, took.toNanos() / 1e9).forEach(place -> buckets.add(PROGRESS + place));
    }
    return buckets;
  }

  /** Adds what was counted before this process began, here and elsewhere. */
  synchronized void counted(List<DurationCount> counts, long now) {
    double[] weights = new double[DurationModel.buckets()];
    for (DurationCount count : counts) {
      DurationModel.add(weights, count);
      progress.counted(count.bucket() - PROGRESS, count.count());
    }
    durations = durations.with(weights, now);
    byAge = null;
  }

  /** When a task with these marks is likely to end. */
  synchronized Outlook outlook(@Nullable Marks marks, long now) {
    if (byAge == null) {
      double[] ends = new double[DurationModel.buckets()];
      for (int i = 0; i < ends.length; i++) {
        ends[i] = DurationModel.end(i);
      }
      byAge = Curve.of(ends, durations.weights(now));
    }
    Outlook general = Outlook.of(byAge);
    if (marks == null || marks.newest() < 0) {
      return general;
    }
    int part = marks.newest();
    return general.with(progress.shares(part), marks.age(part), marks.foretold(part));
  }
}
