package io.mjrouter.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SpendCap;
import io.mjrouter.store.SpendAccount;
import io.mjrouter.store.SpendSum;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SpendTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Instant NOON = Instant.parse("2026-05-01T04:00:00Z");
  private static final ProviderId COMET = ProviderId.of("comet");
  private static final ProviderId DEER = ProviderId.of("deer");

  /** Two hundred charges, moved in any legal order, against sums kept in the plainest way. */
  @Property(tries = 300)
  void anyInterleaving_conservesEveryMicroDollar(@ForAll long seed) {
    Random random = new Random(seed);
    Spend spend = Spend.none(SHANGHAI);
    List<Charge> charges = new ArrayList<>();
    List<ChargeState> states = new ArrayList<>();
    for (int step = 0; step < 200; step++) {
      int pick = random.nextInt(charges.size() + 2);
      if (pick >= charges.size()) {
        Charge charge =
            new Charge(
                random.nextBoolean() ? COMET : DEER,
                random.nextBoolean() ? "" : "web",
                new Money(random.nextInt(200_000)),
                NOON.plusSeconds(random.nextInt(86_400)));
        charges.add(charge);
        states.add(ChargeState.RESERVED);
        spend = spend.reserved(charge);
      } else {
        ChargeState from = states.get(pick);
        ChargeState to = ChargeState.values()[random.nextInt(ChargeState.values().length)];
        if (Spend.mayMove(from, to)) {
          spend = spend.moved(charges.get(pick), from, to);
          states.set(pick, to);
        } else {
          Spend before = spend;
          assertThrows(
              IllegalStateException.class, () -> before.moved(charges.get(pick), from, to));
        }
      }
      for (Instant day : List.of(NOON, NOON.plusSeconds(86_400))) {
        check(spend.day(day), day, charges, states);
      }
    }
  }

  private static void check(
      Spend.Day day, Instant date, List<Charge> charges, List<ChargeState> states) {
    Money ever = Money.ZERO;
    Money comet = Money.ZERO;
    Money spent = Money.ZERO;
    Money web = Money.ZERO;
    Money disputed = Money.ZERO;
    for (int i = 0; i < charges.size(); i++) {
      Charge charge = charges.get(i);
      if (!charge
          .intent()
          .atZone(SHANGHAI)
          .toLocalDate()
          .equals(date.atZone(SHANGHAI).toLocalDate())) {
        continue;
      }
      Money amount = charge.amount();
      ever = ever.plus(amount);
      if (states.get(i).isSpent()) {
        spent = spent.plus(amount);
        comet = charge.provider().equals(COMET) ? comet.plus(amount) : comet;
        web = charge.caller().equals("web") ? web.plus(amount) : web;
      }
      disputed = states.get(i) == ChargeState.DISPUTED ? disputed.plus(amount) : disputed;
    }
    assertEquals(ever, day.total().ever());
    assertEquals(spent, day.total().spent());
    assertEquals(comet, day.provider(COMET).spent());
    assertEquals(spent.minus(comet), day.provider(DEER).spent());
    assertEquals(web, day.caller("web").spent());
    assertEquals(spent.minus(web), day.caller("").spent());
    assertEquals(disputed, day.total().in(ChargeState.DISPUTED));
  }

  @Test
  void moved_afterMidnight_countsOnTheDayOfTheIntent() {
    Instant lastSecond = Instant.parse("2026-05-01T15:59:59Z");
    Charge charge = new Charge(COMET, "", Money.usd("0.056"), lastSecond);
    Spend spend =
        Spend.none(SHANGHAI)
            .reserved(charge)
            .moved(charge, ChargeState.RESERVED, ChargeState.SETTLED);
    assertEquals(Money.usd("0.056"), spend.day(lastSecond).total().spent());
    assertEquals(Money.ZERO, spend.day(lastSecond.plusSeconds(1)).total().spent());
  }

  @Test
  void passed_amountOverACap_namesTheNarrowestCap() {
    Charge charge = new Charge(COMET, "web", Money.usd("0.9"), NOON);
    Spend spend = Spend.none(SHANGHAI).reserved(charge);
    SpendCaps caps =
        new SpendCaps(
            Optional.of(Money.usd("1")),
            Map.of(COMET, Money.usd("1")),
            Map.of("web", Money.usd("1")));
    Money tenCents = Money.usd("0.1");
    Money more = Money.usd("0.100001");
    assertEquals(Optional.empty(), passed(spend, caps, new Charge(COMET, "web", tenCents, NOON)));
    assertEquals(
        Optional.of(SpendCap.PROVIDER), passed(spend, caps, new Charge(COMET, "web", more, NOON)));
    assertEquals(
        Optional.of(SpendCap.CALLER), passed(spend, caps, new Charge(DEER, "web", more, NOON)));
    assertEquals(
        Optional.of(SpendCap.TOTAL), passed(spend, caps, new Charge(DEER, "", more, NOON)));
    assertTrue(caps.concern(DEER, ""));
  }

  private static Optional<SpendCap> passed(Spend spend, SpendCaps caps, Charge charge) {
    return spend.passed(caps, charge, Optional.empty());
  }

  @Test
  void passed_whatComesBackWithIt_makesRoomOnItsOwnDayUnderItsOwnCaps() {
    Charge died = new Charge(COMET, "web", Money.usd("0.9"), NOON);
    Spend spend = Spend.none(SHANGHAI).reserved(died);
    Charge next = new Charge(DEER, "web", Money.usd("1"), NOON);
    SpendCaps total = new SpendCaps(Optional.of(Money.usd("1")), Map.of(), Map.of());
    SpendCaps caller = new SpendCaps(Optional.empty(), Map.of(), Map.of("web", Money.usd("1")));
    for (SpendCaps caps : List.of(total, caller)) {
      assertTrue(spend.passed(caps, next, Optional.empty()).isPresent());
      assertEquals(Optional.empty(), spend.passed(caps, next, Optional.of(died)));
    }
    Charge yesterdays = new Charge(COMET, "web", Money.usd("0.9"), NOON.minusSeconds(86_400));
    assertEquals(Optional.of(SpendCap.TOTAL), spend.passed(total, next, Optional.of(yesterdays)));
    Charge anothers = new Charge(COMET, "app", Money.usd("0.9"), NOON);
    assertEquals(Optional.of(SpendCap.CALLER), spend.passed(caller, next, Optional.of(anothers)));
  }

  @Test
  void reserved_aDayLongGone_isForgotten() {
    Spend spend =
        Spend.none(SHANGHAI)
            .reserved(new Charge(COMET, "", Money.usd("1"), NOON))
            .reserved(new Charge(COMET, "", Money.usd("1"), NOON.plusSeconds(86_400)));
    Charge old = new Charge(COMET, "", Money.usd("1"), NOON.minusSeconds(86_400));
    assertSame(spend, spend.reserved(old));
    assertSame(spend, spend.moved(old, ChargeState.RESERVED, ChargeState.SETTLED));
  }

  @Test
  void read_whatTheStoreKnows_countsOthersMoneyAndOwnOnlyOnce() {
    LocalDate day = LocalDate.of(2026, 5, 1);
    Charge own = new Charge(COMET, "web", Money.usd("0.3"), NOON);
    List<SpendSum> sums =
        List.of(
            sum(day, COMET, "web", ChargeState.RESERVED, "0.3"),
            sum(day, COMET, "app", ChargeState.SETTLED, "0.5"),
            sum(day, DEER, "app", ChargeState.REFUNDED, "0.7"));
    Spend spend = Spend.none(SHANGHAI).reserved(own).read(day, sums);

    assertEquals(Money.usd("0.8"), spend.day(NOON).spent());
    assertEquals(Money.usd("0.8"), spend.day(NOON).spent(COMET));
    assertEquals(Money.usd("0.3"), spend.day(NOON).spent("web"));
    assertEquals(Money.usd("0.5"), spend.day(NOON).spent("app"));
    assertEquals(spend.day(NOON).spent(), spend.read(day, sums).day(NOON).spent());

    Spend released = spend.moved(own, ChargeState.RESERVED, ChargeState.RELEASED);

    assertEquals(Money.usd("0.5"), released.day(NOON).spent());
    assertEquals(
        Optional.of(SpendCap.CALLER),
        passed(
            released,
            new SpendCaps(Optional.empty(), Map.of(), Map.of("app", Money.usd("0.5"))),
            new Charge(DEER, "app", Money.usd("0.01"), NOON)));
  }

  private static SpendSum sum(
      LocalDate day, ProviderId provider, String caller, ChargeState state, String amount) {
    SpendAccount account = new SpendAccount(day, provider, caller, Mode.FAST, Action.IMAGINE);
    return new SpendSum(account, state, Money.usd(amount), 1);
  }
}
