package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Change;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.Submission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a provider is and can do.
 *
 * @param type the type it was configured as
 * @param modes the modes it may be asked for; never empty
 * @param capabilities what it can do
 * @param prices what it charges, as far as known
 * @param refundsFailures whether it gives the money back for a task that failed
 * @param simulated whether nothing it draws is real
 */
public record ProviderInfo(
    String type,
    Set<Mode> modes,
    Set<Capability> capabilities,
    PriceList prices,
    boolean refundsFailures,
    boolean simulated) {

  public ProviderInfo {
    requireNonNull(type, "type");
    if (modes.isEmpty()) {
      throw new IllegalArgumentException("modes: none (expected: at least one)");
    }
    modes = Collections.unmodifiableSet(EnumSet.copyOf(modes));
    capabilities =
        capabilities.isEmpty()
            ? Set.of()
            : Collections.unmodifiableSet(EnumSet.copyOf(capabilities));
    requireNonNull(prices, "prices");
  }

  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  /** Whether it takes such a submission; U, V and reroll also where it only knows the old way. */
  public boolean canTake(Submission submission) {
    return can(Capability.neededFor(submission))
        || (can(Capability.CHANGE)
            && submission instanceof Press press
            && Change.of(press).isPresent());
  }
}
