package io.mjrouter.route;

import io.mjrouter.model.Money;
import io.mjrouter.quota.BalanceState;
import io.mjrouter.quota.ConcurrencyLimit;
import io.mjrouter.quota.Cooldown;
import io.mjrouter.quota.RateWindow;
import io.mjrouter.store.NodePlace;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is true of a whole account now, in whatever mode.
 *
 * @param calls submits under way
 * @param rate submits of the last minute
 * @param cooldown the pause after a host said that there are too many requests
 */
public record ProviderState(
    Offer offer,
    AccountState account,
    ConcurrencyLimit calls,
    RateWindow rate,
    Cooldown cooldown,
    BalanceState balance) {

  static ProviderState of(Offer offer) {
    return new ProviderState(
        offer,
        AccountState.good(),
        ConcurrencyLimit.of(offer.concurrent()),
        RateWindow.of(offer.perMinute()),
        Cooldown.none(),
        BalanceState.unknown());
  }

  ProviderState with(AccountState value) {
    return new ProviderState(offer, value, calls, rate, cooldown, balance);
  }

  ProviderState with(ConcurrencyLimit value) {
    return new ProviderState(offer, account, value, rate, cooldown, balance);
  }

  ProviderState with(RateWindow value) {
    return new ProviderState(offer, account, calls, value, cooldown, balance);
  }

  ProviderState with(Cooldown value) {
    return new ProviderState(offer, account, calls, rate, value, balance);
  }

  ProviderState with(BalanceState value) {
    return new ProviderState(offer, account, calls, rate, cooldown, value);
  }

  /** How many submits are under way. */
  int underWay() {
    return calls.inFlight();
  }

  /** One submit is about to be sent. */
  ProviderState admitted(String token, Optional<Money> price, long now, Instant wall) {
    return new ProviderState(
        offer,
        account.admitted(token, price, now),
        calls.taken(),
        rate.taken(now),
        cooldown,
        balance.spent(price.orElse(Money.ZERO), wall));
  }

  /** The same account under another configuration, and with this node's part of its limits. */
  ProviderState under(Offer newOffer, NodePlace place) {
    return new ProviderState(
        newOffer,
        account,
        calls.under(place.partOf(newOffer.concurrent())),
        rate.under(part(newOffer.perMinute(), place)),
        cooldown,
        balance);
  }

  private static OptionalInt part(OptionalInt limit, NodePlace place) {
    return limit.isEmpty() ? limit : OptionalInt.of(place.partOf(limit.getAsInt()));
  }
}
