package io.mjrouter.ledger;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import java.util.ArrayList;
import java.util.List;

/** What becomes of the money when a task ends. */
final class Charges {

  private Charges() {}

  /**
   * Nothing stays reserved. What was paid for the last attempt that a host took comes back where
   * the host refunds; what was paid before it, for opening a window, does not, nor what was paid
   * before one that it may have taken.
   */
  static List<Attempt> decided(List<Attempt> attempts, boolean refunds) {
    List<Attempt> decided = new ArrayList<>(attempts);
    boolean refund = refunds;
    for (int i = decided.size() - 1; i >= 0; i--) {
      Attempt attempt = decided.get(i);
      if (attempt.charge() == ChargeState.RESERVED) {
        decided.set(i, attempt.withCharge(ChargeState.DISPUTED));
        refund = false;
      } else if (refund && attempt.charge() == ChargeState.SETTLED) {
        decided.set(i, attempt.withCharge(ChargeState.REFUNDED));
        refund = false;
      }
    }
    return decided;
  }
}
