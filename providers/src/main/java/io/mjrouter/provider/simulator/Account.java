package io.mjrouter.provider.simulator;

import io.mjrouter.model.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The money of the account, and what it was spent on. Not safe for use by several threads. */
final class Account {

  private final List<PaidSubmission> paid = new ArrayList<>();
  private final Map<String, List<Integer>> paidByTask = new HashMap<>();
  private @Nullable Money balance;
  private Money charged = Money.ZERO;

  Account(Optional<Money> balance) {
    this.balance = balance.orElse(null);
  }

  boolean canPay(Money price) {
    return balance == null || price.compareTo(balance) <= 0;
  }

  void pay(PaidSubmission submission) {
    if (balance != null) {
      balance = balance.minus(submission.price());
    }
    charged = charged.plus(submission.price());
    paidByTask.computeIfAbsent(submission.hostTaskId(), id -> new ArrayList<>()).add(paid.size());
    paid.add(submission);
  }

  /** Gives back what a task cost: all of it, once. */
  void refund(String hostTaskId) {
    for (int at : paidByTask.getOrDefault(hostTaskId, List.of())) {
      PaidSubmission submission = paid.get(at);
      if (!submission.refunded()) {
        charged = charged.minus(submission.price());
        balance = balance == null ? null : balance.plus(submission.price());
        paid.set(at, submission.withRefund());
      }
    }
  }

  void empty() {
    balance = Money.ZERO;
  }

  Optional<Money> balance() {
    return Optional.ofNullable(balance);
  }

  /** What was billed, and what it comes to. */
  record Statement(List<PaidSubmission> paid, Money charged) {}

  Statement statement() {
    return new Statement(List.copyOf(paid), charged);
  }
}
