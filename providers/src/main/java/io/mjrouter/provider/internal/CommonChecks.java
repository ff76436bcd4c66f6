package io.mjrouter.provider.internal;

import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderSettings;

/** What must be true of the settings of a provider of any type. */
public final class CommonChecks {

  private CommonChecks() {}

  /** Reports limits, weights and worths that cannot be meant. */
  public static void check(ProviderSettings settings, Problems problems) {
    if (settings.concurrent() < 1) {
      problems.add("limits.concurrent", settings.concurrent() + " (expected: at least 1)");
    }
    settings
        .perMinute()
        .ifPresent(
            perMinute -> {
              if (perMinute < 1) {
                problems.add("limits.per-minute", perMinute + " (expected: at least 1)");
              }
            });
    settings
        .dailySpend()
        .ifPresent(
            cap -> {
              if (cap.micros() < 0) {
                problems.add("limits.daily-spend", cap + " (expected: not negative)");
              }
            });
    if (settings.weight() < 1) {
      problems.add("weight", settings.weight() + " (expected: at least 1)");
    }
    if (settings.usdPerUnit().signum() <= 0) {
      problems.add("money.usd", settings.usdPerUnit() + " (expected: above 0)");
    }
  }
}
