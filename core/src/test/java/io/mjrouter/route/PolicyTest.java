package io.mjrouter.route;

import static io.mjrouter.route.Routes.IMAGINE;
import static io.mjrouter.route.Routes.fast;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Money;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private static Candidate candidate(String name, String price, int seconds, double finished) {
    return new Candidate(
        fast(name),
        price.isEmpty() ? Optional.empty() : Optional.of(Money.usd(price)),
        Duration.ofSeconds(seconds),
        1,
        finished,
        true,
        0,
        1);
  }

  private static String first(Policy policy, Candidate... candidates) {
    return policy
        .rank(IMAGINE, List.of(candidates), new Random(1))
        .get(0)
        .route()
        .provider()
        .name();
  }

  @Test
  void fastest_whatOftenFails_isAskedForMoreThanOnce() {
    Candidate often = candidate("often", "0.1", 40, 0.5);
    Candidate always = candidate("always", "0.1", 60, 1);
    Candidate slow = candidate("slow", "0.1", 90, 1);

    assertEquals("always", first(Policy.FASTEST, often, always));
    assertEquals("often", first(Policy.FASTEST, slow, often));
  }

  @Test
  void balanced_threeCents_areWorthAMinuteAndNoMore() {
    Candidate quick = candidate("quick", "0.1", 30, 1);
    Candidate cheap = candidate("cheap", "0.069", 90, 1);
    Candidate nearly = candidate("nearly", "0.071", 90, 1);

    assertEquals("cheap", first(Policy.BALANCED, quick, cheap));
    assertEquals("quick", first(Policy.BALANCED, nearly, quick));
  }

  @Test
  void cheapest_priceUnknown_isDearerThanAny() {
    assertEquals(
        "dear",
        first(Policy.CHEAPEST, candidate("unknown", "", 1, 1), candidate("dear", "99", 9, 1)));
  }

  @Test
  void names_ownPolicies_comeAfterTheBuiltInOnesInOrder() {
    assertEquals(
        List.of("cheapest", "fastest", "balanced", "priority", "weighted", "a", "b"),
        Policy.names(List.of("b", "cheapest", "a")));
  }
}
