package io.mjrouter.provider.simulator;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Profile;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the settings of a {@link SimulatedHost}. Not safe for use by several threads. */
public final class SimulatedHostBuilder {

  final Profile profile;
  final TimeSource time;
  long seed = 1;
  double speed = 1;
  Map<Mode, Duration> durations = Map.of();
  FaultScript faults = FaultScript.none();
  Optional<Money> balance = Optional.empty();
  int concurrency = 12;
  int queue = 100;
  int coarseness = 1;
  boolean remix;
  boolean refunds;
  private PriceList configuredPrices = PriceList.unknown();

  SimulatedHostBuilder(Profile profile, TimeSource time) {
    this.profile = requireNonNull(profile, "profile");
    this.time = requireNonNull(time, "time");
    refunds = profile.refundsFailures();
  }

  /** What decides pictures, ids, durations and chances. */
  public SimulatedHostBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** How many times faster than a real host. */
  public SimulatedHostBuilder speed(double speed) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed: " + speed + " (expected: above 0)");
    }
    this.speed = speed;
    return this;
  }

  /**
   * How long a grid usually takes in a mode, before {@link #speed}; other modes keep 120 s in
   * relax, 45 s in fast and 20 s in turbo.
   */
  public SimulatedHostBuilder durations(Map<Mode, Duration> durations) {
    for (Duration duration : durations.values()) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(
            "durations: " + duration + " (expected: more than nothing)");
      }
    }
    this.durations = Map.copyOf(durations);
    return this;
  }

  /**
   * What goes wrong, in the words of {@link Fault}.
   *
   * @throws IllegalArgumentException when a line is not understood
   */
  public SimulatedHostBuilder faults(String... faults) {
    return faults(List.of(faults));
  }

  /**
   * What goes wrong, in the words of {@link Fault}.
   *
   * @throws IllegalArgumentException when a line is not understood
   */
  public SimulatedHostBuilder faults(List<String> faults) {
    this.faults = FaultScript.parse(faults);
    return this;
  }

  /** What goes wrong, one a submission, and nothing afterwards. */
  public SimulatedHostBuilder faults(Fault... faults) {
    return faults(Arrays.stream(faults).map(Fault::key).toList());
  }

  /** The money on the account; without it there is no end of it. */
  public SimulatedHostBuilder balance(Money balance) {
    this.balance = Optional.of(balance);
    return this;
  }

  /** Prices that override the profile's one by one. */
  public SimulatedHostBuilder prices(PriceList prices) {
    configuredPrices = prices;
    return this;
  }

  /** Whether a task that failed costs nothing; as the profile says unless set. */
  public SimulatedHostBuilder refundsFailures(boolean refunds) {
    this.refunds = refunds;
    return this;
  }

  /** How many tasks are drawn at once; 12 unless set. */
  public SimulatedHostBuilder concurrency(int concurrency) {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency: " + concurrency + " (expected: 1 or more)");
    }
    this.concurrency = concurrency;
    return this;
  }

  /** How many tasks may wait; 100 unless set. */
  public SimulatedHostBuilder queue(int queue) {
    if (queue < 0) {
      throw new IllegalArgumentException("queue: " + queue + " (expected: 0 or more)");
    }
    this.queue = queue;
    return this;
  }

  /** Whether the account has Midjourney's remix on, so that more buttons open windows. */
  public SimulatedHostBuilder remix(boolean remix) {
    this.remix = remix;
    return this;
  }

  /** Paints files with so many times fewer pixels a side, for tests that look at something else. */
  SimulatedHostBuilder coarseness(int coarseness) {
    this.coarseness = coarseness;
    return this;
  }

  PriceList prices() {
    return Prices.complete(profile.prices().overriddenBy(configuredPrices));
  }

  public SimulatedHost build() {
    return new SimulatedHost(this);
  }
}
