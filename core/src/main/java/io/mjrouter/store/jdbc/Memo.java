package io.mjrouter.store.jdbc;

import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.ShortMemory;
import io.mjrouter.store.TaskRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Records that this process has just written or read, beside the bytes that stand for them: a row
 * that still holds them need not be made sense of again. Those with pictures by content are left
 * out, as they are large. Safe for use by many threads.
 */
final class Memo {

  /** About as long as a submission takes, and no longer than a store could be set back in. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  private static final int MOST = 10_000;

  private final ShortMemory<Known> known;

  /** A record and what the row holds of it. */
  private static final class Known {
    private final TaskRecord record;
    private final byte[] bytes;

    private Known(TaskRecord record, byte[] bytes) {
      this.record = record;
      this.bytes = bytes;
    }
  }

  Memo(TimeSource time) {
    known = ShortMemory.bounded(time, KEPT, MOST, each -> 1);
  }

  /**
   * A record as it is in the store, or was.
   *
   * @param bytes the same as the row holds it; not to be changed any more
   */
  void put(TaskRecord record, byte[] bytes) {
    if (!ContentRows.has(record)) {
      known.put(record.id(), new Known(record, bytes));
    }
  }

  void drop(TaskId id) {
    known.drop(id);
  }

  /** The record as it is known here. */
  Optional<TaskRecord> find(TaskId id) {
    return known.find(id).map(each -> each.record);
  }

  /** The record that a row holds, if that is known. */
  Optional<TaskRecord> find(TaskId id, long version, byte[] bytes) {
    return known
        .find(id)
        .filter(each -> each.record.version() == version && Arrays.equals(each.bytes, bytes))
        .map(each -> each.record);
  }
}
