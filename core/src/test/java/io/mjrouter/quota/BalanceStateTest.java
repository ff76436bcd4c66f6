package io.mjrouter.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Balance;
import io.mjrouter.model.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BalanceStateTest {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  @Test
  void estimate_spentAfterTheReading_isLess() {
    BalanceState state =
        BalanceState.unknown()
            .read(Balance.of(Money.usd("10"), NOON), Money.usd("0.5"))
            .spent(Money.usd("2"), NOON)
            .back(Money.usd("0.25"));
    assertEquals(Optional.of(Money.usd("7.75")), state.estimate());
    assertTrue(state.covers(Money.usd("7.75")));
    assertFalse(state.covers(Money.usd("7.750001")));
  }

  @Test
  void estimate_unlimitedOrUnread_isUnknownAndCoversEverything() {
    BalanceState sentinel =
        BalanceState.unknown()
            .read(Balance.unlimited(NOON), Money.ZERO)
            .spent(Money.usd("9"), NOON);
    for (BalanceState state : new BalanceState[] {BalanceState.unknown(), sentinel}) {
      assertEquals(Optional.empty(), state.estimate());
      assertEquals(Optional.empty(), state.exhaustedAt(NOON));
      assertEquals(BalanceState.Confidence.UNKNOWN, state.confidence(NOON));
      assertTrue(state.covers(Money.usd("1000")));
    }
  }

  @Test
  void read_olderThanTheOneKnown_isIgnored() {
    BalanceState state =
        BalanceState.unknown()
            .read(Balance.of(Money.usd("3"), NOON), Money.ZERO)
            .read(Balance.of(Money.usd("9"), NOON.minusSeconds(1)), Money.ZERO);
    assertEquals(Optional.of(Money.usd("3")), state.estimate());
  }

  @Test
  void exhaustedAt_sixDollarsAnHour_saysWhen() {
    BalanceState state = BalanceState.unknown().read(Balance.of(Money.usd("20"), NOON), Money.ZERO);
    for (int minute = 0; minute < 60; minute++) {
      state = state.spent(Money.usd("0.1"), NOON.plus(Duration.ofMinutes(minute)));
    }
    Instant now = NOON.plus(Duration.ofMinutes(60));
    Instant expected = now.plus(Duration.ofMinutes(140));
    Duration error = Duration.between(expected, state.exhaustedAt(now).orElseThrow()).abs();
    assertTrue(error.compareTo(Duration.ofMinutes(3)) < 0, () -> "off by " + error);
    assertEquals(BalanceState.Confidence.OLD, state.confidence(now));
  }

  @Test
  void exhaustedAt_nothingSpentForAnHour_isEmpty() {
    BalanceState state =
        BalanceState.unknown()
            .read(Balance.of(Money.usd("20"), NOON), Money.ZERO)
            .spent(Money.usd("1"), NOON);
    assertTrue(state.exhaustedAt(NOON.plusSeconds(60)).isPresent());
    assertEquals(Optional.empty(), state.exhaustedAt(NOON.plus(Duration.ofMinutes(62))));
  }
}
