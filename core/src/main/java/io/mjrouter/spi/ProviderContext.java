package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.TimeSource;
import java.util.random.RandomGenerator;

/**
 * What a provider may use of its surroundings.
 *
 * @param time every clock
 * @param random every chance
 */
public record ProviderContext(TimeSource time, RandomGenerator random) {

  public ProviderContext {
    requireNonNull(time, "time");
    requireNonNull(random, "random");
  }
}
