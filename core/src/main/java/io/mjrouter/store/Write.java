package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One change of a record with all that must happen together with it, or not at all.
 *
 * @param record what the record becomes; with the version of the one that it replaces
 * @param bookings the money that moves
 * @param limits what its reservations must respect
 * @param fence the lease under which it is made; empty where none is needed
 */
public record Write(
    TaskRecord record, List<Booking> bookings, List<SpendLimit> limits, Optional<Fence> fence) {

  public Write {
    requireNonNull(record, "record");
    bookings = List.copyOf(bookings);
    limits = List.copyOf(limits);
    requireNonNull(fence, "fence");
  }

  /** A change that moves no money and needs no lease. */
  public static Write of(TaskRecord record) {
    return new Write(record, List.of(), List.of(), Optional.empty());
  }

  public Write booking(List<Booking> value) {
    return new Write(record, value, limits, fence);
  }

  public Write within(List<SpendLimit> value) {
    return new Write(record, bookings, value, fence);
  }

  public Write under(Optional<Fence> value) {
    return new Write(record, bookings, limits, value);
  }
}
