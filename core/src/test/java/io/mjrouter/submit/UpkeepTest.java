package io.mjrouter.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.RouterState;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.testing.FakeTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is old is forgotten as fast as it comes, and holds up nothing else for long. */
class UpkeepTest {

  private static final int OLD = 10_000;

  private final FakeTime time = FakeTime.create();
  private final MemoryTaskStore sound = new MemoryTaskStore(time);
  private int left = OLD;
  private Duration each = Duration.ZERO;

  private TaskStore store() {
    return (TaskStore)
        Proxy.newProxyInstance(
            TaskStore.class.getClassLoader(),
            new Class<?>[] {TaskStore.class},
            (proxy, called, args) ->
                called.getName().equals("forget")
                    ? forget((int) args[0])
                    : called.invoke(sound, args));
  }

  private int forget(int most) {
    time.advance(each);
    int forgotten = Math.min(most, left);
    left -= forgotten;
    return forgotten;
  }

  private Upkeep upkeep() {
    Board board =
        new Board(RouterState.of(List.of(), ZoneOffset.UTC, SpendCaps.none()), time, new Random(1));
    return new Upkeep(store(), board, ZoneOffset.UTC, () -> {}, time, Runnable::run);
  }

  @Test
  void tick_muchIsOld_isAllForgotten() {
    upkeep().tick();

    assertEquals(0, left);
  }

  @Test
  void tick_muchIsOldAndTheStoreSlow_restsAfterASecond() {
    each = Duration.ofMillis(300);
    upkeep().tick();

    assertEquals(OLD - 4 * 200, left);
  }
}
