package io.mjrouter.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DecisionTest {

  @Property(tries = 300)
  void packed_anyRoutes_readBackTheSame(@ForAll long seed) {
    Random random = new Random(seed);
    List<Decision.Entry> entries = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      entries.add(
          new Decision.Entry(
              new Route(ProviderId.of("p" + random.nextInt(20)), Mode.values()[random.nextInt(3)]),
              random.nextInt(5) == 0
                  ? Optional.empty()
                  : Optional.of(new Money(random.nextLong(Long.MAX_VALUE) >>> random.nextInt(62))),
              Duration.ofMillis(100L * random.nextInt(100_000)),
              random.nextInt(1001) / 1000.0,
              RouteReason.values()[random.nextInt(RouteReason.values().length)]));
    }
    Decision decision = pack(entries);
    assertEquals(entries, decision.entries());
    assertEquals(decision, Decision.unpack(decision.packed()));
  }

  @Test
  void packed_fiftyRoutes_staysBelowTwoKilobytes() {
    List<Decision.Entry> eachItsOwnProvider = new ArrayList<>();
    List<Decision.Entry> threeModesEach = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String own = "a-provider-with-a-name-of-" + i;
      eachItsOwnProvider.add(dearAndSlow(own, Mode.TURBO, RouteReason.BALANCE_BELOW_PRICE));
      threeModesEach.add(
          dearAndSlow("provider-" + i / 3, Mode.values()[i % 3], RouteReason.EJECTED));
    }
    int most = pack(eachItsOwnProvider).packed().length;
    assertTrue(most <= 2048 - 40, () -> "size " + most);
    int usual = pack(threeModesEach).packed().length;
    assertTrue(usual <= 800, () -> "size " + usual);
  }

  private static Decision.Entry dearAndSlow(String provider, Mode mode, RouteReason reason) {
    return new Decision.Entry(
        new Route(ProviderId.of(provider), mode),
        Optional.of(Money.usd("1.999999")),
        Duration.ofHours(1),
        0.999,
        reason);
  }

  @Test
  void refused_firstOfTwo_standsBehindTheOtherWithItsReason() {
    Decision.Entry first = dearAndSlow("first", Mode.FAST, RouteReason.CHOSEN);
    Decision.Entry second = dearAndSlow("second", Mode.FAST, RouteReason.KEPT);
    Decision.Entry out = dearAndSlow("out", Mode.FAST, RouteReason.DRAINED);

    Decision refused =
        pack(List.of(first, second, out)).refused(first.route(), RouteReason.TOTAL_SPEND_CAP);

    assertEquals(
        List.of(second, dearAndSlow("first", Mode.FAST, RouteReason.TOTAL_SPEND_CAP), out),
        refused.entries());
  }

  @Test
  void unpack_cutShort_isRefused() {
    byte[] packed =
        pack(List.of(
                new Decision.Entry(
                    new Route(ProviderId.of("comet"), Mode.FAST),
                    Optional.of(Money.usd("0.056")),
                    Duration.ofMinutes(1),
                    0.9,
                    RouteReason.CHOSEN)))
            .packed();
    for (int length = 0; length < packed.length; length++) {
      if (length != 1) {
        byte[] cut = Arrays.copyOf(packed, length);
        assertThrows(IllegalArgumentException.class, () -> Decision.unpack(cut));
      }
    }
  }

  private static Decision pack(List<Decision.Entry> entries) {
    Decision.Packer packer = Decision.packer(entries.size());
    entries.forEach(
        e ->
            packer.add(
                e.route(), e.price().orElse(null), e.expected().toNanos(), e.chance(), e.reason()));
    return packer.pack();
  }
}
