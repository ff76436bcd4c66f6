package io.mjrouter.store.jdbc;

import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One write that waits for a transaction, with its record made ready for the row.
 *
 * @param <R> what comes of it
 */
abstract sealed class Order<R> permits ClaimOrder, WriteOrder {

  private final TaskRecord record;
  private final byte[] bytes;
  private @Nullable R result;
  private @Nullable RuntimeException failure;

  Order(TaskRecord record) {
    this.record = record;
    this.bytes = RecordCodec.write(record);
  }

  TaskRecord record() {
    return record;
  }

  TaskId id() {
    return record.id();
  }

  /** The record as the row holds it. */
  byte[] bytes() {
    return bytes;
  }

  /** What came of it, should the transaction be committed. */
  void is(R result) {
    this.result = result;
  }

  /** The record as the row holds it now; empty where it was not stored. */
  abstract Optional<TaskRecord> stored();

  void failed(RuntimeException failure) {
    this.failure = failure;
  }

  boolean isFailed() {
    return failure != null;
  }

  @Nullable R result() {
    return result;
  }

  /** What came of it; called after the commit. */
  R get() {
    if (failure != null) {
      throw failure;
    }
    if (result == null) {
      throw new IllegalStateException("not written: " + record);
    }
    return result;
  }

  void forget() {
    result = null;
    failure = null;
  }
}
