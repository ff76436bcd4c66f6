package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.ProviderId;
import io.mjrouter.spi.ProviderInfo;

/**
 * A provider as it is used here.
 *
 * @param id its name
 * @param info what it is and can do
 * @param drained whether it takes no new submissions; tasks and follow-ups go on
 */
public record ProviderSummary(ProviderId id, ProviderInfo info, boolean drained) {

  public ProviderSummary {
    requireNonNull(id, "id");
    requireNonNull(info, "info");
  }
}
