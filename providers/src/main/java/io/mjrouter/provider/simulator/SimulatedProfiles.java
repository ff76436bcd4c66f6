package io.mjrouter.provider.simulator;

import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.spi.Profile;
import java.util.List;
import java.util.Optional;

/** The hosts that can be imitated, by the names that configuration uses. */
final class SimulatedProfiles {

  /** What the type {@code compatible} speaks unless told otherwise. */
  private static final String COMPATIBLE = "compatible";

  static final List<String> NAMES =
      List.of(
          COMPATIBLE,
          "cometapi",
          "deerapi",
          "dataeyes",
          "yutoai",
          "new-api",
          "midjourney-proxy",
          "plus",
          "trueai");

  private SimulatedProfiles() {}

  static Optional<Profile> byName(String name) {
    return name.equals(COMPATIBLE)
        ? Optional.of(KnownProfiles.newApi())
        : KnownProfiles.byName(name);
  }
}
