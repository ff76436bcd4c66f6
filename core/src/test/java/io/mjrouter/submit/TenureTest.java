package io.mjrouter.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.Holding;
import io.mjrouter.store.Leases;
import io.mjrouter.store.Shards;
import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node counts on its leases for a while that ends before others may take over. */
class TenureTest {

  private static final Duration LENGTH = Duration.ofSeconds(15);
  private static final Duration COUNTED_ON = Duration.ofSeconds(12);
  private static final TaskId TASK = new TaskId(1_000_000_000_000_000L);

  private final FakeTime time = FakeTime.create();
  private final Scripted leases = new Scripted();
  private final Tenure tenure = new Tenure(leases, "a", LENGTH, time);
  private final List<Integer> gains = new ArrayList<>();

  /** Leases of the task's shard that can be made to fail, to dawdle and to be nobody else's. */
  private static final class Scripted implements Leases {
    private Runnable before = () -> {};
    private boolean alone;

    @Override
    public Holding renew(String node, Duration length) {
      before.run();
      return new Holding(Map.of(Shards.of(TASK), 7L));
    }

    @Override
    public boolean isAlone() {
      return alone;
    }

    @Override
    public void release(String node) {}
  }

  private void cutOff() {
    leases.before =
        () -> {
          throw new StoreException("no route to the database", null);
        };
  }

  private void hold() {
    tenure.watch(gained -> gains.add(gained.size()));
    tenure.renewWhenDue();
    assertTrue(tenure.holds(TASK));
  }

  @Test
  void f65_storeOutOfReach_letsGoBeforeTheLeaseEndsAndTakesUpWhatItGetsAgain() {
    hold();
    cutOff();
    time.advance(COUNTED_ON.minusNanos(1));
    tenure.renewWhenDue();
    tenure.lapse();
    assertTrue(tenure.holds(TASK));

    time.advance(Duration.ofNanos(1));
    assertFalse(tenure.holds(TASK), "without waiting for anything");
    assertTrue(tenure.fence(TASK).isEmpty());
    assertEquals(0, tenure.shards().size());
    tenure.lapse();
    assertEquals(List.of(1, 0), gains);

    leases.before = () -> {};
    time.advance(LENGTH);
    tenure.renewWhenDue();
    assertTrue(tenure.holds(TASK));
    assertEquals(List.of(1, 0, 1), gains);
  }

  @Test
  void f65_renewalHangs_isCountedFromWhenItWasAskedFor() {
    hold();
    time.advance(Duration.ofSeconds(3));
    leases.before =
        () -> {
          time.advance(COUNTED_ON);
          assertFalse(tenure.holds(TASK), "while it hangs");
          tenure.lapse();
        };
    tenure.renewWhenDue();

    assertFalse(tenure.holds(TASK));
    leases.before = () -> {};
    tenure.renewWhenDue();
    assertTrue(tenure.holds(TASK));
  }

  @Test
  void holds_storeOfOneProcess_doesNotEnd() {
    leases.alone = true;
    hold();
    cutOff();
    time.advance(Duration.ofDays(1));
    tenure.lapse();

    assertTrue(tenure.holds(TASK));
  }
}
