package io.mjrouter.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedRateTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SharedRate rate = new SharedRate(OptionalInt.of(2));

  @Test
  void take_moreThanTheLimit_tellsHowLongToWait() {
    assertEquals(Optional.empty(), rate.take(5 * SECOND));
    assertEquals(Optional.empty(), rate.take(15 * SECOND));

    assertEquals(Optional.of(Duration.ofSeconds(46)), rate.take(20 * SECOND));
    assertEquals(Optional.empty(), rate.take(66 * SECOND));
  }

  @Test
  void giveBack_aCallThatWasNone_makesRoom() {
    rate.take(5 * SECOND);
    rate.take(15 * SECOND);

    rate.giveBack(15 * SECOND);

    assertEquals(Optional.empty(), rate.take(20 * SECOND));
  }

  @Test
  void noLimit_everyCallHasRoom() {
    SharedRate unlimited = new SharedRate(OptionalInt.empty());
    unlimited.giveBack(0);

    assertEquals(Optional.empty(), unlimited.take(0));
  }
}
