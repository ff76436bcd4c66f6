package io.mjrouter.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceListTest {

  private static final PriceList PUBLISHED =
      PriceList.builder()
          .source("a page")
          .otherwise(Mode.RELAX, Money.usd("0.01"))
          .price(Action.UPSCALE, Mode.FAST, Money.usd("0.06"))
          .price(Action.UPSCALE, Mode.TURBO, Money.usd("0.17"))
          .build();

  @Test
  void overriddenBy_defaultOfAMode_beatsEveryPriceOfThatMode() {
    PriceList merged =
        PUBLISHED.overriddenBy(PriceList.builder().otherwise(Mode.FAST, Money.usd("0.04")).build());

    assertEquals(Optional.of(Money.usd("0.04")), merged.price(Action.UPSCALE, Mode.FAST));
    assertEquals(Optional.of(Money.usd("0.17")), merged.price(Action.UPSCALE, Mode.TURBO));
    assertEquals(Optional.of(Money.usd("0.01")), merged.price(Action.UPSCALE, Mode.RELAX));
    assertEquals(Optional.empty(), merged.price(Action.IMAGINE, Mode.TURBO));
    assertEquals("a page", merged.source());
  }

  @Test
  void overriddenBy_oneAction_leavesTheRest() {
    PriceList merged =
        PUBLISHED.overriddenBy(
            PriceList.builder().price(Action.ZOOM, Mode.RELAX, Money.usd("0.02")).build());

    assertEquals(Optional.of(Money.usd("0.02")), merged.price(Action.ZOOM, Mode.RELAX));
    assertEquals(Optional.of(Money.usd("0.01")), merged.price(Action.PAN, Mode.RELAX));
    assertEquals(Optional.of(Money.usd("0.06")), merged.price(Action.UPSCALE, Mode.FAST));
  }

  @Test
  void inUsd_listInAnotherUnit_isConvertedToTheNearestMicroDollar() {
    PriceList yuan = PUBLISHED.inUsd(new BigDecimal("0.1387"));

    assertEquals(new Money(1387), yuan.price(Action.IMAGINE, Mode.RELAX).orElseThrow());
    assertEquals(new Money(8322), yuan.price(Action.UPSCALE, Mode.FAST).orElseThrow());
    assertEquals(Optional.empty(), yuan.price(Action.IMAGINE, Mode.FAST));
  }
}
