package io.mjrouter.store;

import com.google.common.base.Ticker;
import com.google.common.cache.CacheBuilder;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Something known of tasks, for a while by the monotonic clock. Safe for use by many threads.
 *
 * @param <V> what is known of each
 */
public final class ShortMemory<V> {

  private final ConcurrentMap<TaskId, V> known;

  private ShortMemory(CacheBuilder<? super TaskId, ? super V> cache, TimeSource time) {
    known =
        cache
            .ticker(
                new Ticker() {
                  @Override
                  public long read() {
                    return time.nanoTime();
                  }
                })
            .<TaskId, V>build()
            .asMap();
  }

  /**
   * Knows nothing yet; what has not been used for long goes first where there is no room.
   *
   * @param kept how long each is known since it was put in
   * @param room how much is known at most, by weight
   */
  public static <V> ShortMemory<V> bounded(
      TimeSource time, Duration kept, long room, ToIntFunction<V> weight) {
    return new ShortMemory<>(
        CacheBuilder.newBuilder()
            .maximumWeight(room)
            .weigher((TaskId id, V value) -> weight.applyAsInt(value))
            .expireAfterWrite(kept),
        time);
  }

  /** Knows nothing yet, and later what was used within a time, however much that is. */
  public static <V> ShortMemory<V> ofUsed(TimeSource time, Duration within) {
    return new ShortMemory<>(CacheBuilder.newBuilder().expireAfterAccess(within), time);
  }

  public Optional<V> find(TaskId id) {
    return Optional.ofNullable(known.get(id));
  }

  /** What is known, which is something new where nothing was. */
  public V findOr(TaskId id, Supplier<V> made) {
    return known.computeIfAbsent(id, any -> made.get());
  }

  public void put(TaskId id, V value) {
    known.put(id, value);
  }

  public void drop(TaskId id) {
    known.remove(id);
  }

  /** Forgets a task of which this is known still. */
  public void drop(TaskId id, V value) {
    known.remove(id, value);
  }

  /** Of how many tasks something is known. */
  public int size() {
    // Those that are forgotten may still be counted; they are not found.
    return Set.copyOf(known.keySet()).size();
  }
}
