package io.mjrouter.task;

import io.mjrouter.route.DurationModel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of one action at one route: how long it takes, and what its progress tells.
 *
 * <p>Safe for use by many threads.
 */
final class Habit {

  private final ProgressModel progress = new ProgressModel();
  private DurationModel durations;
  private @Nullable Curve byAge;

  Habit(DurationModel durations) {
    this.durations = durations;
  }

  /** A task took this long. */
  synchronized void ended(Duration took, @Nullable Marks marks, long now) {
    durations = durations.finished(took, now);
    byAge = null;
    if (marks != null) {
      progress.ended(marks, took.toNanos() / 1e9);
    }
  }

  /** Adds what was counted elsewhere; see {@link DurationModel#with}. */
  synchronized void counted(double[] weights, long now) {
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
