package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PollPlanTest {

  private final PollPlan plan = new PollPlan(PollSettings.defaults());

  @Test
  void next_imagine_isDensestWhereItIsLikelyToFinish() {
    List<Long> looks = new ArrayList<>();
    Duration age = Duration.ZERO;
    while (age.compareTo(Duration.ofMinutes(10)) < 0) {
      age = age.plus(plan.next(Action.IMAGINE, Mode.FAST, age));
      looks.add(age.toSeconds());
    }

    assertEquals(List.of(12L, 18L, 21L, 24L, 27L), looks.subList(0, 5));
    assertTrue(looks.size() < 50, () -> "" + looks);
    assertEquals(30, looks.get(looks.size() - 1) - looks.get(looks.size() - 2));
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void next_anyActionModeAndAge_staysWithinTheLimits(Action action) {
    for (Mode mode : Mode.values()) {
      for (long seconds = 0; seconds < 4_000; seconds += 7) {
        Duration next = plan.next(action, mode, Duration.ofSeconds(seconds));
        assertTrue(next.compareTo(PollSettings.defaults().min()) >= 0);
        assertTrue(next.compareTo(PollSettings.defaults().max()) <= 0);
      }
    }
  }

  @Test
  void afterFailures_growsToTheLongest() {
    assertEquals(
        List.of(6L, 12L, 24L, 30L, 30L),
        List.of(1, 2, 3, 4, 1_000).stream().map(n -> plan.afterFailures(n).toSeconds()).toList());
  }
}
