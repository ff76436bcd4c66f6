package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountTest {

  private static final Money CENT = Money.usd("0.01");

  private final Account account = new Account(Optional.of(CENT.times(3)));

  private void pay(String task) {
    account.pay(
        new PaidSubmission(task, "", Imagine.of("x"), Mode.FAST, CENT, false, Instant.EPOCH));
  }

  @Test
  void refund_twice_givesTheMoneyBackOnce() {
    pay("1");
    pay("1");
    pay("2");
    account.refund("1");
    account.refund("1");
    account.refund("unknown");

    assertEquals(CENT, account.statement().charged());
    assertEquals(Optional.of(CENT.times(2)), account.balance());
  }

  @Test
  void canPay_upToTheLastCent_andNotBeyond() {
    assertTrue(account.canPay(CENT.times(3)));
    assertFalse(account.canPay(CENT.times(4)));
    account.empty();
    assertFalse(account.canPay(CENT));
    assertTrue(account.canPay(Money.ZERO));
    assertTrue(new Account(Optional.empty()).canPay(Money.usd("1000000")));
  }
}
