package io.mjrouter;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.quota.SharedRate;
import java.util.OptionalInt;

/**
 * How often hosts' webhooks are listened to: so often a minute for each task, and for all addresses
 * together that are no task's, whoever calls them. What one sends too often keeps out no other.
 */
final class HookLimits {

  /** A host that tells of every percent stays below. */
  static final int OF_A_TASK = 120;

  static final int OF_NONE = 600;

  /** Of more tasks at once, those that were called longest ago begin anew. */
  private static final int TASKS = 10_000;

  private final TimeSource time;
  private final SharedRate ofNone = rate(OF_NONE);
  private final LoadingCache<TaskId, SharedRate> ofTasks =
      CacheBuilder.newBuilder().maximumSize(TASKS).build(CacheLoader.from(any -> rate(OF_A_TASK)));

  HookLimits(TimeSource time) {
    this.time = time;
  }

  private static SharedRate rate(int perMinute) {
    return new SharedRate(OptionalInt.of(perMinute));
  }

  /** Whether one more call is listened to for a task. */
  boolean take(TaskId task) {
    return isFree(ofTasks.getUnchecked(task));
  }

  /** Whether one more call is looked at that is for no task. */
  boolean takeForNone() {
    return isFree(ofNone);
  }

  private boolean isFree(SharedRate rate) {
    return rate.take(time.nanoTime()).isEmpty();
  }
}
