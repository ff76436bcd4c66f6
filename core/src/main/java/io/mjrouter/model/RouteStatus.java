package io.mjrouter.model;

import java.util.Locale;

/** Whether a route takes submissions now, and if not, the first cause that is looked for. */
public enum RouteStatus {
  OPEN,
  /** Switched off. */
  DISABLED,
  /** Takes no new submissions, as the operator said. */
  DRAINED,
  BAD_KEY,
  NO_MONEY,
  /** Out for a while after failures; comes back by itself. */
  EJECTED,
  /** Has to prove itself, by one submission at a time. */
  ON_TRIAL,
  /** The host asked for a pause, or its refusals suggest one. */
  COOLING_DOWN;

  /** The status as meters spell it: lower case with hyphens. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
