package io.mjrouter.spring;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;

/** Says where a memory that ends with the process is probably not meant. */
final class MemoryHint {

  private MemoryHint() {}

  static Optional<String> of(Environment environment) {
    return reason(environment)
        .map(
            reason ->
                "tasks are kept in memory "
                    + reason
                    + ": they end with this process, and other nodes do not know them;"
                    + " set midjourney.store.type to jdbc");
  }

  private static Optional<String> reason(Environment environment) {
    Optional<String> production =
        Arrays.stream(environment.getActiveProfiles())
            .filter(profile -> profile.toLowerCase(Locale.ROOT).startsWith("prod"))
            .findFirst()
            .map(profile -> "under profile " + profile);
    return production.or(
        () -> Optional.ofNullable(CloudPlatform.getActive(environment)).map(at -> "at " + at));
  }
}
