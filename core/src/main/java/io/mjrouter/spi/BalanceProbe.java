package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where and how an account's balance is read without paying.
 *
 * @param endpoint the shape of the call
 * @param origin where it is asked, if not at the base address; the key goes there too
 * @param unitsPerUsd how many units of the answer make a dollar
 * @param unlimited values that mean "no limit" and say nothing about money
 */
public record BalanceProbe(
    Endpoint endpoint, Optional<URI> origin, BigDecimal unitsPerUsd, Set<BigDecimal> unlimited) {

  /** The known ways to ask. */
  public enum Endpoint {
    NONE,
    /** new-api: {@code GET /api/usage/token/}, what is left on the key, in quota units. */
    TOKEN_USAGE,
    /**
     * one-api and new-api: {@code GET /v1/dashboard/billing/subscription} and {@code .../usage};
     * limit in dollars less usage in cents.
     */
    BILLING,
    /**
     * new-api: {@code GET /api/user/self}, what is left on the account, in quota units; needs a
     * system access token and a user id of its own.
     */
    USER_SELF,
    /** CometAPI: {@code GET /user/quota?key=KEY} at an origin of its own, in dollars. */
    COMET_QUOTA,
    /** imarouter: {@code GET /api/usage/token/user-balance}, in dollars. */
    USER_BALANCE,
    /** As OpenAI once did: {@code GET /v1/dashboard/billing/credit_grants}, in dollars. */
    CREDIT_GRANTS
  }

  /** new-api's units for one dollar. */
  public static final BigDecimal NEW_API_UNITS = BigDecimal.valueOf(500_000);

  public BalanceProbe {
    requireNonNull(endpoint, "endpoint");
    requireNonNull(origin, "origin");
    if (unitsPerUsd.signum() <= 0) {
      throw new IllegalArgumentException("unitsPerUsd: " + unitsPerUsd + " (expected: above 0)");
    }
    unlimited = Set.copyOf(unlimited);
  }

  public static BalanceProbe none() {
    return new BalanceProbe(Endpoint.NONE, Optional.empty(), BigDecimal.ONE, Set.of());
  }

  /** A probe at the base address, in the units and with the sentinels that are usual for it. */
  public static BalanceProbe of(Endpoint endpoint) {
    return switch (endpoint) {
      case TOKEN_USAGE, USER_SELF ->
          new BalanceProbe(endpoint, Optional.empty(), NEW_API_UNITS, Set.of());
      case BILLING ->
          new BalanceProbe(
              endpoint, Optional.empty(), BigDecimal.ONE, Set.of(BigDecimal.valueOf(100_000_000)));
      case NONE, COMET_QUOTA, USER_BALANCE, CREDIT_GRANTS ->
          new BalanceProbe(endpoint, Optional.empty(), BigDecimal.ONE, Set.of());
    };
  }

  public BalanceProbe withUnitsPerUsd(BigDecimal unitsPerUsd) {
    return new BalanceProbe(endpoint, origin, unitsPerUsd, unlimited);
  }

  /** The same probe, asked elsewhere; the key goes there too. */
  public BalanceProbe withOrigin(URI origin) {
    return new BalanceProbe(endpoint, Optional.of(origin), unitsPerUsd, unlimited);
  }
}
