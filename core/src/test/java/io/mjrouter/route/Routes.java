package io.mjrouter.route;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderInfo;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;

/** Providers and submissions for tests of this package. */
final class Routes {

  static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  static final Demand IMAGINE = Demand.of(Imagine.of("a red fox"));

  private Routes() {}

  static ProviderId id(String name) {
    return ProviderId.of(name);
  }

  static Route fast(String name) {
    return new Route(id(name), Mode.FAST);
  }

  /** A provider with every capability and room; prices such as "relax 0.05", "fast 0.1". */
  static Offer offer(String name, boolean refunds, String... prices) {
    PriceList.Builder list = PriceList.builder();
    EnumSet<Mode> modes = EnumSet.noneOf(Mode.class);
    for (String price : prices) {
      String[] words = price.split(" ");
      Mode mode = Mode.parse(words[0]).orElseThrow();
      modes.add(mode);
      if (words.length > 1) {
        list.otherwise(mode, Money.usd(words[1]));
      }
    }
    ProviderInfo info =
        new ProviderInfo(
            "test", modes, EnumSet.allOf(Capability.class), list.build(), refunds, true);
    return new Offer(id(name), info, 0, 1, 10, OptionalInt.empty());
  }

  static RouterState state(Offer... offers) {
    return RouterState.of(Arrays.asList(offers), ZoneOffset.UTC, SpendCaps.none());
  }

  static List<String> names(RoutePlan plan) {
    return plan.candidates().stream().map(c -> c.route().toString()).toList();
  }
}
