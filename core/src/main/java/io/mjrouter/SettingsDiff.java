package io.mjrouter;

import io.mjrouter.spi.ProviderSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** In which properties two settings of one provider differ. Shows names only, never values. */
record SettingsDiff(List<String> properties) {

  /** The router alone reads these: connections and whatever else the provider holds can stay. */
  private static final Set<String> OF_THE_ROUTER =
      Set.of("drain", "priority", "weight", "limits.per-minute", "limits.daily-spend");

  /** With these the provider is reached in another way. */
  private static final Set<String> OF_THE_ACCESS =
      Set.of(
          "type",
          "api-key",
          "base-url",
          "profile",
          "http.auth",
          "http.user-agent",
          "http.headers",
          "http.proxy");

  static final Map<String, Function<ProviderSettings, Object>> READERS = readers();

  private static Map<String, Function<ProviderSettings, Object>> readers() {
    Map<String, Function<ProviderSettings, Object>> all = new LinkedHashMap<>();
    all.put("type", ProviderSettings::type);
    all.put("api-key", ProviderSettings::apiKey);
    all.put("base-url", ProviderSettings::baseUrl);
    all.put("enabled", ProviderSettings::enabled);
    all.put("drain", ProviderSettings::drain);
    all.put("modes", ProviderSettings::modes);
    all.put("prices", ProviderSettings::prices);
    all.put("money.usd", settings -> settings.usdPerUnit().stripTrailingZeros());
    all.put("refunds-failures", ProviderSettings::refundsFailures);
    all.put("limits.concurrent", ProviderSettings::concurrent);
    all.put("limits.per-minute", ProviderSettings::perMinute);
    all.put("limits.daily-spend", ProviderSettings::dailySpend);
    all.put("priority", ProviderSettings::priority);
    all.put("weight", ProviderSettings::weight);
    all.put("timeouts", ProviderSettings::timeouts);
    all.put("http.auth", ProviderSettings::auth);
    all.put("http.user-agent", ProviderSettings::userAgent);
    all.put("http.headers", ProviderSettings::headers);
    all.put("http.mode-by", ProviderSettings::modeBy);
    all.put("http.mode-prefixes", ProviderSettings::modePrefixes);
    all.put("http.bare-path-mode", ProviderSettings::barePathMode);
    all.put("http.proxy", ProviderSettings::proxy);
    all.put("profile", ProviderSettings::profile);
    all.put("capabilities.add", ProviderSettings::addedCapabilities);
    all.put("capabilities.remove", ProviderSettings::removedCapabilities);
    all.put("image-rule", ProviderSettings::imageRule);
    all.put("codes", ProviderSettings::codes);
    all.put("balance", ProviderSettings::balance);
    all.put("simulator", ProviderSettings::simulator);
    return Collections.unmodifiableMap(all);
  }

  static SettingsDiff between(ProviderSettings before, ProviderSettings after) {
    List<String> differing = new ArrayList<>();
    READERS.forEach(
        (property, reader) -> {
          if (!reader.apply(before).equals(reader.apply(after))) {
            differing.add(property);
          }
        });
    return new SettingsDiff(List.copyOf(differing));
  }

  boolean isEmpty() {
    return properties.isEmpty();
  }

  /** Whether the provider is to be made anew. */
  boolean needsAnother() {
    return !OF_THE_ROUTER.containsAll(properties);
  }

  /** Whether what is known against its account and its routes was known of another way to it. */
  boolean isOtherAccess() {
    return properties.stream().anyMatch(OF_THE_ACCESS::contains);
  }

  boolean has(String property) {
    return properties.contains(property);
  }
}
