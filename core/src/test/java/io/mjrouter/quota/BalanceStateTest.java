package io.mjrouter.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Balance;
import io.mjrouter.model.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BalanceStateTest {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  @Test
  void estimate_spentAfterTheReading_isLess() {
    BalanceState state =
        BalanceState.unknown()
            .read(Balance.of(Money.usd("10"), NOON), 0, Money.usd("0.5"))
            .spent(Money.usd("2"), NOON)
            .back(Money.usd("0.25"), NOON);
    assertEquals(Optional.of(Money.usd("7.75")), state.estimate());
    assertTrue(state.covers(Money.usd("7.75"), NOON));
    assertFalse(state.covers(Money.usd("7.750001"), NOON));
  }

  @Test
  void estimate_unlimitedOrUnread_isUnknownAndCoversEverything() {
    BalanceState sentinel =
        BalanceState.unknown()
            .read(Balance.unlimited(NOON), 0, Money.ZERO)
            .spent(Money.usd("9"), NOON);
    for (BalanceState state : new BalanceState[] {BalanceState.unknown(), sentinel}) {
      assertEquals(Optional.empty(), state.estimate());
      assertEquals(Optional.empty(), state.exhaustedAt(NOON));
      assertTrue(state.covers(Money.usd("1000"), NOON));
    }
  }

  @Test
  void read_askedForBeforeTheOneKnown_isIgnored() {
    BalanceState state =
        BalanceState.unknown()
            .read(Balance.of(Money.usd("3"), NOON), -5, Money.ZERO)
            .read(Balance.of(Money.usd("9"), NOON), -6, Money.ZERO);
    assertEquals(Optional.of(Money.usd("3")), state.estimate());
  }

  @Test
  void read_wallClockSetBackMeanwhile_counts() {
    BalanceState state =
        BalanceState.unknown()
            .read(Balance.of(Money.ZERO, NOON), 1, Money.ZERO)
            .read(Balance.of(Money.usd("9"), NOON.minus(Duration.ofDays(1))), 2, Money.ZERO);
    assertEquals(Optional.of(Money.usd("9")), state.estimate());
  }

  @Test
  void exhaustedAt_sixDollarsAnHour_saysWhen() {
    BalanceState state =
        BalanceState.unknown().read(Balance.of(Money.usd("20"), NOON), 0, Money.ZERO);
    for (int minute = 0; minute < 60; minute++) {
      state = state.spent(Money.usd("0.1"), NOON.plus(Duration.ofMinutes(minute)));
    }
    Instant now = NOON.plus(Duration.ofMinutes(60));
    Instant expected = now.plus(Duration.ofMinutes(140));
    Duration error = Duration.between(expected, state.exhaustedAt(now).orElseThrow()).abs();
    assertTrue(error.compareTo(Duration.ofMinutes(3)) < 0, () -> "off by " + error);
  }

  @Test
  void exhaustedAt_nothingSpentForAnHour_isEmpty() {
    BalanceState state =
        BalanceState.unknown()
            .read(Balance.of(Money.usd("20"), NOON), 0, Money.ZERO)
            .spent(Money.usd("1"), NOON);
    assertTrue(state.exhaustedAt(NOON.plusSeconds(60)).isPresent());
    assertEquals(Optional.empty(), state.exhaustedAt(NOON.plus(Duration.ofMinutes(62))));
  }

  @Test
  void covers_readingLongOutOfDate_isNoReason() {
    BalanceState poor = BalanceState.unknown().read(Balance.of(Money.ZERO, NOON), 0, Money.ZERO);
    assertFalse(poor.covers(Money.usd("1"), NOON.plus(Duration.ofMinutes(119))));
    assertTrue(poor.covers(Money.usd("1"), NOON.plus(Duration.ofMinutes(120))));
  }

  @Property
  void exhaustedAt_anySpending_isNotBeforeNowAndLaterWithMoreMoney(
      @ForAll @IntRange(min = 1, max = 5_000) int cents,
      @ForAll @IntRange(max = 100_000) int have,
      @ForAll @IntRange(max = 100_000) int more,
      @ForAll @IntRange(max = 59) int minutes) {
    Instant now = NOON.plus(Duration.ofMinutes(minutes));
    Optional<Instant> poor = spending(cents, have).exhaustedAt(now);
    Optional<Instant> rich = spending(cents, have + more).exhaustedAt(now);

    poor.ifPresent(at -> assertFalse(at.isBefore(now)));
    rich.ifPresent(at -> assertFalse(at.isBefore(poor.orElseThrow())));
    assertEquals(Optional.of(now), spending(cents, cents).exhaustedAt(now));
  }

  /** So much, and so much spent at noon. */
  private static BalanceState spending(int cents, int have) {
    return BalanceState.unknown()
        .read(Balance.of(cents(have), NOON), 0, Money.ZERO)
        .spent(cents(cents), NOON);
  }

  private static Money cents(int cents) {
    return new Money(cents * 10_000L);
  }

  @Property
  void back_whatWasReserved_wasNeverSpent(
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 100) Integer> cents) {
    BalanceState state = BalanceState.unknown().read(Balance.of(cents(9), NOON), 0, Money.ZERO);
    for (int i = 0; i < cents.size(); i++) {
      state = state.spent(cents(cents.get(i)), NOON.plusSeconds(100L * i));
    }
    Instant now = NOON.plusSeconds(4_000);
    for (int i = 0; i < cents.size(); i++) {
      state = state.back(cents(cents.get(i)), NOON.plusSeconds(100L * i));
    }
    assertEquals(Optional.of(cents(9)), state.estimate());
    assertEquals(Optional.empty(), state.exhaustedAt(now));
  }
}
