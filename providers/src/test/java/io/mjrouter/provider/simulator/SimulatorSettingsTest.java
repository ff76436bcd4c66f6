package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.SimulatorSettings;
import io.mjrouter.testing.FakeTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatorSettingsTest {

  private static final SimulatorSettings DEFAULTS = SimulatorSettings.defaults();

  private final SimulatorFactory factory = new SimulatorFactory();

  private static ProviderSettings.Builder settings(SimulatorSettings simulator) {
    return ProviderSettings.builder("demo", "simulator").simulator(simulator);
  }

  private ProviderInfo info(ProviderSettings settings) {
    ProviderContext context = new ProviderContext(FakeTime.create(), new SplittableRandom(1));
    try (var provider = factory.create(settings, context)) {
      return provider.info();
    }
  }

  private List<String> problems(ProviderSettings settings) {
    Problems problems = Problems.under("midjourney.providers.demo");
    factory.validate(settings, problems);
    return problems.lines();
  }

  @Test
  void validate_everythingWrong_isReportedAtOnceByItsProperty() {
    SimulatorSettings wrong =
        DEFAULTS
            .withProfile("deerap")
            .withFaults("queue-full", "explode", "fail:200")
            .withDurations(Map.of(Mode.FAST, Duration.ZERO))
            .withBalance(Money.usd("-1"));
    List<String> problems = problems(settings(wrong).weight(0).build());

    assertEquals(6, problems.size(), problems::toString);
    String all = String.join("\n", problems);
    assertTrue(all.contains("midjourney.providers.demo.simulator.profile: 'deerap'"), all);
    assertTrue(all.contains("did you mean deerapi?"), all);
    assertTrue(all.contains("midjourney.providers.demo.simulator.faults: 'explode'"), all);
    assertTrue(all.contains("midjourney.providers.demo.simulator.faults: 'fail:200'"), all);
    assertTrue(all.contains("midjourney.providers.demo.simulator.durations.fast: PT0S"), all);
    assertTrue(all.contains("midjourney.providers.demo.simulator.balance: -$1.00"), all);
    assertTrue(all.contains("midjourney.providers.demo.weight"), all);
    ProviderContext context = new ProviderContext(FakeTime.create(), new SplittableRandom(1));
    ProviderSettings refused = settings(wrong).build();
    assertThrows(IllegalArgumentException.class, () -> factory.create(refused, context));
  }

  @Test
  void validate_modesTheHostLacks_areReported() {
    ProviderSettings turbo = settings(DEFAULTS.withProfile("yutoai")).modes(Mode.TURBO).build();
    assertTrue(problems(turbo).get(0).startsWith("midjourney.providers.demo.modes: "));
  }

  static List<String> profiles() {
    return SimulatedProfiles.NAMES;
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void create_likeEachHost_hasItsModesAndAPriceForEverything(String profile) {
    ProviderSettings settings = settings(DEFAULTS.withProfile(profile)).build();
    assertEquals(List.of(), problems(settings));
    ProviderInfo info = info(settings);

    assertEquals("simulator", info.type());
    assertTrue(info.simulated());
    assertEquals(SimulatedProfiles.byName(profile).orElseThrow().modes(), info.modes());
    for (Action action : Action.values()) {
      for (Mode mode : info.modes()) {
        assertTrue(info.prices().price(action, mode).isPresent(), action + " in " + mode);
      }
    }
  }

  @Test
  void create_withSettings_followsThem() {
    ProviderInfo info =
        info(
            settings(DEFAULTS.withProfile("cometapi"))
                .modes(Mode.FAST)
                .addCapabilities(Capability.SEED)
                .removeCapabilities(Capability.VIDEO)
                .refundsFailures(true)
                .usdPerUnit(new BigDecimal("0.5"))
                .prices(
                    PriceList.builder().price(Action.IMAGINE, Mode.FAST, Money.usd("0.2")).build())
                .build());
    assertEquals(Set.of(Mode.FAST), info.modes());
    assertTrue(info.can(Capability.SEED));
    assertFalse(info.can(Capability.VIDEO));
    assertFalse(info.can(Capability.WEBHOOK), "there is nobody who could call back");
    assertTrue(info.refundsFailures());
    assertEquals(Optional.of(Money.usd("0.1")), info.prices().price(Action.IMAGINE, Mode.FAST));
  }

  @Test
  void prices_ofAHostThatPublishesNone_areTheStatedOnes() {
    PriceList prices = info(settings(DEFAULTS).build()).prices();
    assertEquals(Optional.of(Money.usd("0.015")), prices.price(Action.IMAGINE, Mode.RELAX));
    assertEquals(Optional.of(Money.usd("0.04")), prices.price(Action.REROLL, Mode.FAST));
    assertEquals(Optional.of(Money.usd("0.108")), prices.price(Action.PAN, Mode.TURBO));
    assertEquals(Optional.of(Money.usd("0.01")), prices.price(Action.UPSCALE, Mode.FAST));
    assertEquals(Optional.of(Money.ZERO), prices.price(Action.INPAINT, Mode.FAST));
    assertEquals(Optional.of(Money.usd("0.32")), prices.price(Action.VIDEO, Mode.FAST));
  }
}
