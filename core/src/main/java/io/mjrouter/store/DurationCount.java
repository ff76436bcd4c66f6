package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;

/**
 * How often tasks of one kind took about the same time.
 *
 * @param bucket which stretch of time; what it stands for is its writer's affair
 * @param count how often; a weight where older ones count less
 */
public record DurationCount(
    ProviderId provider, Mode mode, Action action, int bucket, double count) {

  public DurationCount {
    requireNonNull(provider, "provider");
    requireNonNull(mode, "mode");
    requireNonNull(action, "action");
  }
}
