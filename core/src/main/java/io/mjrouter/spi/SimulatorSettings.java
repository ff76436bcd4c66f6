package io.mjrouter.spi;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that only the type {@code simulator} knows.
 *
 * @param speed how many times faster than a real host; 1 is {@code real}
 * @param profile the dialect it imitates, as a type's name
 * @param durations how long a picture takes in a mode, before {@code speed}; empty: usual ones
 * @param faults the faults it plays, one a submission, in order; see the simulator's documentation
 * @param balance the money on the account; empty: no end of it
 */
public record SimulatorSettings(
    double speed,
    String profile,
    Map<Mode, Duration> durations,
    List<String> faults,
    Optional<Money> balance) {

  private static final SimulatorSettings DEFAULTS =
      new SimulatorSettings(1, "compatible", Map.of(), List.of(), Optional.empty());

  public SimulatorSettings {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed: " + speed + " (expected: above 0)");
    }
    Map<Mode, Duration> copy = new EnumMap<>(Mode.class);
    copy.putAll(durations);
    durations = Collections.unmodifiableMap(copy);
    faults = List.copyOf(faults);
  }

  public static SimulatorSettings defaults() {
    return DEFAULTS;
  }

  public SimulatorSettings withSpeed(double speed) {
    return new SimulatorSettings(speed, profile, durations, faults, balance);
  }

  public SimulatorSettings withProfile(String profile) {
    return new SimulatorSettings(speed, profile, durations, faults, balance);
  }

  public SimulatorSettings withDurations(Map<Mode, Duration> durations) {
    return new SimulatorSettings(speed, profile, durations, faults, balance);
  }

  public SimulatorSettings withFaults(String... faults) {
    return new SimulatorSettings(speed, profile, durations, List.of(faults), balance);
  }

  public SimulatorSettings withBalance(Money balance) {
    return new SimulatorSettings(speed, profile, durations, faults, Optional.of(balance));
  }
}
