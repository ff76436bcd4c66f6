package io.mjrouter.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {

  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final int WRITERS = 40;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<Integer>> commits = Collections.synchronizedList(new ArrayList<>());
  private final Set<Integer> committed = ConcurrentHashMap.newKeySet();
  private final CountDownLatch first = new CountDownLatch(1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void write_manyWhileOneCommits_shareTheNextCommitAndNoneGoesOnBeforeIt() throws Exception {
    GroupCommit<Integer> group = new GroupCommit<>(this::slowAtFirst, 1_000, PATIENT);
    List<Future<Boolean>> all = new ArrayList<>();
    all.add(threads.submit(() -> write(group, 0)));
    awaitCommits(1);
    for (int i = 1; i <= WRITERS; i++) {
      int order = i;
      all.add(threads.submit(() -> write(group, order)));
    }
    awaitWaiting(group, WRITERS);
    assertTrue(all.stream().noneMatch(Future::isDone));
    first.countDown();

    for (Future<Boolean> each : all) {
      assertTrue(each.get());
    }
    assertEquals(2, commits.size());
    assertEquals(WRITERS, commits.get(1).size());
  }

  @Test
  void write_moreThanFit_goInSeveralCommits() throws Exception {
    GroupCommit<Integer> group = new GroupCommit<>(this::slowAtFirst, 15, PATIENT);
    List<Future<Boolean>> all = new ArrayList<>();
    all.add(threads.submit(() -> write(group, 0)));
    awaitCommits(1);
    for (int i = 1; i <= WRITERS; i++) {
      int order = i;
      all.add(threads.submit(() -> write(group, order)));
    }
    awaitWaiting(group, WRITERS);
    first.countDown();

    for (Future<Boolean> each : all) {
      assertTrue(each.get());
    }
    assertEquals(List.of(1, 15, 15, 10), commits.stream().map(List::size).toList());
  }

  @Test
  void f77_commitTakesTooLong_whoeverWaitsIsTold() throws Exception {
    GroupCommit<Integer> group = new GroupCommit<>(this::slowAtFirst, 1_000, Duration.ofMillis(20));
    Future<Boolean> stuck = threads.submit(() -> write(group, 0));
    awaitCommits(1);

    StoreException e = assertThrows(StoreException.class, () -> group.write(1));
    assertTrue(String.valueOf(e.getMessage()).contains("nothing was written"), e::getMessage);
    assertEquals(0, group.waiting());

    first.countDown();
    assertTrue(stuck.get());
    group.write(2);
    assertEquals(List.of(List.of(0), List.of(2)), commits);
  }

  @Test
  void f66_interruptedWhileAnotherCommits_isWrittenAllTheSameAndStaysInterrupted()
      throws Exception {
    GroupCommit<Integer> group = new GroupCommit<>(this::slowAtFirst, 1_000, PATIENT);
    Future<Boolean> before = threads.submit(() -> write(group, 0));
    awaitCommits(1);
    Future<Boolean> interrupted =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              return write(group, 1) && Thread.interrupted();
            });
    while (group.waiting() == 0 && !interrupted.isDone()) {
      Thread.onSpinWait();
    }
    first.countDown();

    assertTrue(before.get());
    assertTrue(interrupted.get());
  }

  @Test
  void write_commitThrows_handsTheTurnOn() throws Exception {
    GroupCommit<Integer> group =
        new GroupCommit<>(
            orders -> {
              slowAtFirst(orders);
              if (orders.contains(0)) {
                throw new IllegalStateException("planted");
              }
            },
            1_000,
            PATIENT);
    Future<Boolean> bad = threads.submit(() -> write(group, 0));
    awaitCommits(1);
    Future<Boolean> good = threads.submit(() -> write(group, 1));
    awaitWaiting(group, 1);
    first.countDown();

    assertThrows(ExecutionException.class, bad::get);
    assertTrue(good.get());
  }

  /** Is interrupted from outside, and fails when it would stay so by itself. */
  private static final class Broken extends Thread {
    private Broken(Runnable work) {
      super(work);
    }

    @Override
    public void interrupt() {
      if (Thread.currentThread() == this) {
        throw new OutOfMemoryError("planted");
      }
      super.interrupt();
    }
  }

  @Test
  void write_whoeverHasTheTurnFailsBeforeTheCommit_handsItOnAndWaitsNoMore() throws Exception {
    GroupCommit<Integer> group = new GroupCommit<>(this::slowAtFirst, 1, PATIENT);
    Future<Boolean> before = threads.submit(() -> write(group, 0));
    awaitCommits(1);
    Broken broken = new Broken(() -> assertThrows(OutOfMemoryError.class, () -> group.write(1)));
    broken.start();
    awaitWaiting(group, 1);
    Future<Boolean> after = threads.submit(() -> write(group, 2));
    awaitWaiting(group, 2);
    broken.interrupt();
    while (broken.isInterrupted()) {
      Thread.onSpinWait();
    }
    first.countDown();

    assertTrue(before.get());
    broken.join();
    assertTrue(after.get());
    assertEquals(0, group.waiting());
    assertEquals(List.of(List.of(0), List.of(2)), commits);
  }

  private void slowAtFirst(List<Integer> orders) {
    boolean begins = commits.isEmpty();
    commits.add(orders);
    if (begins) {
      try {
        first.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    committed.addAll(orders);
  }

  private boolean write(GroupCommit<Integer> group, int order) {
    group.write(order);
    return committed.contains(order);
  }

  private void awaitCommits(int count) {
    while (commits.size() < count) {
      Thread.onSpinWait();
    }
  }

  private static void awaitWaiting(GroupCommit<Integer> group, int count) {
    while (group.waiting() < count) {
      Thread.onSpinWait();
    }
  }
}
