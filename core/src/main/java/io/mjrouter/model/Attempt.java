package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import com.google.common.base.MoreObjects;
import java.time.Instant;
import java.util.Optional;

/**
 * One try of a submission at one route.
 *
 * @param number 1 for the first
 * @param route where
 * @param token the mark that the host was given in place of the caller's state; whoever knows it
 *     could pass a task off for this one, so it is not shown
 * @param state what came of it
 * @param reason the typed reason as text; empty while it is open or when it was accepted, unless
 *     the task died there and was tried elsewhere
 * @param detail one line for a person
 * @param price what it costs; empty where nobody published a price
 * @param charge what became of that money
 * @param started when it was admitted, just before its intent was recorded
 * @param ended when the outcome was recorded
 */
public record Attempt(
    int number,
    Route route,
    String token,
    State state,
    String reason,
    String detail,
    Optional<Money> price,
    ChargeState charge,
    Instant started,
    Optional<Instant> ended) {

  /** What came of an attempt. */
  public enum State {
    /** Recorded before sending; it may have been sent. */
    INTENT,
    ACCEPTED,
    REJECTED,
    NOT_SENT,
    UNKNOWN
  }

  public Attempt {
    if (number < 1) {
      throw new IllegalArgumentException("attempt: " + number + " (expected: 1 or more)");
    }
    requireNonNull(route, "route");
    requireNonNull(token, "token");
    requireNonNull(state, "state");
    requireNonNull(reason, "reason");
    requireNonNull(detail, "detail");
    requireNonNull(price, "price");
    requireNonNull(charge, "charge");
    requireNonNull(started, "started");
    requireNonNull(ended, "ended");
  }

  /** An attempt that is about to be sent. */
  public static Attempt intent(
      int number, Route route, String token, Optional<Money> price, Instant started) {
    return new Attempt(
        number,
        route,
        token,
        State.INTENT,
        "",
        "",
        price,
        ChargeState.RESERVED,
        started,
        Optional.empty());
  }

  /** The same attempt with its outcome. */
  public Attempt ended(
      State state, String reason, String detail, ChargeState charge, Instant ended) {
    return new Attempt(
        number, route, token, state, reason, detail, price, charge, started, Optional.of(ended));
  }

  /** Whether a host took it and the task died there, to be tried elsewhere. */
  public boolean hasDied() {
    return state == State.ACCEPTED && !reason.isEmpty();
  }

  /**
   * Whether somebody has to look into it: nobody knows whether a host took it, or that was given
   * up, or it was paid for although its task had moved on or was given up.
   */
  public boolean isUnresolved() {
    return state == State.UNKNOWN
        || charge == ChargeState.DISPUTED
        || charge == ChargeState.DUPLICATE;
  }

  /** The same attempt, its money in another state. */
  public Attempt withCharge(ChargeState charge) {
    return new Attempt(number, route, token, state, reason, detail, price, charge, started, ended);
  }

  /** The attempt without its token. */
  @Override
  public String toString() {
    return MoreObjects.toStringHelper(this)
        .omitEmptyValues()
        .add("number", number)
        .add("route", route)
        .add("state", state)
        .add("reason", reason)
        .add("charge", charge)
        .toString();
  }
}
