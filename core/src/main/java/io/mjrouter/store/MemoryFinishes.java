package io.mjrouter.store;

import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** The ends that a memory store remembers. Ended and forgotten under the store's lock. */
final class MemoryFinishes implements Finishes {

  private final Function<TaskId, Optional<TaskRecord>> records;
  private final ConcurrentSkipListMap<Long, TaskId> ends = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Long, TaskId> untold = new ConcurrentSkipListMap<>();
  private final ConcurrentMap<TaskId, Long> numbers = new ConcurrentHashMap<>();
  private long last;

  MemoryFinishes(Function<TaskId, Optional<TaskRecord>> records) {
    this.records = records;
  }

  void ended(TaskId id) {
    if (numbers.containsKey(id)) {
      return;
    }
    long number = ++last;
    numbers.put(id, number);
    untold.put(number, id);
    ends.put(number, id);
  }

  void forget(TaskId id) {
    Long number = numbers.remove(id);
    if (number != null) {
      ends.remove(number);
      untold.remove(number);
    }
  }

  @Override
  public Page since(long cursor, int limit) {
    return page(ends, Shards.every(), cursor, limit);
  }

  @Override
  public Page untold(Shards shards, long cursor, int limit) {
    return page(untold, shards, cursor, limit);
  }

  private Page page(NavigableMap<Long, TaskId> from, Shards shards, long cursor, int limit) {
    List<TaskRecord> page = new ArrayList<>();
    long next = cursor;
    for (Map.Entry<Long, TaskId> end : from.tailMap(cursor, false).entrySet()) {
      if (page.size() == limit) {
        break;
      }
      if (shards.contains(end.getValue())) {
        records.apply(end.getValue()).ifPresent(page::add);
      }
      next = end.getKey();
    }
    return new Page(page, next);
  }

  @Override
  public List<TaskRecord> failedSince(Shards shards, Instant since, int limit) {
    return ends.descendingMap().values().stream()
        .filter(shards::contains)
        .flatMap(id -> records.apply(id).stream())
        .filter(record -> record.task().status() == TaskStatus.FAILED)
        .filter(record -> record.task().ended().filter(at -> !at.isBefore(since)).isPresent())
        .limit(limit)
        .toList();
  }

  @Override
  public void told(Collection<TaskId> ids) {
    for (TaskId id : ids) {
      Long number = numbers.get(id);
      if (number != null) {
        untold.remove(number);
      }
    }
  }
}
