package io.mjrouter.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RoutingSettingsTest {

  @Test
  void equals_eachPart_counts() {
    List<Supplier<RoutingSettings.Builder>> all =
        List.of(
            RoutingSettings::builder,
            () -> RoutingSettings.builder().policy("fastest"),
            () -> RoutingSettings.builder().modes(Mode.FAST),
            () -> RoutingSettings.builder().deadline(Duration.ofSeconds(1)),
            () -> RoutingSettings.builder().maxPrice(Money.usd("1")),
            () -> RoutingSettings.builder().dailySpend(Money.usd("1")),
            () -> RoutingSettings.builder().callerSpend("web", Money.usd("1")),
            () -> RoutingSettings.builder().zone(ZoneOffset.UTC),
            () -> RoutingSettings.builder().attempts(1),
            () -> RoutingSettings.builder().submitDeadline(Duration.ofSeconds(1)),
            () -> RoutingSettings.builder().onUnknownOutcome(OnUnknown.RESUBMIT),
            () -> RoutingSettings.builder().resubmitFailed(true));
    Set<RoutingSettings> once = new HashSet<>();
    all.forEach(each -> once.add(each.get().build()));

    assertEquals(all.size(), once.size());
    all.forEach(each -> assertTrue(once.contains(each.get().build())));
    assertTrue(once.toString().contains("fastest"), once::toString);
  }

  @Test
  void settings_shown_nameEachValue() {
    assertEquals(
        "RoutingSettings{policy=cheapest, modes=[], callerSpend={}, attempts=3,"
            + " submitDeadline=PT3M, onUnknownOutcome=HOLD, resubmitFailed=false}",
        RoutingSettings.defaults().toString());
  }
}
