package io.mjrouter.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Button;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Press;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderInfo;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutePlanTest {

  private static final Submission FOX = Imagine.of("a red fox");
  private static final Submission U1 =
      Press.of(
          TaskId.of("1000000000000001"), new Button("MJ::JOB::upsample::1::h", "U1", "", 2, 2));

  @Test
  void of_severalPrices_cheapestFirstUnknownLast() {
    RoutePlan plan =
        plan(
            demand(FOX),
            offer("dear", Map.of(Mode.FAST, "0.09"), 0),
            offer("secret", Map.of(), 0),
            offer("cheap", Map.of(Mode.FAST, "0.03", Mode.RELAX, "0.01"), 0));

    assertEquals(
        List.of(
            "cheap/relax", "cheap/fast", "dear/fast", "dear/relax", "secret/relax", "secret/fast"),
        routes(plan));
  }

  @Test
  void of_equalPrices_priorityThenConfiguredOrder() {
    Map<Mode, String> same = Map.of(Mode.FAST, "0.05");
    RoutePlan plan =
        plan(demand(FOX, Mode.FAST), offer("b", same, 1), offer("c", same, 0), offer("a", same, 1));

    assertEquals(List.of("c/fast", "b/fast", "a/fast"), routes(plan));
  }

  @Test
  void of_policyPriority_putsPriorityBeforePrice() {
    Offer dearFirst = offer("dear", Map.of(Mode.FAST, "0.09"), 0);
    Offer cheapSecond = offer("cheap", Map.of(Mode.FAST, "0.01"), 1);

    RoutePlan plan =
        RoutePlan.of(
            demand(FOX, Mode.FAST), List.of(cheapSecond, dearFirst), List.of(), Policy.PRIORITY);

    assertEquals(List.of("dear/fast", "cheap/fast"), routes(plan));
  }

  @Test
  void of_equalPricesOfModes_callersOrderDecides() {
    Map<Mode, String> same = Map.of(Mode.FAST, "0.05", Mode.RELAX, "0.05");

    assertEquals(
        List.of("a/fast", "a/relax"),
        routes(plan(demand(FOX, Mode.FAST, Mode.RELAX), offer("a", same, 0))));
    assertEquals(
        List.of("a/relax", "a/fast"),
        routes(plan(demand(FOX, Mode.RELAX, Mode.FAST), offer("a", same, 0))));
  }

  @Test
  void of_noModeNamed_isEveryOneButTurbo() {
    RoutePlan plan = plan(demand(FOX), offer("a", Map.of(Mode.TURBO, "0.001"), 0));

    assertEquals(List.of("a/relax", "a/fast"), routes(plan));
    assertEquals(List.of("a/turbo MODE_NOT_ALLOWED"), reasons(plan));
  }

  @Test
  void of_turboNamed_isTurboAlone() {
    RoutePlan plan = plan(demand(FOX, Mode.TURBO), offer("a", Map.of(), 0));

    assertEquals(List.of("a/turbo"), routes(plan));
  }

  @Test
  void of_maxPrice_excludesDearerAndUnknown() {
    Demand demand =
        new Demand(
            FOX,
            List.of(Mode.FAST),
            Optional.of(Money.usd("0.05")),
            Optional.empty(),
            Optional.empty());
    RoutePlan plan =
        plan(
            demand,
            offer("exact", Map.of(Mode.FAST, "0.05"), 0),
            offer("dear", Map.of(Mode.FAST, "0.050001"), 0),
            offer("secret", Map.of(), 0));

    assertEquals(List.of("exact/fast"), routes(plan));
    assertTrue(reasons(plan).contains("dear/fast PRICE_TOO_HIGH"), () -> "" + reasons(plan));
    assertTrue(reasons(plan).contains("secret/fast PRICE_UNKNOWN"), () -> "" + reasons(plan));
  }

  @Test
  void of_pinned_excludesAllOthers() {
    Demand demand =
        new Demand(
            FOX,
            List.of(Mode.FAST),
            Optional.empty(),
            Optional.of(ProviderId.of("b")),
            Optional.empty());
    RoutePlan plan = plan(demand, offer("a", Map.of(), 0), offer("b", Map.of(), 0));

    assertEquals(List.of("b/fast"), routes(plan));
    assertTrue(reasons(plan).contains("a NOT_PINNED"));
  }

  @Test
  void of_drained_takesFollowUpsOnly() {
    Offer drained =
        new Offer(ProviderId.of("a"), info(Map.of(), EnumSet.allOf(Capability.class)), true, 0);

    assertEquals(List.of("a DRAINED"), reasons(plan(demand(FOX), drained)));
    assertEquals(
        List.of("a/fast"), routes(plan(followUp(U1, ProviderId.of("a"), Mode.FAST), drained)));
  }

  @Test
  void of_followUp_staysAtItsOrigin() {
    RoutePlan plan =
        plan(
            followUp(U1, ProviderId.of("b"), Mode.FAST),
            offer("a", Map.of(Mode.FAST, "0.001"), 0),
            offer("b", Map.of(Mode.FAST, "0.09"), 0));

    assertEquals(List.of("b/fast"), routes(plan));
    assertTrue(reasons(plan).contains("a NOT_AT_ORIGIN"));
  }

  @Test
  void of_lackOfCapability_isUnsupported() {
    Offer noImagine =
        new Offer(
            ProviderId.of("a"),
            info(Map.of(), EnumSet.complementOf(EnumSet.of(Capability.IMAGINE))),
            false,
            0);

    assertEquals(List.of("a UNSUPPORTED"), reasons(plan(demand(FOX), noImagine)));
  }

  @Test
  void of_pressWhereOnlyChangeExists_takesSimplePresses() {
    Offer old =
        new Offer(ProviderId.of("a"), info(Map.of(), EnumSet.of(Capability.CHANGE)), false, 0);
    Submission zoom =
        Press.of(
            TaskId.of("1000000000000001"),
            new Button("MJ::Outpaint::50::1::h::SOLO", "", "", 2, 2));

    assertEquals(List.of("a/fast"), routes(plan(followUp(U1, ProviderId.of("a"), Mode.FAST), old)));
    assertEquals(
        List.of("a UNSUPPORTED"),
        reasons(plan(followUp(zoom, ProviderId.of("a"), Mode.FAST), old)));
  }

  @Test
  void of_disabled_isNamed() {
    RoutePlan plan =
        RoutePlan.of(demand(FOX), List.of(), List.of(ProviderId.of("off")), Policy.CHEAPEST);

    assertEquals(List.of("off DISABLED"), reasons(plan));
  }

  private static RoutePlan plan(Demand demand, Offer... offers) {
    return RoutePlan.of(demand, List.of(offers), List.of(), Policy.CHEAPEST);
  }

  private static Demand demand(Submission submission, Mode... modes) {
    return new Demand(
        submission, List.of(modes), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Demand followUp(Submission submission, ProviderId origin, Mode mode) {
    return new Demand(
        submission, List.of(mode), Optional.empty(), Optional.empty(), Optional.of(origin));
  }

  private static Offer offer(String name, Map<Mode, String> prices, int priority) {
    return new Offer(
        ProviderId.of(name), info(prices, EnumSet.allOf(Capability.class)), false, priority);
  }

  private static ProviderInfo info(Map<Mode, String> prices, Set<Capability> capabilities) {
    PriceList.Builder list = PriceList.builder();
    prices.forEach((mode, usd) -> list.otherwise(mode, Money.usd(usd)));
    return new ProviderInfo(
        "any", EnumSet.allOf(Mode.class), capabilities, list.build(), false, false);
  }

  private static List<String> routes(RoutePlan plan) {
    return plan.candidates().stream().map(candidate -> candidate.route().toString()).toList();
  }

  private static List<String> reasons(RoutePlan plan) {
    return plan.exclusions().stream().map(Exclusion::toString).toList();
  }
}
