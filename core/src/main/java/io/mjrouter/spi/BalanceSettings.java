package io.mjrouter.spi;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * How a provider's balance is read.
 *
 * @param enabled whether it is read at all
 * @param refresh how often it is read
 * @param endpoint the one way to ask; empty: the profile's, one after the other ({@code auto})
 * @param key a key for balance calls only; empty: the provider's
 * @param accessToken new-api's system access token, for {@code user-self}
 * @param userId new-api's user id, for {@code user-self}
 * @param unitUsd worth of one unit of the answer in dollars; empty: the profile's
 */
public record BalanceSettings(
    boolean enabled,
    Duration refresh,
    Optional<BalanceProbe.Endpoint> endpoint,
    Optional<Secret> key,
    Optional<Secret> accessToken,
    Optional<String> userId,
    Optional<BigDecimal> unitUsd) {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final BalanceSettings DEFAULTS =
      new BalanceSettings(
          true,
          Duration.ofMinutes(5),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public BalanceSettings {
    if (refresh.isNegative() || refresh.isZero() || refresh.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "refresh: " + refresh + " (expected: more than nothing, at most " + LONGEST + ")");
    }
    unitUsd.ifPresent(
        usd -> {
          if (usd.signum() <= 0) {
            throw new IllegalArgumentException("unitUsd: " + usd + " (expected: above 0)");
          }
        });
  }

  public static BalanceSettings defaults() {
    return DEFAULTS;
  }

  public BalanceSettings withRefresh(Duration refresh) {
    return new BalanceSettings(enabled, refresh, endpoint, key, accessToken, userId, unitUsd);
  }

  public BalanceSettings withEndpoint(BalanceProbe.Endpoint endpoint) {
    return new BalanceSettings(
        enabled, refresh, Optional.of(endpoint), key, accessToken, userId, unitUsd);
  }

  public BalanceSettings withAccessToken(Secret accessToken, String userId) {
    return new BalanceSettings(
        enabled, refresh, endpoint, key, Optional.of(accessToken), Optional.of(userId), unitUsd);
  }

  public BalanceSettings withUnitUsd(BigDecimal unitUsd) {
    return new BalanceSettings(
        enabled, refresh, endpoint, key, accessToken, userId, Optional.of(unitUsd));
  }

  public BalanceSettings disabled() {
    return new BalanceSettings(false, refresh, endpoint, key, accessToken, userId, unitUsd);
  }
}
