package io.mjrouter.store;

import static io.mjrouter.store.StoreContract.id;
import static io.mjrouter.store.StoreContract.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryTaskStoreTest extends TaskStoreContract {

  private final FakeTime time = FakeTime.create();
  private final MemoryTaskStore store = new MemoryTaskStore(time, Duration.ofDays(30), 1_000);

  @Override
  public TaskStore store() {
    return store;
  }

  @Override
  public TaskStore another() {
    return store;
  }

  @Test
  void claim_afterRetention_forgetsWhatEndedAndItsKeys() {
    store.claim(Write.of(record(1, "a")));
    store.claim(Write.of(record(2, "b")));
    change(id(1), task -> task.status(TaskStatus.SUCCEEDED).ended(time.now()));
    time.advance(Duration.ofDays(30));

    store.claim(Write.of(record(3, "c")));

    assertTrue(store.find(id(1)).isEmpty());
    assertTrue(store.findReference("", "a").isEmpty());
    assertTrue(store.find(id(2)).isPresent());
  }

  @Test
  void claim_beforeRetention_forgetsNothing() {
    store.claim(Write.of(record(1, "a")));
    change(id(1), task -> task.status(TaskStatus.SUCCEEDED).ended(time.now()));
    time.advance(Duration.ofDays(30).minusNanos(1));

    store.claim(Write.of(record(2, "b")));

    assertTrue(store.find(id(1)).isPresent());
  }

  @Test
  void claim_windowAnsweredMeanwhile_isKept() {
    store.claim(Write.of(record(1, "a")));
    change(id(1), task -> task.status(TaskStatus.NEEDS_MODAL));
    time.advance(Duration.ofDays(29));
    change(id(1), task -> task.status(TaskStatus.QUEUED));
    time.advance(Duration.ofDays(2));

    store.claim(Write.of(record(2, "b")));

    assertTrue(store.find(id(1)).isPresent());
  }

  @Test
  void claim_wallClockJumps_forgetsNothing() {
    store.claim(Write.of(record(1, "a")));
    change(id(1), task -> task.status(TaskStatus.SUCCEEDED).ended(time.now()));
    time.jumpWallClock(Duration.ofDays(400));

    store.claim(Write.of(record(2, "b")));

    assertTrue(store.find(id(1)).isPresent());
  }

  @Test
  void claim_full_forgetsTheEndedFirstAndThenRefuses() {
    MemoryTaskStore small = new MemoryTaskStore(time, Duration.ofDays(30), 2);
    small.claim(Write.of(record(1, "a")));
    small.claim(Write.of(record(2, "b")));
    TaskRecord first = small.find(id(1)).orElseThrow();
    small.write(
        Write.of(
            first.with(
                first.task().toBuilder().status(TaskStatus.SUCCEEDED).ended(time.now()).build())));

    assertEquals(new Claim.Made(), small.claim(Write.of(record(3, "c"))));
    assertTrue(small.find(id(1)).isEmpty());
    assertThrows(StoreException.class, () -> small.claim(Write.of(record(4, "d"))));
    assertEquals(2, small.open(Shards.every(), Optional.empty(), 10).size());
  }

  @Test
  void forget_afterRetention_goesInSmallSteps() {
    for (int i = 1; i <= 5; i++) {
      store.claim(Write.of(record(i, "r" + i)));
      change(id(i), task -> task.status(TaskStatus.SUCCEEDED).ended(time.now()));
    }
    time.advance(Duration.ofDays(30));

    assertEquals(2, store.forget(2));
    assertEquals(3, store.forget(10));
    assertEquals(0, store.forget(10));
    assertEquals(new Finishes.Page(List.of(), 0), store.finishes().since(0, 10));
  }

  @Test
  void renew_anyNode_holdsEverythingUnderTheFirstEpoch() {
    Holding holding = store.leases().renew("node", Duration.ofSeconds(30));
    store.claim(Write.of(record(1, "a")));
    TaskRecord found = store.find(id(1)).orElseThrow();

    assertTrue(holding.shards().isEvery());
    assertEquals(
        new Written.Fenced(),
        store.write(Write.of(found).under(Optional.of(new Fence(Shards.of(id(1)), 2)))));
    assertTrue(store.write(Write.of(found).under(holding.fence(id(1)))).stored().isPresent());
  }
}
