package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Attempt;
import java.util.List;
import java.util.Optional;

/**
 * A new record, or one change of a record, with all that must happen together with it, or not at
 * all.
 *
 * @param record what the record becomes; with the version of the one that it replaces, 0 for a new
 *     one
 * @param bookings the money that moves
 * @param limits what its reservations must respect
 * @param fence the lease under which it is made; empty where none is needed
 * @param mayWait whether nothing is lost but a little time where it is stored later, or together
 *     with the next: it moves no money, and another look at the host would show the same
 */
public record Write(
    TaskRecord record,
    List<Booking> bookings,
    List<SpendLimit> limits,
    Optional<Fence> fence,
    boolean mayWait) {

  private static final int LONGEST_STEP = 0xffff;

  public Write {
    requireNonNull(record, "record");
    bookings = List.copyOf(bookings);
    limits = List.copyOf(limits);
    requireNonNull(fence, "fence");
  }

  /** A change that moves no money and needs no lease. */
  public static Write of(TaskRecord record) {
    return new Write(record, List.of(), List.of(), Optional.empty(), false);
  }

  public Write booking(List<Booking> value) {
    return new Write(record, value, limits, fence, mayWait);
  }

  public Write within(List<SpendLimit> value) {
    return new Write(record, bookings, value, fence, mayWait);
  }

  public Write under(Optional<Fence> value) {
    return new Write(record, bookings, limits, value, mayWait);
  }

  public Write mayWait(boolean value) {
    return new Write(record, bookings, limits, fence, value);
  }

  Write with(TaskRecord value) {
    return new Write(value, bookings, limits, fence, mayWait);
  }

  /**
   * The version that the record has once it is written: beyond that of the one it replaces, by a
   * step that belongs to what became of the task and its attempts. So a version names one state: in
   * a store that was set back, two who go on from the same one do not take each other's for their
   * own.
   */
  public long version() {
    int step = record.task().status().name().hashCode();
    for (Attempt attempt : record.task().attempts()) {
      step = 31 * step + attempt.token().hashCode();
      step = 31 * step + attempt.state().name().hashCode();
      step = 31 * step + attempt.charge().name().hashCode();
    }
    return record.version() + 1 + (step & LONGEST_STEP);
  }

  /** The least {@link TaskRecord#order} that the record can have once it is written. */
  public long order() {
    return mayWait ? record.order() + 1 : TaskRecord.order(version(), 0);
  }
}
