package io.mjrouter.provider;

import io.mjrouter.provider.internal.HeaderTexts;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.Secret;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds a provider's key and says what is wrong with it, never what it is. */
final class ApiKeys {

  private final Function<String, @Nullable String> environment;

  ApiKeys(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  /** The configured key, else the one of the profile's environment variable. */
  Optional<Secret> find(ProviderSettings settings, Profile profile) {
    return settings
        .apiKey()
        .or(
            () ->
                profile
                    .keyVariable()
                    .flatMap(variable -> Optional.ofNullable(environment.apply(variable)))
                    .filter(key -> !key.isEmpty())
                    .map(Secret::of));
  }

  void check(ProviderSettings settings, Profile profile, boolean needed, Problems problems) {
    Optional<Secret> key = find(settings, profile);
    String where =
        profile.keyVariable().map(v -> " here or in the environment variable " + v).orElse("");
    if (key.isPresent()) {
      String from =
          settings.apiKey().isPresent()
              ? ""
              : "environment variable " + profile.keyVariable().orElse("") + ": ";
      problem(key.get()).ifPresent(wrong -> problems.add("api-key", from + wrong));
    } else if (needed) {
      problems.add("api-key", "missing (expected: the host's key" + where + ")");
    }
  }

  /** What is wrong with a key or token, without a letter of it. */
  static Optional<String> problem(Secret secret) {
    String text = secret.reveal();
    if (text.isBlank()) {
      return Optional.of("blank (expected: the host's key)");
    }
    if (text.contains("${")) {
      return Optional.of("a placeholder that nothing filled in (expected: the host's key)");
    }
    if (text.strip().regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.of("begins with 'Bearer' (expected: the key alone)");
    }
    if (!HeaderTexts.isKey(text)) {
      return Optional.of(
          "holds blanks, line breaks or other characters that no key has (expected: the key"
              + " alone)");
    }
    return Optional.empty();
  }
}
