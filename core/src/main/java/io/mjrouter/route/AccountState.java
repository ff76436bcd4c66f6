package io.mjrouter.route;

import io.mjrouter.model.Backoff;
import io.mjrouter.model.Balance;
import io.mjrouter.model.Money;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider takes nothing although it may be healthy: what waiting alone does not mend.
 *
 * <p>A bad key goes away by a new key ({@link #renewed}), by {@link #readmitted}, or by a free call
 * that the key was good enough for. No money goes away by a free reading above the price that was
 * refused, or by {@link #readmitted}; where the readings say nothing, one real submission may try
 * after 15 minutes, doubling up to 2 hours. Disabled and drained are what the operator says. A
 * cheaper call than the one refused for money may still be tried. An immutable value.
 *
 * @param renewed since when it is reached as it is now; null: always
 * @param refused since when the key is refused; null: it is not
 * @param broke what is known about the lack of money; null: nothing
 */
public record AccountState(
    boolean disabled,
    boolean drained,
    @Nullable Renewed renewed,
    @Nullable Refused refused,
    @Nullable Broke broke) {

  private static final AccountState GOOD = new AccountState(false, false, null, null, null);
  private static final Backoff PAUSES = new Backoff(Duration.ofMinutes(15), Duration.ofHours(2));

  /** The way to it is the present one, its key included, since that time. */
  record Renewed(long at) {}

  /** The key was refused first at that time. */
  record Refused(long since) {}

  /**
   * The account was refused for lack of money.
   *
   * @param since when it was refused first
   * @param price the least price that was refused; null when unknown: then nothing is affordable
   * @param refusals how many in a row
   * @param at when the last one was
   * @param retryAt when one submission may try without a reading
   * @param poorAt when a reading last showed less than the price
   * @param poor whether there was such a reading
   */
  record Broke(
      long since,
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

    Broke seen(boolean nowPoor, long now) {
      return new Broke(since, price, refusals, at, retryAt, nowPoor, now, permit);
    }

    Broke forPrice(@Nullable Money least) {
      return new Broke(since, least, refusals, at, retryAt, poor, poorAt, permit);
    }

    Broke with(@Nullable Permit value) {
      return new Broke(since, price, refusals, at, retryAt, poor, poorAt, value);
    }

    /** A reading that says "too little" holds until it is as old as the longest wait. */
    long triesAt() {
      return poor ? later(poorAt + PAUSES.longest().toNanos(), retryAt) : retryAt;
    }

    /** The same where another submission is just trying. */
    long triesNextAt() {
      return permit == null ? triesAt() : later(triesAt(), permit.expires());
    }

    private static long later(long a, long b) {
      return a - b > 0 ? a : b;
    }

    boolean mayTry(long now) {
      return now - triesAt() >= 0 && (permit == null || !permit.isLive(now));
    }
  }

  public static AccountState good() {
    return GOOD;
  }

  public AccountState withDisabled(boolean value) {
    return new AccountState(value, drained, renewed, refused, broke);
  }

  public AccountState withDrained(boolean value) {
    return new AccountState(disabled, value, renewed, refused, broke);
  }

  /** The operator says that it works again. */
  public AccountState readmitted() {
    return new AccountState(disabled, false, renewed, null, null);
  }

  /** It is reached in another way from now on, as with a new key: nothing is known against that. */
  public AccountState renewed(long now) {
    return new AccountState(disabled, drained, new Renewed(now), null, null);
  }

  /** Whether a call that began then was made in an older way, and so says nothing of this one. */
  public boolean isNewerThan(long asked) {
    return renewed != null && asked - renewed.at < 0;
  }

  public AccountState keyRefused(long now) {
    return refused != null
        ? this
        : new AccountState(disabled, drained, renewed, new Refused(now), broke);
  }

  /**
   * A call was answered that needs the same key as a submit.
   *
   * @param asked when it began: one that was under way when the key was refused shows nothing
   */
  public AccountState keyWorks(long asked) {
    return refused == null || asked - refused.since < 0
        ? this
        : new AccountState(disabled, drained, renewed, null, broke);
  }

  public boolean badKey() {
    return refused != null;
  }

  /**
   * The host refused a submission for lack of money. Of those that were under way together, the
   * first refusal counts, however many follow it.
   *
   * @param begun when it was admitted
   */
  public AccountState moneyRefused(Optional<Money> price, long begun, long now) {
    int before = broke == null ? 0 : broke.refusals;
    Money asked = price.orElse(null);
    Money least =
        broke == null
            ? asked
            : broke.price == null || asked == null ? null : least(broke.price, asked);
    if (broke != null && begun - broke.at < 0) {
      return with(broke.forPrice(least));
    }
    long wait = PAUSES.after(before).toNanos();
    long since = broke == null ? now : broke.since;
    return with(new Broke(since, least, before + 1, now, now + wait, false, 0, null));
  }

  private static Money least(Money a, Money b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /**
   * A free reading. After the second refusal in a row a reading that shows enough is believed no
   * sooner than the wait: it has proved wrong before.
   *
   * @param asked when it was asked for: before the refusal it says nothing
   */
  public AccountState balanceRead(Balance balance, long asked, long now) {
    if (broke == null || balance.remaining().isEmpty() || asked - broke.at < 0) {
      return this;
    }
    Money left = balance.remaining().get();
    boolean enough = broke.price != null ? left.compareTo(broke.price) >= 0 : left.micros() > 0;
    return enough && broke.refusals < 2 ? with(null) : with(broke.seen(!enough, now));
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
    return with(broke.with(new Permit(owner, now + Health.TRIAL_NANOS)));
  }

  /**
   * A submit ended that was not refused for money; one that was accepted shows that there is some.
   *
   * @param begun when it was admitted: before the refusal it says nothing
   */
  public AccountState answered(String owner, boolean accepted, Optional<Money> price, long begun) {
    if (broke == null) {
      return this;
    }
    if (accepted && broke.covers(price) && begun - broke.at >= 0) {
      return with(null);
    }
    return broke.permit != null && broke.permit.owner().equals(owner)
        ? with(broke.with(null))
        : this;
  }

  /** The first time at which one submission may try again without a reading; empty: not out. */
  public Optional<Long> moneyRetryAt() {
    return Optional.ofNullable(broke).map(Broke::triesNextAt);
  }

  /** Since when it is out of money; empty: not out. */
  public Optional<Long> brokeSince() {
    return Optional.ofNullable(broke).map(Broke::since);
  }

  /** Since when its key is refused; empty: it is not. */
  public Optional<Long> keyRefusedSince() {
    return Optional.ofNullable(refused).map(Refused::since);
  }

  private AccountState with(@Nullable Broke value) {
    return new AccountState(disabled, drained, renewed, refused, value);
  }
}
