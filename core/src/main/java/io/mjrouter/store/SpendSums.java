package io.mjrouter.store;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Money;
import io.mjrouter.model.SpendCap;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sums that bookings move: for stores, the one place that adds money up and says whether a cap is
 * passed. Not safe for use by several threads.
 */
public final class SpendSums {

  private final NavigableMap<LocalDate, Map<Key, SpendSum>> days = new TreeMap<>();

  private record Key(SpendAccount account, ChargeState state) {}

  /** Adds what is known from elsewhere. */
  public void add(SpendSum sum) {
    days.computeIfAbsent(sum.account().day(), any -> new LinkedHashMap<>())
        .merge(new Key(sum.account(), sum.state()), sum, SpendSums::plus);
  }

  /** Moves money. */
  public void add(List<Booking> bookings) {
    for (Booking booking : bookings) {
      booking
          .from()
          .ifPresent(
              from ->
                  add(
                      new SpendSum(
                          booking.account(), from, Money.ZERO.minus(booking.amount()), -1)));
      add(new SpendSum(booking.account(), booking.to(), booking.amount(), 1));
    }
  }

  /** The first cap that a reservation would pass, less what the same write gives back. */
  public Optional<SpendCap> passed(Write write) {
    for (Booking booking : write.bookings()) {
      for (SpendLimit limit : write.limits()) {
        if (booking.isReservation() && isPassed(limit, booking, write)) {
          return Optional.of(limit.cap());
        }
      }
    }
    return Optional.empty();
  }

  private boolean isPassed(SpendLimit limit, Booking booking, Write write) {
    Money more = spent(booking.account(), limit.cap()).plus(booking.amount());
    return more.minus(back(write, booking.account(), limit.cap())).compareTo(limit.most()) > 0;
  }

  /** The sums of these days, without those that are nothing. */
  public List<SpendSum> between(LocalDate from, LocalDate to) {
    return days.subMap(from, true, to, true).values().stream()
        .flatMap(day -> day.values().stream())
        .filter(sum -> sum.count() != 0 || !sum.amount().equals(Money.ZERO))
        .toList();
  }

  /** Every sum that was ever touched. */
  public List<SpendSum> all() {
    return days.values().stream().flatMap(day -> day.values().stream()).toList();
  }

  private static SpendSum plus(SpendSum a, SpendSum b) {
    return new SpendSum(a.account(), a.state(), a.amount().plus(b.amount()), a.count() + b.count());
  }

  private static Money back(Write write, SpendAccount account, SpendCap cap) {
    return write.bookings().stream()
        .filter(Booking::isReturn)
        .filter(
            booking ->
                booking.account().day().equals(account.day())
                    && account.sharesCap(cap, booking.account()))
        .map(Booking::amount)
        .reduce(Money.ZERO, Money::plus);
  }

  private Money spent(SpendAccount account, SpendCap cap) {
    return days.getOrDefault(account.day(), Map.of()).values().stream()
        .filter(sum -> sum.state().isSpent() && account.sharesCap(cap, sum.account()))
        .map(SpendSum::amount)
        .reduce(Money.ZERO, Money::plus);
  }
}
