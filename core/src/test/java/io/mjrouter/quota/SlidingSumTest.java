package io.mjrouter.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten units of time in five slots of two; one slot more is counted than the stretch has. */
class SlidingSumTest {

  private static final SlidingSum NONE = SlidingSum.over(10, 5);

  @Test
  void sum_slotBySlot_forgetsTheOldest() {
    SlidingSum sum = NONE.plus(1, 0).plus(2, 2).plus(4, 4).plus(8, 6).plus(16, 8).plus(32, 10);

    assertEquals(63, sum.sum(10));
    assertEquals(63, sum.sum(11));
    assertEquals(62, sum.sum(12));
    assertEquals(60, sum.sum(14));
    assertEquals(32, sum.sum(21));
    assertEquals(0, sum.sum(22));
  }

  @Test
  void plus_aRoundLater_takesThePlaceOfWhatIsGone() {
    SlidingSum sum = NONE.plus(1, 0).plus(2, 2).plus(4, 14);

    assertEquals(4, sum.sum(14));
    assertEquals(6, NONE.plus(1, 0).plus(2, 2).plus(4, 12).sum(12));
    assertEquals(4, NONE.plus(1, 0).plus(4, 1_000).sum(1_000));
  }

  @Test
  void plus_late_countsWhereItBelongs_orInTheOldest() {
    SlidingSum sum = NONE.plus(1, 100).plus(2, 94);
    assertEquals(3, sum.sum(100));
    assertEquals(1, sum.sum(106));

    SlidingSum older = NONE.plus(1, 100).plus(2, 3);
    assertEquals(3, older.sum(100));
    assertEquals(1, older.sum(102));
  }

  @Test
  void plus_firstOfAll_beginsThere() {
    assertEquals(7, NONE.plus(7, -50).sum(-50));
    assertEquals(7, NONE.plus(7, -50).sum(-40));
    assertEquals(0, NONE.plus(7, -50).sum(-38));
  }

  @ParameterizedTest
  @CsvSource({"100, 4", "101, 4", "90, 4", "91, 4", "89, 5", "102, 5"})
  void minus_onlyWhereItIsRemembered(long then, long left) {
    assertEquals(left, NONE.plus(3, 100).plus(2, 90).minus(1, then).sum(100));
  }

  @Test
  void belowAt_isTheBeginningOfASlot() {
    SlidingSum sum = NONE.plus(1, 1).plus(1, 4).plus(1, 5);

    assertEquals(5, sum.belowAt(4, 5));
    assertEquals(12, sum.belowAt(3, 5));
    assertEquals(16, sum.belowAt(2, 5));
    assertEquals(16, sum.belowAt(1, 5));
  }

  @Test
  void over_stretchThatIsNoMultiple_hasSlotsThatAreLonger() {
    SlidingSum sum = SlidingSum.over(11, 5).plus(1, 2);

    assertEquals(1, sum.sum(17));
    assertEquals(0, sum.sum(18));
  }

  @Test
  void over_nothing_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> SlidingSum.over(10, 0));
    assertThrows(IllegalArgumentException.class, () -> SlidingSum.over(4, 5));
    assertEquals(0, SlidingSum.over(5, 5).sum(3));
    assertEquals(0, SlidingSum.over(1, 1).sum(3));
  }
}
