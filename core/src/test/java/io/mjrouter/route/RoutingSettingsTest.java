package io.mjrouter.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.spi.Problems;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Test
  void toBuilder_everythingSet_isWhatWasSet() {
    RoutingSettings all =
        RoutingSettings.builder()
            .policy("fastest")
            .modes(Mode.TURBO, Mode.FAST)
            .deadline(Duration.ofMinutes(2))
            .maxPrice(Money.usd("0.10"))
            .dailySpend(Money.usd("20"))
            .callerSpend("web", Money.usd("5"))
            .zone(ZoneOffset.UTC)
            .attempts(2)
            .submitDeadline(Duration.ofSeconds(90))
            .onUnknownOutcome(OnUnknown.RESUBMIT)
            .resubmitFailed(true)
            .build();

    assertEquals(all, all.toBuilder().build());
    assertEquals("fastest", all.policy());
    assertEquals(List.of(Mode.TURBO, Mode.FAST), all.modes());
    assertEquals(Optional.of(Duration.ofMinutes(2)), all.deadline());
    assertEquals(Optional.of(Money.usd("0.10")), all.maxPrice());
    assertEquals(Optional.of(Money.usd("20")), all.dailySpend());
    assertEquals(Map.of("web", Money.usd("5")), all.callerSpend());
    assertEquals(Optional.of(ZoneOffset.UTC), all.zone());
    assertEquals(2, all.attempts());
    assertEquals(Duration.ofSeconds(90), all.submitDeadline());
    assertEquals(OnUnknown.RESUBMIT, all.onUnknownOutcome());
    assertTrue(all.resubmitFailed());
  }

  @Test
  void validate_whatIsJustAllowed_isNoProblem() {
    RoutingSettings least =
        RoutingSettings.builder()
            .policy("theirs")
            .maxPrice(Money.ZERO)
            .dailySpend(Money.ZERO)
            .callerSpend("web", Money.ZERO)
            .attempts(1)
            .submitDeadline(Duration.ofHours(1))
            .build();

    assertEquals(List.of(), problems(least));
    assertEquals(List.of(), problems(RoutingSettings.defaults()));
  }

  @Test
  void validate_everythingWrong_isReportedAtOnce() {
    Money less = Money.ZERO.minus(Money.usd("0.01"));
    RoutingSettings wrong =
        RoutingSettings.builder()
            .policy("nobody's")
            .deadline(Duration.ZERO)
            .maxPrice(less)
            .dailySpend(less)
            .callerSpend("web", less)
            .attempts(0)
            .submitDeadline(Duration.ofHours(2))
            .build();

    List<String> problems = problems(wrong);

    assertEquals(7, problems.size(), problems::toString);
    List.of("policy", "deadline", "max-price", "daily-spend", "for web", "attempts", "submit-dead")
        .forEach(
            word ->
                assertTrue(
                    problems.stream().anyMatch(line -> line.contains(word)), problems::toString));
  }

  private static List<String> problems(RoutingSettings settings) {
    Problems problems = Problems.under("routing");
    settings.validate(problems, Set.of("theirs"));
    return problems.lines();
  }
}
