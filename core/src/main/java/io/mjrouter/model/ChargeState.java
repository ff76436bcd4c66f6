package io.mjrouter.model;

/** What became of the money for one attempt. */
public enum ChargeState {
  /** Set aside before sending. */
  RESERVED,
  /** The host took the submission: paid. */
  SETTLED,
  /** Paid, and given back because the task failed. */
  REFUNDED,
  /** Not sent or refused: nothing was paid. */
  RELEASED,
  /** Nobody can tell whether it was paid; counts as spent. */
  DISPUTED,
  /** Found out late that it was paid as well; counts as spent. */
  DUPLICATE;

  /** Whether the amount counts as spent. */
  public boolean isSpent() {
    return switch (this) {
      case RESERVED, SETTLED, DISPUTED, DUPLICATE -> true;
      case REFUNDED, RELEASED -> false;
    };
  }
}
