package io.mjrouter.route;

import io.mjrouter.model.Balance;
import io.mjrouter.model.Money;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider takes nothing although it may be healthy: what waiting alone does not mend.
 *
 * <p>A bad key goes away by a new key, by {@link #readmitted}, or by a free call that the key was
 * good enough for. No money goes away by a free reading above the price that was refused, or by
 * {@link #readmitted}; where the readings say nothing, one real submission may try after 15
 * minutes, doubling up to 2 hours. Disabled and drained are what the operator says. A cheaper call
 * than the one refused for money may still be tried. An immutable value.
 *
 * @param badKey whether the key was refused
 * @param broke what is known about the lack of money; null: nothing
 */
public record AccountState(
    boolean disabled, boolean drained, boolean badKey, @Nullable Broke broke) {

  private static final AccountState GOOD = new AccountState(false, false, false, null);
  private static final long FIRST = Duration.ofMinutes(15).toNanos();
  private static final long LONGEST = Duration.ofHours(2).toNanos();

  /**
   * The account was refused for lack of money.
   *
   * @param price the least price that was refused; null when unknown: then nothing is affordable
   * @param refusals how many in a row
   * @param at when the last one was
   * @param retryAt when one submission may try without a reading
   * @param poorAt when a reading last showed less than the price
   * @param poor whether there was such a reading
   */
  record Broke(
      @Nullable Money price,
      int refusals,
      long at,
      long retryAt,
      boolean poor,
      long poorAt,
      @Nullable Permit permit) {

    boolean covers(Optional<Money> asked) {
      return price == null || asked.isEmpty() || asked.get().compareTo(price) >= 0;
    }

    /** A reading that says "too little" holds until it is as old as the longest wait. */
    boolean mayTry(long now) {
      return now - retryAt >= 0
          && !(poor && now - poorAt < LONGEST)
          && (permit == null || !permit.isLive(now));
    }
  }

  public static AccountState good() {
    return GOOD;
  }

  public AccountState withDisabled(boolean value) {
    return new AccountState(value, drained, badKey, broke);
  }

  public AccountState withDrained(boolean value) {
    return new AccountState(disabled, value, badKey, broke);
  }

  /** The operator says that it works again, or configured a new key. */
  public AccountState readmitted() {
    return new AccountState(disabled, false, false, null);
  }

  public AccountState keyRefused() {
    return new AccountState(disabled, drained, true, broke);
  }

  /** A free call was answered that needs the same key as a submit. */
  public AccountState keyWorks() {
    return badKey ? new AccountState(disabled, drained, false, broke) : this;
  }

  /** The host refused a submission for lack of money. */
  public AccountState moneyRefused(Optional<Money> price, long now) {
    int before = broke == null ? 0 : broke.refusals;
    Money asked = price.orElse(null);
    Money least =
        broke == null
            ? asked
            : broke.price == null || asked == null ? null : least(broke.price, asked);
    long wait = Math.min(LONGEST, FIRST << Math.min(before, 10));
    return new AccountState(
        disabled, drained, badKey, new Broke(least, before + 1, now, now + wait, false, 0, null));
  }

  private static Money least(Money a, Money b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /**
   * A free reading that was asked for after the refusal. After the second refusal in a row a
   * reading that shows enough is believed no sooner than the wait: it has proved wrong before.
   */
  public AccountState balanceRead(Balance balance, long now) {
    if (broke == null || balance.remaining().isEmpty()) {
      return this;
    }
    Money left = balance.remaining().get();
    boolean enough = broke.price != null ? left.compareTo(broke.price) >= 0 : left.micros() > 0;
    if (enough) {
      return broke.refusals < 2
          ? new AccountState(disabled, drained, badKey, null)
          : new AccountState(disabled, drained, badKey, seen(broke, false, now));
    }
    return new AccountState(disabled, drained, badKey, seen(broke, true, now));
  }

  private static Broke seen(Broke broke, boolean poor, long now) {
    return new Broke(broke.price, broke.refusals, broke.at, broke.retryAt, poor, now, broke.permit);
  }

  /** Whether a call at a price is out for lack of money. */
  public boolean lacksMoney(Optional<Money> price, long now) {
    return broke != null && broke.covers(price) && !broke.mayTry(now);
  }

  /** A submission is about to be sent; where it tries whether there is money again, alone. */
  public AccountState admitted(String owner, Optional<Money> price, long now) {
    if (broke == null || !broke.covers(price) || !broke.mayTry(now)) {
      return this;
    }
    return with(new Permit(owner, now + Health.TRIAL_NANOS));
  }

  /**
   * A submit ended that was not refused for money; one that was accepted shows that there is some.
   */
  public AccountState answered(String owner, boolean accepted, Optional<Money> price) {
    if (broke == null) {
      return this;
    }
    if (accepted && broke.covers(price)) {
      return new AccountState(disabled, drained, badKey, null);
    }
    return broke.permit != null && broke.permit.owner().equals(owner) ? with(null) : this;
  }

  /** The first time at which one submission may try again without a reading; empty: not out. */
  public Optional<Long> moneyRetryAt() {
    return Optional.ofNullable(broke).map(Broke::retryAt);
  }

  private AccountState with(@Nullable Permit permit) {
    Broke old = java.util.Objects.requireNonNull(broke);
    return new AccountState(
        disabled,
        drained,
        badKey,
        new Broke(old.price, old.refusals, old.at, old.retryAt, old.poor, old.poorAt, permit));
  }
}
