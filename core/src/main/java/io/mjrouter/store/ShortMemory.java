package io.mjrouter.store;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Something known of tasks, for a while and in a bounded room: what has not been used for long goes
 * first. Safe for use by many threads.
 */
public final class ShortMemory<V> {

  private final Cache<TaskId, V> known;

  /**
   * Knows nothing yet.
   *
   * @param kept how long each is known, by the monotonic clock
   * @param room how much is known at most, by weight
   */
  public ShortMemory(TimeSource time, Duration kept, long room, ToIntFunction<V> weight) {
    known =
        CacheBuilder.newBuilder()
            .maximumWeight(room)
            .weigher((TaskId id, V value) -> weight.applyAsInt(value))
            .expireAfterWrite(kept)
            .ticker(
                new Ticker() {
                  @Override
                  public long read() {
                    return time.nanoTime();
                  }
                })
            .build();
  }

  public Optional<V> find(TaskId id) {
    return Optional.ofNullable(known.getIfPresent(id));
  }

  public void put(TaskId id, V value) {
    known.put(id, value);
  }

  public void drop(TaskId id) {
    known.invalidate(id);
  }
}
