package io.mjrouter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private final TaskRecord before =
      Ledger.claimed(
              TaskId.of("1000000000000001"), Imagine.of("a red fox"), SubmitOptions.defaults(), NOW)
          .record();

  private Write with(Attempt.State state, ChargeState charge) {
    Route route = new Route(ProviderId.of("comet"), Mode.FAST);
    Attempt attempt =
        Attempt.intent(1, route, "token-1", Optional.empty(), NOW)
            .ended(state, "", "", charge, NOW);
    return Write.of(before.with(before.task().toBuilder().attempts(List.of(attempt)).build()));
  }

  @Test
  void version_whateverBecomesOfAnAttempt_risesAndIsTheSameForTheSameAlone() {
    List<Long> versions = new ArrayList<>();
    for (Attempt.State state : Attempt.State.values()) {
      for (ChargeState charge : ChargeState.values()) {
        Write write = with(state, charge);
        assertTrue(write.version() > before.version());
        assertEquals(write.version(), with(state, charge).version());
        versions.add(write.version());
      }
    }
    assertEquals(versions.size(), versions.stream().distinct().count());
  }
}
