package io.mjrouter.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendCapsTest {

  private static final Money CAP = Money.usd("5");

  /** Which cap there is, and whether it is on what is asked for: provider deer, caller web. */
  @ParameterizedTest
  @CsvSource({
    ",,, false",
    "5,,, true",
    ", deer,, true",
    ", comet,, false",
    ",, web, true",
    ",, bot, false"
  })
  void concern_oneCap_isOfWhomItNames(String total, String provider, String caller, boolean does) {
    SpendCaps caps =
        new SpendCaps(
            Optional.ofNullable(total).map(Money::usd),
            provider == null ? Map.of() : Map.of(ProviderId.of(provider), CAP),
            caller == null ? Map.of() : Map.of(caller, CAP));

    assertEquals(does, caps.concern(ProviderId.of("deer"), "web"));
  }
}
