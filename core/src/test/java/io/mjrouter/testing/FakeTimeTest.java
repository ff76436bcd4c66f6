package io.mjrouter.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FakeTimeTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void sleep_created_movesBothClocksAndIsRemembered() throws InterruptedException {
    FakeTime time = FakeTime.create();
    long before = time.nanoTime();

    time.sleep(Duration.ofSeconds(1));
    time.sleep(Duration.ofSeconds(2));

    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), time.sleeps());
    assertEquals(Duration.ofSeconds(3), Duration.ofNanos(time.nanoTime() - before));
    assertEquals(FakeTime.START.plusSeconds(3), time.now());
  }

  @Test
  void sleep_nothing_isNoSleep() throws InterruptedException {
    FakeTime time = FakeTime.stepped();

    time.sleep(Duration.ZERO);
    time.sleep(Duration.ofSeconds(-1));

    assertEquals(List.of(), time.sleeps());
  }

  @Test
  void sleep_steppedManyThreads_eachWakesAtItsTime() throws Exception {
    FakeTime time = FakeTime.stepped();
    List<Future<Long>> wakes = new ArrayList<>();
    long start = time.nanoTime();
    for (int i = 1; i <= 20; i++) {
      Duration length = Duration.ofSeconds(i);
      wakes.add(
          threads.submit(
              () -> {
                time.sleep(length);
                return time.nanoTime() - start;
              }));
    }
    time.awaitSleepers(20);

    for (int i = 1; i <= 20; i++) {
      assertEquals(21 - i, time.sleepers());
      time.advance(Duration.ofSeconds(1));
      assertEquals(Duration.ofSeconds(i).toNanos(), wakes.get(i - 1).get());
    }
    assertEquals(20, time.sleeps().size());
  }

  @Test
  void sleep_interrupted_ends() throws InterruptedException {
    FakeTime time = FakeTime.stepped();
    List<Throwable> thrown = new ArrayList<>();
    Thread thread =
        new Thread(
            () ->
                thrown.add(
                    assertThrows(
                        InterruptedException.class, () -> time.sleep(Duration.ofDays(1)))));
    thread.start();
    time.awaitSleepers(1);

    thread.interrupt();
    thread.join();

    assertEquals(1, thrown.size());
    assertEquals(0, time.sleepers());
  }

  @Test
  void jumpWallClock_back_leavesTheMonotonicClock() {
    FakeTime time = FakeTime.create();
    long before = time.nanoTime();

    time.jumpWallClock(Duration.ofDays(-1));

    assertEquals(before, time.nanoTime());
    assertTrue(time.now().isBefore(FakeTime.START));
  }
}
