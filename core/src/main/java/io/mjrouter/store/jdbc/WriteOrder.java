package io.mjrouter.store.jdbc;

import io.mjrouter.model.Task;
import io.mjrouter.store.Booking;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import java.util.Optional;

/** A change of a record that waits to be stored. */
final class WriteOrder extends Order<Written> {

  private long number;

  WriteOrder(Write write) {
    super(write);
  }

  /** The number of the end that this is; 0 for no end. */
  long number() {
    return number;
  }

  void number(long number) {
    this.number = number;
  }

  @Override
  Optional<TaskRecord> stored() {
    return Optional.ofNullable(result()).flatMap(Written::stored);
  }

  boolean ends() {
    return record().task().status().isFinal();
  }

  /** Whether pictures may be kept for it that nobody needs any more. */
  boolean leavesContent() {
    Task task = record().task();
    boolean decided = write().bookings().stream().map(Booking::from).anyMatch(Optional::isPresent);
    return task.status().isFinal() || (decided && record().submission().isEmpty());
  }
}
