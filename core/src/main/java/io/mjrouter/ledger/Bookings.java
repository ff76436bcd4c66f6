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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The money that moves when a record begins, or becomes the next: the only place that says so. */
public final class Bookings {

  private Bookings() {}

  /**
   * What must be booked together with a new record.
   *
   * @param zone where days of money begin
   */
  public static List<Booking> of(TaskRecord first, ZoneId zone) {
    return from(Map.of(), first.task(), zone);
  }

  /**
   * What must be booked together with a change.
   *
   * @param zone where days of money begin
   */
  public static List<Booking> between(TaskRecord before, TaskRecord after, ZoneId zone) {
    Map<Integer, ChargeState> stood =
        before.task().attempts().stream()
            .collect(Collectors.toMap(Attempt::number, Attempt::charge));
    return from(stood, after.task(), zone);
  }

  private static List<Booking> from(Map<Integer, ChargeState> stood, Task task, ZoneId zone) {
    return task.attempts().stream()
        .filter(attempt -> stood.get(attempt.number()) != attempt.charge())
        .map(
            attempt ->
                new Booking(
                    account(task, attempt, zone),
                    Optional.ofNullable(stood.get(attempt.number())),
                    attempt.charge(),
                    attempt.price().orElse(Money.ZERO)))
        .toList();
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
