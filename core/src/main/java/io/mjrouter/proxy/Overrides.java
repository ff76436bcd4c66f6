package io.mjrouter.proxy;

import io.mjrouter.Midjourney;
import io.mjrouter.ProviderSummary;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the {@code X-MJ-*} headers of a request say in place of its client's settings. */
final class Overrides {

  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(86_400L * 30);
  private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000);
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,9})?");

  private Overrides() {}

  /** What they say goes into the options; they may name the router's providers alone. */
  static void apply(
      ProxyRequest request, Client client, Midjourney mj, SubmitOptions.Builder options) {
    policy(request.header("X-MJ-Policy"), options);
    deadline(request.header("X-MJ-Deadline"), options);
    maxPrice(request.header("X-MJ-Max-Price"), options);
    provider(request.header("X-MJ-Provider"), client, mj, options);
    onUnknown(request.header("X-MJ-On-Unknown"), options);
  }

  private static void policy(@Nullable String value, SubmitOptions.Builder options) {
    if (value != null) {
      options.policy(value.trim());
    }
  }

  private static void deadline(@Nullable String value, SubmitOptions.Builder options) {
    if (value != null) {
      BigDecimal seconds = number(value);
      if (seconds == null || seconds.signum() <= 0 || seconds.compareTo(MOST_SECONDS) > 0) {
        throw Refusal.invalid("X-MJ-Deadline: (expected: seconds, such as 90)");
      }
      options.deadline(Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }
  }

  private static void maxPrice(@Nullable String value, SubmitOptions.Builder options) {
    if (value != null) {
      BigDecimal dollars = number(value);
      if (dollars == null || dollars.signum() < 0 || dollars.compareTo(MOST_DOLLARS) > 0) {
        throw Refusal.invalid("X-MJ-Max-Price: (expected: dollars, such as 0.10)");
      }
      options.maxPrice(Money.rounded(dollars));
    }
  }

  /** Null for what is none, or has more digits than either could need. */
  private static @Nullable BigDecimal number(String value) {
    String text = value.trim();
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  /** A client that may not use a provider may not name it either, and is not told of it. */
  private static void provider(
      @Nullable String value, Client client, Midjourney mj, SubmitOptions.Builder options) {
    if (value != null) {
      String name = value.trim();
      Set<ProviderId> allowed = client.settings().providers();
      if (!allowed.isEmpty() && allowed.stream().noneMatch(id -> id.name().equals(name))) {
        throw Refusal.of(403, Refusal.INVALID, "X-MJ-Provider: not allowed");
      }
      List<ProviderId> known =
          mj.providers().stream()
              .map(ProviderSummary::id)
              .filter(id -> allowed.isEmpty() || allowed.contains(id))
              .toList();
      options.provider(
          known.stream()
              .filter(id -> id.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      Refusal.invalid(
                          "X-MJ-Provider: no such provider (expected: one of " + known + ")")));
    }
  }

  private static void onUnknown(@Nullable String value, SubmitOptions.Builder options) {
    if (value != null) {
      switch (value.trim().toLowerCase(Locale.ROOT)) {
        case "hold" -> options.onUnknown(OnUnknown.HOLD);
        case "resubmit" -> options.onUnknown(OnUnknown.RESUBMIT);
        default -> throw Refusal.invalid("X-MJ-On-Unknown: (expected: hold or resubmit)");
      }
    }
  }
}
