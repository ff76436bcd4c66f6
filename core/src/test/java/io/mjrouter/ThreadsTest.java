package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.ProviderId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class ThreadsTest {

  private static final ProviderId SLOW = ProviderId.of("slow");
  private static final ProviderId FAST = ProviderId.of("fast");
  private static final int MANY = 200;

  /** Both kinds, where this JDK has both. */
  static Stream<Supplier<Threads>> kinds() {
    return Stream.of(Threads::create, Threads::ofThePlatform);
  }

  private static Thread threadOf(Executor executor) {
    return CompletableFuture.supplyAsync(Thread::currentThread, executor).join();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void f99_of_providerHangs_othersRun(Supplier<Threads> kind) {
    CountDownLatch hung = new CountDownLatch(1);
    try (Threads threads = kind.get()) {
      for (int i = 0; i < MANY; i++) {
        threads.of(SLOW).execute(() -> Rig.await(hung));
      }

      assertTrue(threadOf(threads.of(FAST)).isDaemon());
      assertTrue(threadOf(threads.common()).isDaemon());
      hung.countDown();
    }
  }

  @Test
  void of_oldJdk_eachProviderHasThreadsOfItsOwn() {
    try (Threads threads = Threads.ofThePlatform()) {
      assertEquals("mj-router-slow", threadOf(threads.of(SLOW)).getName());
      assertEquals("mj-router-fast", threadOf(threads.of(FAST)).getName());
      assertNotEquals(threads.of(SLOW), threads.of(FAST));
    }
  }

  @Test
  void create_jdk24AndLater_threadsAreVirtual() throws Exception {
    boolean expected = Runtime.version().feature() >= 24;
    try (Threads threads = Threads.create()) {
      for (Executor each : List.of(threads.common(), threads.of(SLOW))) {
        Thread thread = threadOf(each);
        boolean virtual = expected && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        assertEquals(expected, virtual);
        assertTrue(thread.getName().startsWith("mj-router"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void close_callsUnderWay_areInterrupted(Supplier<Threads> kind) throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    try (Threads threads = kind.get()) {
      threads
          .of(SLOW)
          .execute(
              () -> {
                underWay.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  interrupted.complete(true);
                }
              });
      underWay.await();
    }
    assertTrue(interrupted.get());
  }
}
