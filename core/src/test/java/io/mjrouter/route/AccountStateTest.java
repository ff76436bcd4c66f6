package io.mjrouter.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Balance;
import io.mjrouter.model.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AccountStateTest {

  private static final Optional<Money> FAST = Optional.of(Money.usd("0.1"));
  private static final Optional<Money> RELAX = Optional.of(Money.usd("0.05"));
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  @Test
  void moneyRefused_cheaperCall_mayStillBeTried() {
    AccountState broke = AccountState.good().moneyRefused(FAST, 0, 0);
    assertTrue(broke.lacksMoney(FAST, 1));
    assertFalse(broke.lacksMoney(RELAX, 1));
    assertTrue(broke.moneyRefused(RELAX, 1, 1).lacksMoney(RELAX, 2));
  }

  @Test
  void moneyRefused_noReading_oneSubmissionTriesAfter15MinutesDoublingTo2Hours() {
    AccountState account = AccountState.good();
    long now = 0;
    for (long minutes : new long[] {15, 30, 60, 120, 120}) {
      account = account.moneyRefused(FAST, now, now);
      assertTrue(account.lacksMoney(FAST, now + minutes * MINUTE - 1));
      now += minutes * MINUTE;
      assertFalse(account.lacksMoney(FAST, now));
      account = account.admitted("a", FAST, now);
      assertTrue(account.lacksMoney(FAST, now));
    }
    assertFalse(account.answered("a", true, FAST, now).lacksMoney(FAST, now));
  }

  @Test
  void moneyRefused_manyUnderWayAtOnce_isOneRefusal() {
    AccountState account = AccountState.good();
    for (int i = 1; i <= 10; i++) {
      account = account.moneyRefused(FAST, 0, i);
    }
    assertTrue(account.lacksMoney(FAST, 15 * MINUTE));
    assertFalse(account.lacksMoney(FAST, 15 * MINUTE + 1));
    assertFalse(account.balanceRead(balance("5"), MINUTE, MINUTE).lacksMoney(FAST, MINUTE));
    assertTrue(account.moneyRefused(RELAX, 0, 11).lacksMoney(RELAX, 12));
  }

  @Test
  void moneyRefused_severalPrices_theLeastIsWhatItLacks() {
    Optional<Money> less = Optional.of(Money.usd("0.04"));
    AccountState falling = AccountState.good().moneyRefused(FAST, 0, 0).moneyRefused(RELAX, 1, 1);
    assertFalse(falling.lacksMoney(less, 2));
    AccountState rising = AccountState.good().moneyRefused(RELAX, 0, 0).moneyRefused(FAST, 1, 1);
    assertTrue(rising.lacksMoney(RELAX, 2));
    assertFalse(rising.lacksMoney(less, 2));
  }

  @Test
  void moneyRefused_priceUnknown_isBackWithAnyMoneyAtAll() {
    AccountState broke = AccountState.good().moneyRefused(Optional.empty(), 0, 0);
    assertTrue(broke.lacksMoney(RELAX, 1));
    assertTrue(broke.balanceRead(balance("0"), 1, 1).lacksMoney(RELAX, 1));
    assertFalse(broke.balanceRead(balance("0.000001"), 1, 1).lacksMoney(RELAX, 1));
  }

  @Test
  void answered_refusedForSomethingElse_givesTheTrialToTheNext() {
    AccountState broke = AccountState.good().moneyRefused(FAST, 0, 0);
    long now = 15 * MINUTE;
    AccountState tried = broke.admitted("a", FAST, now);
    assertTrue(tried.answered("b", false, FAST, now).lacksMoney(FAST, now));
    assertFalse(tried.answered("a", false, FAST, now).lacksMoney(FAST, now));
  }

  @Test
  void since_refusedAgain_isTheFirstTime() {
    assertEquals(Optional.empty(), AccountState.good().brokeSince());
    assertEquals(Optional.empty(), AccountState.good().keyRefusedSince());
    AccountState out = AccountState.good().moneyRefused(FAST, 3, 3).moneyRefused(FAST, 4, 4);
    assertEquals(Optional.of(3L), out.brokeSince());
    assertEquals(Optional.of(5L), out.keyRefused(5).keyRefused(6).keyRefusedSince());
  }

  @Test
  void renewed_onlyWhatWasAskedBefore_isOfThePast() {
    AccountState renewed = AccountState.good().renewed(5);
    assertTrue(renewed.isNewerThan(4));
    assertFalse(renewed.isNewerThan(5));
  }

  @Test
  void answered_acceptedButBegunBeforeTheRefusal_showsNothing() {
    AccountState broke = AccountState.good().moneyRefused(FAST, 5, 5);
    assertTrue(broke.answered("a", true, FAST, 4).lacksMoney(FAST, 6));
    assertFalse(broke.answered("a", true, FAST, 5).lacksMoney(FAST, 6));
  }

  @Test
  void balanceRead_abovePrice_bringsItBack() {
    AccountState broke = AccountState.good().moneyRefused(FAST, 0, 0);
    assertFalse(broke.balanceRead(balance("0.1"), 1, 1).lacksMoney(FAST, 1));
    assertTrue(broke.balanceRead(balance("0.099999"), 1, 1).lacksMoney(FAST, 1));
  }

  @Test
  void balanceRead_askedForBeforeTheRefusal_saysNothing() {
    AccountState broke = AccountState.good().moneyRefused(FAST, 5, 5);
    assertEquals(broke, broke.balanceRead(balance("9"), 4, 6));
  }

  @Test
  void balanceRead_belowPrice_outlastsTheWait() {
    AccountState poor =
        AccountState.good()
            .moneyRefused(FAST, 0, 0)
            .balanceRead(balance("0"), 14 * MINUTE, 14 * MINUTE);
    assertTrue(poor.lacksMoney(FAST, 20 * MINUTE));
    assertFalse(poor.lacksMoney(FAST, (14 + 120) * MINUTE));
  }

  @Test
  void balanceRead_unlimited_saysNothing() {
    AccountState broke = AccountState.good().moneyRefused(FAST, 0, 0);
    assertEquals(broke, broke.balanceRead(Balance.unlimited(Instant.EPOCH), 1, 1));
  }

  @Test
  void balanceRead_provedWrongBefore_isBelievedOnlyAfterTheWait() {
    AccountState twice =
        AccountState.good().moneyRefused(FAST, 0, 0).moneyRefused(FAST, MINUTE, MINUTE);
    AccountState read = twice.balanceRead(balance("5"), 2 * MINUTE, 2 * MINUTE);
    assertTrue(read.lacksMoney(FAST, 3 * MINUTE));
    assertFalse(read.lacksMoney(FAST, 31 * MINUTE));
  }

  @Test
  void keyRefused_freeCallWorks_bringsItBack() {
    AccountState refused = AccountState.good().withDrained(true).keyRefused(5);
    assertTrue(refused.badKey());
    assertEquals(refused, refused.keyWorks(4), "a call that began before the refusal");
    assertEquals(AccountState.good().withDrained(true), refused.keyWorks(5));
    assertEquals(AccountState.good(), refused.moneyRefused(FAST, 0, 0).readmitted());
  }

  @Property(tries = 1000)
  void anyHistory_moneyIsThereFromNowOn_isBackWithinTwoWaits(@ForAll long seed) {
    Random random = new Random(seed);
    AccountState account = AccountState.good();
    long now = random.nextLong();
    for (int i = random.nextInt(60); i > 0; i--) {
      now += random.nextLong(40 * MINUTE);
      Optional<Money> price =
          random.nextBoolean() ? FAST : random.nextBoolean() ? RELAX : Optional.empty();
      String owner = "t" + random.nextInt(3);
      account =
          switch (random.nextInt(5)) {
            case 0 -> account.moneyRefused(price, now, now);
            case 1 -> account.admitted(owner, price, now);
            case 2 -> account.answered(owner, random.nextInt(9) == 0, price, now);
            case 3 -> account.balanceRead(balance("0.07"), now, now);
            default -> account.balanceRead(balance("0"), now, now);
          };
    }
    long since = now;
    while (account.lacksMoney(FAST, now)) {
      now += MINUTE;
    }
    assertTrue(now - since <= 121 * MINUTE);
    account = account.admitted("good", FAST, now).answered("good", true, FAST, now);
    assertFalse(account.lacksMoney(FAST, now));
  }

  private static Balance balance(String usd) {
    return Balance.of(Money.usd(usd), Instant.EPOCH);
  }
}
