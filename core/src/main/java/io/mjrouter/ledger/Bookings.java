package io.mjrouter.ledger;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Money;
import io.mjrouter.model.Task;
import io.mjrouter.store.Booking;
import io.mjrouter.store.SpendAccount;
import io.mjrouter.store.TaskRecord;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The money that moves when a record begins, or becomes the next: the only place that says so. */
public final class Bookings {

  private Bookings() {}

  /**
   * What must be booked together with a new record.
   *
   * @param zone where days of money begin
   */
  public static List<Booking> of(TaskRecord first, ZoneId zone) {
    return from(List.of(), first.task(), zone);
  }

  /**
   * What must be booked together with a change.
   *
   * @param zone where days of money begin
   */
  public static List<Booking> between(TaskRecord before, TaskRecord after, ZoneId zone) {
    return from(before.task().attempts(), after.task(), zone);
  }

  private static List<Booking> from(List<Attempt> before, Task after, ZoneId zone) {
    List<Booking> bookings = new ArrayList<>();
    for (Attempt attempt : after.attempts()) {
      ChargeState stood = charge(before, attempt.number());
      if (stood != attempt.charge()) {
        bookings.add(
            new Booking(
                account(after, attempt, zone),
                Optional.ofNullable(stood),
                attempt.charge(),
                attempt.price().orElse(Money.ZERO)));
      }
    }
    return bookings;
  }

  /** Null where there was no such attempt. */
  private static @Nullable ChargeState charge(List<Attempt> attempts, int number) {
    for (Attempt attempt : attempts) {
      if (attempt.number() == number) {
        return attempt.charge();
      }
    }
    return null;
  }

  private static SpendAccount account(Task task, Attempt attempt, ZoneId zone) {
    return new SpendAccount(
        LocalDate.ofInstant(attempt.started(), zone),
        attempt.route().provider(),
        task.caller(),
        attempt.route().mode(),
        task.action());
  }
}
