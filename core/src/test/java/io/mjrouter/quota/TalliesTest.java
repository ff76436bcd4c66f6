package io.mjrouter.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Money;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TalliesTest {

  private static Tally of(int cents) {
    return Tally.EMPTY.plus(ChargeState.SETTLED, new Money(cents * 10_000L));
  }

  private static Map<String, Tally> shown(Tallies<String> tallies) {
    Map<String, Tally> all = new HashMap<>();
    tallies.forEach(all::put);
    return all;
  }

  @Test
  void with_manyKeys_keepsEachAndChangesNoOther() {
    Map<String, Tally> expected = new HashMap<>();
    Tallies<String> tallies = Tallies.none();
    // Those that come first are left as they are: they have been through every growth.
    for (int i = 0; i < 1_000; i++) {
      String key = "caller-" + (i < 700 ? i : i - 300);
      expected.put(key, of(i));
      tallies = tallies.with(key, of(i));
    }

    assertEquals(expected, shown(tallies));
    assertEquals(of(0), tallies.of("caller-0"));
    assertEquals(of(999), tallies.of("caller-699"));
    assertEquals(Tally.EMPTY, tallies.of("caller-700"));
  }

  @Test
  void with_leavesTheOneBeforeAsItWas() {
    Tallies<String> before = Tallies.<String>none().with("a", of(1));

    assertEquals(Map.of("a", of(2), "b", of(3)), shown(before.with("a", of(2)).with("b", of(3))));
    assertEquals(Map.of("a", of(1)), shown(before));
  }
}
