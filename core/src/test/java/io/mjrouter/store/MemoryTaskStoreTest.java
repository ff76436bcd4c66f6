package io.mjrouter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryTaskStoreTest extends TaskStoreContract {

  private final FakeTime time = FakeTime.create();
  private final MemoryTaskStore store = new MemoryTaskStore(time, Duration.ofDays(30), 1_000);

  @Override
  protected TaskStore store() {
    return store;
  }

  @Test
  void claim_afterRetention_forgetsWhatEndedAndItsKeys() {
    store.claim(record(1, "a"));
    store.claim(record(2, "b"));
    change(id(1), task -> task.status(TaskStatus.SUCCEEDED).ended(time.now()));
    time.advance(Duration.ofDays(30));

    store.claim(record(3, "c"));

    assertTrue(store.find(id(1)).isEmpty());
    assertTrue(store.findReference("", "a").isEmpty());
    assertTrue(store.find(id(2)).isPresent());
  }

  @Test
  void claim_beforeRetention_forgetsNothing() {
    store.claim(record(1, "a"));
    change(id(1), task -> task.status(TaskStatus.SUCCEEDED).ended(time.now()));
    time.advance(Duration.ofDays(30).minusNanos(1));

    store.claim(record(2, "b"));

    assertTrue(store.find(id(1)).isPresent());
  }

  @Test
  void claim_windowAnsweredMeanwhile_isKept() {
    store.claim(record(1, "a"));
    change(id(1), task -> task.status(TaskStatus.NEEDS_MODAL));
    time.advance(Duration.ofDays(29));
    change(id(1), task -> task.status(TaskStatus.QUEUED));
    time.advance(Duration.ofDays(2));

    store.claim(record(2, "b"));

    assertTrue(store.find(id(1)).isPresent());
  }

  @Test
  void claim_wallClockJumps_forgetsNothing() {
    store.claim(record(1, "a"));
    change(id(1), task -> task.status(TaskStatus.SUCCEEDED).ended(time.now()));
    time.jumpWallClock(Duration.ofDays(400));

    store.claim(record(2, "b"));

    assertTrue(store.find(id(1)).isPresent());
  }

  @Test
  void claim_full_forgetsTheEndedFirstAndThenRefuses() {
    MemoryTaskStore small = new MemoryTaskStore(time, Duration.ofDays(30), 2);
    small.claim(record(1, "a"));
    small.claim(record(2, "b"));
    TaskRecord first = small.find(id(1)).orElseThrow();
    small.replace(
        first.with(
            first.task().toBuilder().status(TaskStatus.SUCCEEDED).ended(time.now()).build()));

    assertEquals(Claim.made(), small.claim(record(3, "c")));
    assertTrue(small.find(id(1)).isEmpty());
    assertThrows(StoreException.class, () -> small.claim(record(4, "d")));
    assertEquals(2, small.open(Optional.empty(), 10).size());
  }
}
