package io.mjrouter.examples.quickstart;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.spi.ProviderSettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A host that sells pictures, as the command line names it. */
enum RealHost {
  DEERAPI("DEERAPI_KEY", false),
  COMETAPI("COMETAPI_KEY", false),
  DATAEYES("DATAEYES_KEY", false),
  YUTOAI("YUTOAI_KEY", true),
  COMPATIBLE("MJ_API_KEY", true);

  private final String keyVariable;
  private final boolean needsBaseUrl;

  RealHost(String keyVariable, boolean needsBaseUrl) {
    this.keyVariable = keyVariable;
    this.needsBaseUrl = needsBaseUrl;
  }

  static RealHost named(String name) {
    return Arrays.stream(values())
        .filter(host -> host.type().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new QuickstartException(
                    ExitCode.USAGE,
                    "--provider '"
                        + name
                        + "' is not known (expected: "
                        + names()
                        + ")."
                        + " Nothing was bought."));
  }

  private static String names() {
    return Arrays.stream(values()).map(RealHost::type).collect(Collectors.joining(", "));
  }

  /** The type of provider, which also names it. */
  String type() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The environment variable that holds the key. */
  String keyVariable() {
    return keyVariable;
  }

  /** The one provider of this run. */
  ProviderSettings settings(Options options, Map<String, String> environment) {
    ProviderSettings.Builder settings = ProviderSettings.builder(type(), type());
    key(options, environment).ifPresent(settings::apiKey);
    if (needsBaseUrl && options.baseUrl().isEmpty()) {
      throw new QuickstartException(
          ExitCode.USAGE,
          type() + " has no address of its own: add --base-url https://... Nothing was bought.");
    }
    options.baseUrl().ifPresent(settings::baseUrl);
    options.profile().ifPresent(settings::profile);
    options.mode().ifPresent(settings::modes);
    options.price().ifPresent(price -> settings.prices(everywhere(price)));
    return settings.build();
  }

  private Optional<String> key(Options options, Map<String, String> environment) {
    String key = environment.getOrDefault(keyVariable, "").strip();
    if (!key.isEmpty()) {
      return Optional.of(key);
    }
    if (options.profile().isPresent()) {
      return Optional.empty(); // A proxy that one runs oneself may have none; the library knows.
    }
    throw new QuickstartException(
        ExitCode.USAGE,
        keyVariable
            + " is not set: put your key for "
            + type()
            + " there (export "
            + keyVariable
            + "=...) and run this again. Nothing was bought.");
  }

  private static PriceList everywhere(Money price) {
    PriceList.Builder prices = PriceList.builder();
    for (Mode mode : Mode.values()) {
      prices.otherwise(mode, price);
    }
    return prices.build();
  }
}
