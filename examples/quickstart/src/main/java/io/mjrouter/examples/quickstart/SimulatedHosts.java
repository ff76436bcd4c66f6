package io.mjrouter.examples.quickstart;

import io.mjrouter.Midjourney;
import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.SimulatorSettings;
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import java.time.Duration;
import java.util.List;

/** Three hosts that draw on this machine, of different dialects and prices, in a hurry. */
final class SimulatedHosts {

  /** How many times faster than a real host they draw. */
  static final int SPEED = 100;

  private SimulatedHosts() {}

  static Midjourney open() {
    MidjourneyBuilder builder = Midjourney.builder().tasks(tasks());
    settings().forEach(builder::provider);
    return builder.build();
  }

  private static List<ProviderSettings> settings() {
    return List.of(
        host("sim-comet", "cometapi", "0.03", "0.056", "0.168"),
        host("sim-deer", "deerapi", "0.02", "0.05", "0.15"),
        host("sim-own", "midjourney-proxy", "0.04", "0.04", "0.04"));
  }

  private static ProviderSettings host(
      String name, String profile, String relax, String fast, String turbo) {
    PriceList prices =
        PriceList.builder()
            .otherwise(Mode.RELAX, Money.usd(relax))
            .otherwise(Mode.FAST, Money.usd(fast))
            .otherwise(Mode.TURBO, Money.usd(turbo))
            .price(Action.UPSCALE, Mode.RELAX, Money.usd("0.01"))
            .price(Action.UPSCALE, Mode.FAST, Money.usd("0.02"))
            .price(Action.UPSCALE, Mode.TURBO, Money.usd("0.05"))
            .build();
    return ProviderSettings.builder(name, "simulator")
        .prices(prices)
        .simulator(SimulatorSettings.defaults().withSpeed(SPEED).withProfile(profile))
        .build();
  }

  /** They live in this program: looking often costs nobody anything. */
  private static TaskSettings tasks() {
    return TaskSettings.defaults()
        .withPoll(
            PollSettings.defaults()
                .withMin(Duration.ofMillis(100))
                .withMax(Duration.ofMillis(100))
                .withPerSecond(100));
  }
}
