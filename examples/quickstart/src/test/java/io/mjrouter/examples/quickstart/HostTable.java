package io.mjrouter.examples.quickstart;

import io.mjrouter.model.Mode;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.Profile;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the hosts can do, as a table of the README, made from the profiles themselves. */
final class HostTable {

  private HostTable() {}

  static List<Profile> profiles() {
    return Stream.concat(
            Stream.of(
                KnownProfiles.cometApi(),
                KnownProfiles.deerApi(),
                KnownProfiles.dataEyes(),
                KnownProfiles.yutoAi()),
            KnownProfiles.families().stream())
        .toList();
  }

  static String markdown() {
    StringBuilder table = new StringBuilder();
    row(table, "", profile -> "`" + profile.name() + "`");
    row(table, "---", profile -> "---");
    row(table, "`modes`", HostTable::modes);
    row(table, "`http.auth`", profile -> key(profile.auth().name()));
    row(table, "`http.mode-by`", profile -> key(profile.modeSignal().name()));
    row(table, "`prices`", profile -> mark(!profile.prices().source().isEmpty()));
    row(table, "`refunds-failures`", profile -> mark(profile.refundsFailures()));
    for (Capability capability : Capability.values()) {
      row(
          table,
          "`" + capability.key() + "`",
          profile -> mark(profile.capabilities().contains(capability)));
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String name, Function<Profile, String> cell) {
    table.append("| ").append(name);
    for (Profile profile : profiles()) {
      table.append(" | ").append(cell.apply(profile));
    }
    table.append(" |\n");
  }

  private static String modes(Profile profile) {
    return profile.modes().stream().map(Mode::key).collect(Collectors.joining(" "));
  }

  private static String key(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String mark(boolean yes) {
    return yes ? "✓" : "–";
  }
}
