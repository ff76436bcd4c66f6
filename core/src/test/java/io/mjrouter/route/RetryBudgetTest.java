package io.mjrouter.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RetryBudgetTest {

  @Property(tries = 200)
  void storm_anyTraffic_isBoundToAFifthAndNeverBelowTen(
      @ForAll @IntRange(min = 0, max = 200) int submissions, @ForAll long origin) {
    long now = origin / 2;
    RetryBudget budget = RetryBudget.fresh();
    for (int i = 0; i < submissions; i++) {
      budget = budget.submitted(now);
    }
    int retries = 0;
    while (budget.allows(now) && retries <= 1_000) {
      budget = budget.retried(now);
      retries++;
    }
    assertEquals(Math.max(10, submissions / 5), retries);
    long later = now + TimeUnit.SECONDS.toNanos(61);
    assertEquals(true, budget.allows(later));
  }
}
