package io.mjrouter.model;

import java.util.Locale;

/**
 * Why a route was chosen, kept for later, or left out.
 *
 * <p>A route has one reason: the causes stand in the order in which they are looked for, and the
 * first that holds is named. Kept packed in records: a new constant goes to the end.
 */
public enum RouteReason {
  CHOSEN,
  /** Tried next, should the ones before it not take the submission. */
  KEPT,
  /** Ejected, and yet tried: nothing better was left. */
  LEAST_BAD,
  /** The task that is followed up lives at another provider. */
  NOT_AT_ORIGIN,
  /** The caller named others that may serve it. */
  NOT_PINNED,
  /** It was tried for this submission already. */
  TRIED,
  UNSUPPORTED,
  MODE_NOT_ALLOWED,
  /** Nobody published its price, and a cap must be kept. */
  PRICE_UNKNOWN,
  PRICE_TOO_HIGH,
  DISABLED,
  DRAINED,
  BAD_KEY,
  NO_MONEY,
  /** Out for a while after failures; comes back by itself. */
  EJECTED,
  /** It has to prove itself, and another submission is just trying it. */
  ON_TRIAL,
  /** The host asked for a pause, or its refusals suggest one. */
  COOLING_DOWN,
  /** As much is under way as it takes. */
  BUSY,
  RATE_LIMITED,
  PROVIDER_SPEND_CAP,
  CALLER_SPEND_CAP,
  TOTAL_SPEND_CAP,
  /** What is left on the account is less than the price. */
  BALANCE_BELOW_PRICE,
  /** Not likely enough to finish by the deadline. */
  TOO_SLOW,
  /** The policy did not want it. */
  LEFT_OUT_BY_POLICY;

  /** The reason that a reached cap is. */
  public static RouteReason of(SpendCap cap) {
    return switch (cap) {
      case PROVIDER -> PROVIDER_SPEND_CAP;
      case CALLER -> CALLER_SPEND_CAP;
      case TOTAL -> TOTAL_SPEND_CAP;
    };
  }

  /** Whether the route is among those to try. */
  public boolean isAdmitted() {
    return this == CHOSEN || this == KEPT || this == LEAST_BAD;
  }

  /** Whether a cap on a day's money is in the way. */
  public boolean isCap() {
    return this == PROVIDER_SPEND_CAP || this == CALLER_SPEND_CAP || this == TOTAL_SPEND_CAP;
  }

  /** Whether it may pass at any moment, by itself. */
  public boolean passes() {
    return switch (this) {
      case EJECTED, ON_TRIAL, COOLING_DOWN, BUSY, RATE_LIMITED, TOO_SLOW -> true;
      default -> false;
    };
  }

  /** The reason as meters and logs spell it: lower case with hyphens. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
