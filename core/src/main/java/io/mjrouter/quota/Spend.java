package io.mjrouter.quota;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SpendCap;
import io.mjrouter.store.SpendSum;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What was spent by day: in all, at each provider, by each caller; exact to the micro-dollar.
 *
 * <p>An amount is reserved once and then only moves between states ({@link #moved}); it always
 * counts on the day of its intent. Of each day the sums in all, over the providers and over the
 * callers are equal. Two days are kept, today's and the one before; what moves in an older day no
 * longer matters to any cap. An immutable value.
 */
public final class Spend {

  private static final int DAYS = 2;

  private final ZoneId zone;
  private final Map<LocalDate, Day> days;

  private Spend(ZoneId zone, Map<LocalDate, Day> days) {
    this.zone = zone;
    this.days = days;
  }

  /** Nothing spent; days begin at midnight in the zone. */
  public static Spend none(ZoneId zone) {
    return new Spend(zone, Map.of());
  }

  /** The day of a moment, as it stands now. */
  public Day day(Instant moment) {
    return days.getOrDefault(LocalDate.ofInstant(moment, zone), Day.EMPTY);
  }

  /** When the day of a moment is over. */
  public Instant nextDay(Instant moment) {
    return LocalDate.ofInstant(moment, zone).plusDays(1).atStartOfDay(zone).toInstant();
  }

  /**
   * The first cap that an amount on top of its day would pass.
   *
   * @param back what comes back together with it; of another day it makes no room
   */
  public Optional<SpendCap> passed(SpendCaps caps, Charge charge, Optional<Charge> back) {
    return day(charge.intent())
        .passed(caps, charge, back.filter(other -> isOneDay(charge, other)).orElse(null));
  }

  private boolean isOneDay(Charge one, Charge other) {
    return LocalDate.ofInstant(one.intent(), zone)
        .equals(LocalDate.ofInstant(other.intent(), zone));
  }

  /**
   * Sets an amount aside. It checks no cap: see {@link #passed}.
   *
   * @throws ArithmeticException when a sum leaves the range of a {@code long}
   */
  public Spend reserved(Charge charge) {
    LocalDate date = LocalDate.ofInstant(charge.intent(), zone);
    Day day = days.getOrDefault(date, Day.EMPTY).reserved(charge);
    return isForgotten(date) ? this : with(date, day);
  }

  /**
   * Moves an amount that was reserved before.
   *
   * @throws IllegalStateException when a charge cannot go from one state to the other, or the state
   *     holds less than the amount
   */
  public Spend moved(Charge charge, ChargeState from, ChargeState to) {
    if (!mayMove(from, to)) {
      throw new IllegalStateException("charge: " + from + " to " + to);
    }
    LocalDate date = LocalDate.ofInstant(charge.intent(), zone);
    Day day = days.get(date);
    return day == null ? this : with(date, day.moved(charge, from, to));
  }

  /** Whether the money of one attempt can go from one state to another. */
  public static boolean mayMove(ChargeState from, ChargeState to) {
    return switch (from) {
      case RESERVED ->
          switch (to) {
            case SETTLED, RELEASED, DISPUTED, DUPLICATE -> true;
            case RESERVED, REFUNDED -> false;
          };
      case DISPUTED ->
          switch (to) {
            case SETTLED, RELEASED, REFUNDED, DUPLICATE -> true;
            case RESERVED, DISPUTED -> false;
          };
      case SETTLED, DUPLICATE -> to == ChargeState.REFUNDED;
      case REFUNDED, RELEASED -> false;
    };
  }

  /**
   * Takes over what a store knows of a day: the sums of every process, this one's among them. Until
   * it is read again, this process alone moves them.
   */
  public Spend read(LocalDate date, List<SpendSum> sums) {
    Day day = days.getOrDefault(date, Day.EMPTY).read(sums);
    return isForgotten(date) ? this : with(date, day);
  }

  private boolean isForgotten(LocalDate date) {
    return days.size() >= DAYS && days.keySet().stream().allMatch(date::isBefore);
  }

  private Spend with(LocalDate date, Day day) {
    Map<LocalDate, Day> copy = new HashMap<>(days);
    copy.put(date, day);
    while (copy.size() > DAYS) {
      copy.keySet().stream().min(LocalDate::compareTo).ifPresent(copy::remove);
    }
    return new Spend(zone, copy);
  }

  /** One day's money. An immutable value. */
  public static final class Day {

    private static final Day EMPTY =
        new Day(Tally.EMPTY, Tallies.none(), Tallies.none(), Elsewhere.NOTHING);

    private final Tally total;
    private final Tallies<ProviderId> providers;
    private final Tallies<String> callers;
    private final Elsewhere elsewhere;

    private Day(
        Tally total, Tallies<ProviderId> providers, Tallies<String> callers, Elsewhere elsewhere) {
      this.total = total;
      this.providers = providers;
      this.callers = callers;
      this.elsewhere = elsewhere;
    }

    /** What moved here, in this process. */
    public Tally total() {
      return total;
    }

    public Tally provider(ProviderId provider) {
      return providers.of(provider);
    }

    public Tally caller(String caller) {
      return callers.of(caller);
    }

    private Optional<SpendCap> passed(SpendCaps caps, Charge charge, @Nullable Charge back) {
      ProviderId provider = charge.provider();
      String caller = charge.caller();
      Money more = charge.amount();
      Money less = back == null ? Money.ZERO : back.amount();
      boolean sameProvider = back != null && back.provider().equals(provider);
      boolean sameCaller = back != null && back.caller().equals(caller);
      if (isPassed(
          caps.providers().get(provider),
          spent(provider).plus(more),
          sameProvider ? less : Money.ZERO)) {
        return Optional.of(SpendCap.PROVIDER);
      }
      if (isPassed(
          caps.callers().get(caller), spent(caller).plus(more), sameCaller ? less : Money.ZERO)) {
        return Optional.of(SpendCap.CALLER);
      }
      return isPassed(caps.total().orElse(null), spent().plus(more), less)
          ? Optional.of(SpendCap.TOTAL)
          : Optional.empty();
    }

    /** What counts against the cap on everything, wherever it was spent. */
    public Money spent() {
      return total.spent().plus(elsewhere.total());
    }

    /** What counts against a provider's cap, wherever it was spent. */
    public Money spent(ProviderId provider) {
      return provider(provider).spent().plus(elsewhere.provider(provider));
    }

    /** What counts against a caller's cap, wherever it was spent. */
    public Money spent(String caller) {
      return caller(caller).spent().plus(elsewhere.caller(caller));
    }

    private static boolean isPassed(@Nullable Money cap, Money spent, Money back) {
      return cap != null && spent.minus(back).compareTo(cap) > 0;
    }

    private Day read(List<SpendSum> sums) {
      return new Day(total, providers, callers, Elsewhere.of(sums, this));
    }

    private Day reserved(Charge charge) {
      return with(charge, tally -> tally.plus(ChargeState.RESERVED, charge.amount()));
    }

    private Day moved(Charge charge, ChargeState from, ChargeState to) {
      return with(charge, tally -> tally.moved(from, to, charge.amount()));
    }

    private Day with(Charge charge, UnaryOperator<Tally> change) {
      ProviderId provider = charge.provider();
      String caller = charge.caller();
      return new Day(
          change.apply(total),
          providers.with(provider, change.apply(providers.of(provider))),
          callers.with(caller, change.apply(callers.of(caller))),
          elsewhere);
    }

    Tallies<ProviderId> providers() {
      return providers;
    }

    Tallies<String> callers() {
      return callers;
    }
  }
}
