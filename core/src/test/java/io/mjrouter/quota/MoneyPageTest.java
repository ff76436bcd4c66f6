package io.mjrouter.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.docs.Page;
import io.mjrouter.docs.Page.Table;
import io.mjrouter.model.Balance;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each number of a worked example in docs/money.md is what the code says. */
class MoneyPageTest {

  private static final Page PAGE = Page.read("money.md");
  private static final ProviderId DEER = ProviderId.of("deer");
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final Table day = new Table("what happens", "price", "money", "spent", "left of $0.25");
  private Spend spend = Spend.none(ZoneOffset.UTC);

  @Test
  void day_ofSixAttempts_sums() {
    attempt("a picture", "0.05", ChargeState.SETTLED);
    attempt("a picture that fails, paid back", "0.05", ChargeState.SETTLED, ChargeState.REFUNDED);
    attempt("refused: the queue is full", "0.05", ChargeState.RELEASED);
    attempt("the answer is lost, and nobody finds out", "0.05", ChargeState.DISPUTED);
    attempt("asked twice by `resubmit`, both took it: the second", "0.05", ChargeState.DUPLICATE);
    attempt("another one is just being sent", "0.05");

    assertShown(day);
    SpendCaps caps =
        new SpendCaps(
            Optional.empty(), Map.of(DEER, Money.usd("0.25")), Map.of("web", Money.usd("1")));
    Charge fits = new Charge(DEER, "web", Money.usd("0.05"), NOON);
    assertEquals(Optional.empty(), spend.passed(caps, fits, Optional.empty()));
    Charge tooMuch = new Charge(DEER, "web", Money.usd("0.050001"), NOON);
    assertTrue(spend.passed(caps, tooMuch, Optional.empty()).isPresent());
  }

  private void attempt(String what, String price, ChargeState... course) {
    Charge charge = new Charge(DEER, "web", Money.usd(price), NOON);
    spend = spend.reserved(charge);
    ChargeState state = ChargeState.RESERVED;
    for (ChargeState next : course) {
      spend = spend.moved(charge, state, next);
      state = next;
    }
    Money spent = spend.day(NOON).spent();
    String way =
        "`RESERVED`"
            + Arrays.stream(course).map(s -> " → `" + s + "`").collect(Collectors.joining());
    day.row(what, "$" + price, way, spent.toString(), Money.usd("0.25").minus(spent).toString());
  }

  @Test
  void transitions_allThatAreAllowed() {
    Table table = new Table("from", "to");
    for (ChargeState from : ChargeState.values()) {
      String to =
          Arrays.stream(ChargeState.values())
              .filter(each -> Spend.mayMove(from, each))
              .map(each -> "`" + each + "`")
              .collect(Collectors.joining(", "));
      table.row("`" + from + "`", to.isEmpty() ? "nowhere" : to);
    }
    assertShown(table);
  }

  @Test
  void forecast_spendingOfTheLastHour() {
    Table table = new Table("balance read", "spent in the last hour", "gone in");
    for (String spent : new String[] {"0.5", "2", "8"}) {
      BalanceState state =
          BalanceState.unknown()
              .spent(Money.usd(spent), NOON.minus(Duration.ofMinutes(60)))
              .read(Balance.of(Money.usd("6"), NOON), 0, Money.ZERO);
      Duration left = Duration.between(NOON, state.exhaustedAt(NOON).orElseThrow());
      table.row("$6.00", Money.usd(spent).toString(), left.toMinutes() + " min");
    }
    assertShown(table);
  }

  @Test
  void midnight_zone_moneyCountsOnTheDayOfTheIntent() {
    Instant late = Instant.parse("2026-05-01T15:59:00Z");
    Charge charge = new Charge(DEER, "web", Money.usd("0.05"), late);
    Spend shanghai =
        Spend.none(ZoneId.of("Asia/Shanghai"))
            .reserved(charge)
            .moved(charge, ChargeState.RESERVED, ChargeState.SETTLED);
    assertEquals(Money.usd("0.05"), shanghai.day(late).spent());
    assertEquals(Money.ZERO, shanghai.day(late.plus(Duration.ofMinutes(2))).spent());
  }

  private static void assertShown(Table table) {
    assertTrue(PAGE.shows(table.toString()), () -> "expected in docs/money.md:\n" + table);
  }
}
