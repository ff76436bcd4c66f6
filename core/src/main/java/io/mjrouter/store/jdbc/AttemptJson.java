package io.mjrouter.store.jdbc;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt as it is stored. */
record AttemptJson(
    int number,
    String provider,
    Mode mode,
    String token,
    Attempt.State state,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable Long price,
    ChargeState charge,
    Instant started,
    @Nullable Instant ended) {

  static AttemptJson of(Attempt it) {
    return new AttemptJson(
        it.number(),
        it.route().provider().name(),
        it.route().mode(),
        it.token(),
        it.state(),
        it.reason(),
        it.detail(),
        it.price().map(Money::micros).orElse(null),
        it.charge(),
        it.started(),
        it.ended().orElse(null));
  }

  Attempt toModel() {
    return new Attempt(
        number,
        new Route(ProviderId.of(provider), mode),
        token,
        state,
        RecordJson.text(reason),
        RecordJson.text(detail),
        Optional.ofNullable(price).map(Money::new),
        charge,
        started,
        Optional.ofNullable(ended));
  }
}
