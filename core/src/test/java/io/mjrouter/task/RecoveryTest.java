package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.StoreException;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.Shards;
import io.mjrouter.store.Write;
import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryTest {

  private final FakeTime time = FakeTime.create();
  private final List<Long> asked = new ArrayList<>();
  private boolean down = true;
  private final Recovery recovery =
      new Recovery(new MemoryTaskStore(time), time, this::ask, record -> {}, record -> {});

  private void ask() {
    asked.add(time.nanoTime());
    if (down) {
      throw new StoreException("down", null);
    }
  }

  private void pass(Duration duration) {
    for (long ms = 0; ms < duration.toMillis(); ms += 50) {
      if (recovery.begin()) {
        recovery.read();
      }
      time.advance(Duration.ofMillis(50));
    }
  }

  @Test
  void read_storeIsDown_isAskedEverLessOften() {
    recovery.read(Shards.every());
    pass(Duration.ofMinutes(1));

    List<Long> pauses = new ArrayList<>();
    for (int i = 1; i < asked.size(); i++) {
      pauses.add(Duration.ofNanos(asked.get(i) - asked.get(i - 1)).toMillis());
    }
    assertEquals(
        List.of(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L, 8_000L, 8_000L, 8_000L, 8_000L),
        pauses);
    assertFalse(recovery.isDone());
    assertFalse(recovery.isDue());
  }

  @Test
  void read_storeIsThereAgain_isReadWithinSeconds() {
    recovery.read(Shards.every());
    pass(Duration.ofMinutes(1));
    down = false;
    pass(Duration.ofSeconds(8));

    assertTrue(recovery.isDone());
    int all = asked.size();
    recovery.read(Shards.every());
    assertTrue(recovery.begin(), "what is new is read at once");
    recovery.read();
    assertTrue(recovery.isDone());
    assertEquals(all, asked.size(), "what was learned is read once");
  }

  @Test
  void begin_onePageAtATime_andTheSameAgainWhereItCouldNotBeRead() {
    recovery.read(Shards.every());

    assertTrue(recovery.begin());
    assertFalse(recovery.begin());
    assertFalse(recovery.isDue(), "whoever drives it would not rest");
    recovery.rest();
    assertTrue(recovery.begin());
  }

  @Test
  void read_oneTaskCannotBeTakenUp_theOthersAre() {
    MemoryTaskStore store = new MemoryTaskStore(time);
    for (String id : List.of("1000000000000001", "1000000000000002", "1000000000000003")) {
      store.claim(
          Write.of(
              Ledger.claimed(
                      TaskId.of(id), Imagine.of("a fox"), SubmitOptions.defaults(), time.now())
                  .record()));
    }
    Set<String> takenUp = new HashSet<>();
    Recovery all =
        new Recovery(
            store,
            time,
            () -> {},
            record -> {
              if (record.id().toString().endsWith("2")) {
                throw new ArithmeticException("planted");
              }
              takenUp.add(record.id().toString());
            },
            record -> {});
    all.read(Shards.every());

    all.read();

    assertEquals(Set.of("1000000000000001", "1000000000000003"), takenUp);
    assertTrue(all.isDone());
  }
}
