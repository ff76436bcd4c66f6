package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.util.concurrent.Uninterruptibles;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Kept;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Write;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Tenure;
import io.mjrouter.testing.FakeTime;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A place for pictures that is worse than one that fails. */
@Timeout(60)
class KeepingTest {

  private static final Duration KEPT = Duration.ofDays(30);

  private final FakeTime time = FakeTime.create();
  private final MemoryTaskStore store = new MemoryTaskStore(time, KEPT, 100);
  private final Tenure tenure = new Tenure(store.leases(), "node", Tenure.LEASE, time);
  private final Journal journal = new Journal(store, time, ZoneOffset.UTC, tenure);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Task> done = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  private interface Place {
    URI keep();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private Keeping into(Place place) {
    tenure.renewWhenDue();
    Keeper keeper =
        new Keeper() {
          @Override
          public boolean wants(Task task) {
            return true;
          }

          @Override
          public URI keep(Task task, MediaLink link, int number) {
            asked.incrementAndGet();
            return place.keep();
          }
        };
    return new Keeping(journal, tenure, keeper, time, this::begin, done::add);
  }

  private void begin(Runnable work) {
    begun.incrementAndGet();
    threads.execute(
        () -> {
          work.run();
          ended.incrementAndGet();
        });
  }

  private Task finished(int number) {
    TaskRecord claimed =
        Ledger.claimed(
                TaskId.of("100000000000000" + number),
                Imagine.of("a red fox"),
                SubmitOptions.defaults(),
                time.now())
            .record();
    Task task =
        claimed.task().toBuilder()
            .status(TaskStatus.SUCCEEDED)
            .snapshot(TrackerRig.done("7"))
            .kept(Kept.PENDING)
            .ended(time.now())
            .build();
    store.claim(Write.of(claimed.with(task)));
    return task;
  }

  private static void await(BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void tick_placeNeverReturns_everyTaskEndsOnceWithItsHostsLinksAndFewThreadsAreLost() {
    CountDownLatch goOn = new CountDownLatch(1);
    URI place = URI.create("https://pictures.example/1.png");
    Keeping keeping =
        into(
            () -> {
              Uninterruptibles.awaitUninterruptibly(goOn);
              return place;
            });
    for (int i = 1; i <= 6; i++) {
      keeping.add(finished(i));
    }
    keeping.tick();
    await(() -> asked.get() == 4);
    time.advance(Keeping.PATIENCE);
    keeping.tick();
    await(() -> done.size() == 6);

    assertEquals(Kept.GIVEN_UP, done.get(0).kept());
    assertEquals(4, asked.get());

    goOn.countDown();
    keeping.add(finished(7));
    await(
        () -> {
          keeping.tick();
          return done.size() > 6;
        });
    assertEquals(7, done.size());
    assertEquals(Kept.KEPT, done.get(6).kept());
    assertEquals(7, done.stream().map(Task::id).distinct().count());
  }

  /** The first try hangs, and is lost; what is begun after that is counted. */
  private int begunAfter(Runnable change) {
    CountDownLatch goOn = new CountDownLatch(1);
    Keeping keeping =
        into(
            () -> {
              Uninterruptibles.awaitUninterruptibly(goOn);
              return URI.create("https://pictures.example/1.png");
            });
    keeping.add(finished(1));
    keeping.tick();
    await(() -> asked.get() == 1);
    change.run();
    int before = begun.get();
    for (int i = 0; i < 10; i++) {
      time.advance(Keeping.PATIENCE);
      keeping.tick();
      await(() -> begun.get() == ended.get() + 1);
    }
    goOn.countDown();
    await(() -> begun.get() == ended.get());
    return begun.get() - before;
  }

  @Test
  void tick_placeNeverReturnsAndTheTaskIsAnotherNodes_isLeftToIt() {
    assertEquals(0, begunAfter(tenure::release));
    assertEquals(List.of(), done);
  }

  @Test
  void tick_placeNeverReturnsAndTheTaskIsGoneFromTheStore_isForgotten() {
    assertEquals(
        1,
        begunAfter(
            () -> {
              time.advance(KEPT.plusDays(1));
              tenure.renewWhenDue();
              assertEquals(1, store.forget(10));
            }));
    assertEquals(List.of(), done);
  }

  @Test
  void tick_placeThrowsAnErrorOfItsOwn_isGivenUpAsForAnyOther() {
    Keeping keeping =
        into(
            () -> {
              throw new Error("no such service");
            });
    keeping.add(finished(1));
    await(
        () -> {
          time.advance(Duration.ofSeconds(10));
          keeping.tick();
          return !done.isEmpty();
        });
    assertEquals(Kept.GIVEN_UP, done.get(0).kept());
  }

  @Test
  void tick_taskGoneFromTheStore_isForgotten() {
    tenure.renewWhenDue();
    AtomicInteger tries = new AtomicInteger();
    Keeping keeping =
        new Keeping(
            journal,
            tenure,
            Keeper.NONE,
            time,
            work -> {
              tries.incrementAndGet();
              work.run();
            },
            done::add);
    keeping.add(
        Task.claimed(
            TaskId.of("1000000000000001"),
            Imagine.of("a red fox"),
            SubmitOptions.defaults(),
            time.now()));
    for (int i = 0; i < 10; i++) {
      keeping.tick();
      time.advance(Duration.ofMinutes(1));
    }

    assertEquals(1, tries.get());
    assertEquals(List.of(), done);
  }
}
