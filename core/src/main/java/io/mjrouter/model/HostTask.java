package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

/**
 * A task as its host knows it. Two hosts may use the same id, so it means nothing without the
 * provider; and it may change during the life of a task.
 *
 * @param provider where it lives
 * @param id the host's own id: opaque text, leading zeros and all
 */
public record HostTask(ProviderId provider, String id) {

  public HostTask {
    requireNonNull(provider, "provider");
    if (id.isBlank()) {
      throw new IllegalArgumentException("host task id: blank (expected: some text)");
    }
  }

  @Override
  public String toString() {
    return provider + ":" + id;
  }
}
