package io.mjrouter.store.jdbc;

import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Write;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One write that waits for a transaction, with its record made ready for the row.
 *
 * @param <R> what comes of it
 */
abstract sealed class Order<R> permits ClaimOrder, WriteOrder {

  private final Write write;
  private final byte[] bytes;
  private @Nullable R result;
  private @Nullable RuntimeException failure;

  Order(Write write) {
    this.write = write;
    this.bytes = RecordCodec.write(write.record());
  }

  Write write() {
    return write;
  }

  TaskRecord record() {
    return write.record();
  }

  TaskId id() {
    return record().id();
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

  boolean isStored() {
    return stored().isPresent();
  }

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
      throw new IllegalStateException("not written: " + record());
    }
    return result;
  }

  void forget() {
    result = null;
    failure = null;
  }
}
