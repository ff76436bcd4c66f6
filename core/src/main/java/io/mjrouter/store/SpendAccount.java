package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SpendCap;
import java.time.LocalDate;

/**
 * What daily sums are kept by.
 *
 * @param day the day of the intent, whenever the money moves
 * @param provider who is paid
 * @param caller who asked; empty where callers are not told apart
 * @param mode the mode it was sent in
 * @param action what the task is
 */
public record SpendAccount(
    LocalDate day, ProviderId provider, String caller, Mode mode, Action action) {

  public SpendAccount {
    requireNonNull(day, "day");
    requireNonNull(provider, "provider");
    requireNonNull(caller, "caller");
    requireNonNull(mode, "mode");
    requireNonNull(action, "action");
  }

  /** Whether the money of another account of the day counts against the same cap. */
  boolean sharesCap(SpendCap cap, SpendAccount other) {
    return switch (cap) {
      case PROVIDER -> provider.equals(other.provider);
      case CALLER -> caller.equals(other.caller);
      case TOTAL -> true;
    };
  }
}
