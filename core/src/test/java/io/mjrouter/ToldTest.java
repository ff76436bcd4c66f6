package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.StoreException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjListener;
import io.mjrouter.model.Kept;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.Shards;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.jdbc.JdbcTaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of a task is told until somebody has listened, whatever happens to them or to us. */
@Timeout(60)
class ToldTest {

  private final MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").cannot(Capability.BATCH_FETCH);

  /** A listener that notes the ends it hears, and does something then. */
  private static final class Ends implements MjListener {
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private volatile Runnable then = () -> {};

    @Override
    public void onFinished(MjEvent.Finished event) {
      heard.add(event.id());
      then.run();
    }

    @Override
    public void onSettled(MjEvent.Settled event) {
      heard.add(event.id());
    }
  }

  private Rig rig(MjListener... listeners) {
    return Rig.with(
        builder -> {
          List.of(listeners).forEach(builder::listener);
          return builder.store(store);
        },
        host);
  }

  /** Lets time pass until it holds; the listeners' threads are real. */
  private static void until(Rig rig, BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      assertFalse(Thread.interrupted(), "not within the time of the test");
      rig.pass(Duration.ofSeconds(1));
      Thread.yield();
    }
  }

  private List<TaskId> untold() {
    return store.finishes().untold(Shards.every(), 0, 100).records().stream()
        .map(TaskRecord::id)
        .toList();
  }

  private static List<String> endOf(Task task) {
    return List.of(task.id() + "-finished", task.id() + "-settled");
  }

  @Test
  void finished_listenerReturns_isToldOnceAndNotedAndNotAgainAfterARestart() {
    host.thenAccepts("1").shows(Rig.done("1"));
    Ends first = new Ends();
    Ends second = new Ends();
    Task task;
    try (Rig rig = rig(first)) {
      task = rig.submit();
      until(rig, () -> rig.now(task).status().isFinal() && untold().isEmpty());
    }
    try (Rig rig = rig(second)) {
      rig.pass(Duration.ofMinutes(10));
    }

    assertEquals(endOf(task), first.heard);
    assertEquals(List.of(), second.heard);
  }

  @Test
  void f88_wallClockSetBackBeforeAnEndWasTold_isToldAllTheSame() {
    host.thenAccepts("1").shows(Rig.done("1"));
    HookedStore unsure = new HookedStore();
    AtomicBoolean wrote = new AtomicBoolean();
    unsure.afterWrite(
        record -> {
          if (record.task().status().isFinal() && !wrote.getAndSet(true)) {
            throw new StoreException("nobody knows whether it wrote", null);
          }
        });
    try (Rig rig = Rig.on(unsure, host)) {
      Task task = rig.submit();
      while (!rig.now(task).status().isFinal()) {
        rig.pass(Duration.ofSeconds(1));
      }
      rig.time.jumpWallClock(Duration.ofDays(-1));
      rig.pass(Duration.ofMinutes(10));

      assertEquals(1, rig.told("Finished"));
    }
  }

  @Test
  void finished_closedRightAfter_isNotedOnTheWayOut() {
    host.thenAccepts("1").shows(Rig.done("1"));
    Ends ends = new Ends();
    try (Rig rig = rig(ends)) {
      Task task = rig.submit();
      rig.mj.refresh(task.id());
    }

    assertEquals(2, ends.heard.size());
    assertEquals(List.of(), untold());
  }

  @Test
  void finished_listenerThrows_isToldAgainUntilItReturns() {
    host.thenAccepts("1").shows(Rig.done("1"));
    Ends ends = new Ends();
    ends.then =
        () -> {
          if (ends.heard.size() < 4) {
            throw new IllegalStateException("the listener's own store is away");
          }
        };
    try (Rig rig = rig(ends)) {
      Task task = rig.submit();
      until(rig, () -> rig.now(task).status().isFinal() && untold().isEmpty());

      String finished = task.id() + "-finished";
      assertEquals(
          List.of(finished, finished, finished, finished, task.id() + "-settled"), ends.heard);
    }
  }

  @Test
  void f63_stoppedBetweenTheRecordAndTheEvent_isToldAfterTheRestart() {
    host.thenAccepts("1").shows(Rig.done("1"));
    CountDownLatch never = new CountDownLatch(1);
    Ends dead = new Ends();
    dead.then = () -> Rig.await(never);
    Ends reborn = new Ends();
    Rig killed = rig(dead);
    Task task = killed.submit();
    killed.mj.refresh(task.id());
    assertEquals(List.of(task.id()), untold());

    try (Rig rig = rig(reborn)) {
      until(rig, () -> untold().isEmpty());
      rig.pass(Duration.ofMinutes(10));
    }

    assertEquals(endOf(task), reborn.heard);
    never.countDown();
    killed.close();
  }

  @Test
  void f63_onADatabase_isToldOnceWithKeptPicturesAfterTheRestart(@TempDir Path directory)
      throws IOException {
    host.thenAccepts("1").shows(Rig.done("1"));
    host.serves(Rig.link("grid.png").url(), PicturesTest.grid(4, 4));
    ImageSettings kept = ImageSettings.defaults().withKeep(directory.resolve("pictures"));
    Ends throwing = new Ends();
    throwing.then =
        () -> {
          throw new IllegalStateException("always");
        };
    Ends ends = new Ends();
    Task task;
    try (JdbcTaskStore database = database(directory);
        Rig rig =
            Rig.with(builder -> builder.store(database).images(kept).listener(throwing), host)) {
      task = rig.submit();
      until(rig, () -> !throwing.heard.isEmpty());
    }
    try (JdbcTaskStore database = database(directory);
        Rig rig = Rig.with(builder -> builder.store(database).images(kept).listener(ends), host)) {
      until(rig, () -> ends.heard.size() == 2);
      rig.pass(Duration.ofMinutes(1));
      Task now = rig.now(task);
      FinishedPage page = rig.mj.finishedSince("", 10);

      assertEquals(endOf(task), ends.heard);
      assertEquals(Kept.KEPT, now.kept());
      assertTrue(Files.exists(Path.of(now.images().get(0).kept().orElseThrow())));
      assertEquals(now.images(), page.tasks().get(0).images());
      assertEquals(List.of(), rig.mj.finishedSince(page.cursor(), 10).tasks());
    }
    try (JdbcTaskStore database = database(directory)) {
      assertEquals(List.of(), database.finishes().untold(Shards.every(), 0, 10).records());
    }
  }

  private static JdbcTaskStore database(Path directory) {
    return JdbcTaskStore.h2File(
        directory.resolve("tasks"), StoreSettings.defaults(), FakeTime.create());
  }

  @Test
  void finished_afterARestart_isTheWholeTaskAsItEnded() {
    host.thenAccepts("1").shows(Rig.done("1"));
    Ends throwing = new Ends();
    throwing.then =
        () -> {
          throw new IllegalStateException("always");
        };
    List<Task> tasks = Collections.synchronizedList(new ArrayList<>());
    try (Rig rig = rig(throwing)) {
      rig.mj.refresh(rig.submit().id());
    }
    MjListener listener =
        new MjListener() {
          @Override
          public void onFinished(MjEvent.Finished event) {
            assertEquals(event.task().ended().orElseThrow(), event.at());
            tasks.add(event.task());
          }
        };
    try (Rig rig = rig(listener)) {
      until(rig, () -> untold().isEmpty());
    }

    assertEquals(1, tasks.size());
    assertEquals(TaskStatus.SUCCEEDED, tasks.get(0).status());
    assertEquals(List.of(Rig.link("grid.png")), tasks.get(0).images());
  }

  @Test
  void f68_oneListenerNeverReturns_theOthersAreToldAndTheEndStaysUntold() {
    host.thenAccepts("1").shows(Rig.done("1")).thenAccepts("2").shows(Rig.done("2"));
    CountDownLatch goOn = new CountDownLatch(1);
    Ends stuck = new Ends();
    stuck.then = () -> Rig.await(goOn);
    Ends ends = new Ends();
    try (Rig rig = rig(stuck, ends)) {
      Task one = rig.submit();
      Task two = rig.submit();
      until(rig, () -> ends.heard.size() == 4);
      rig.pass(Duration.ofMinutes(10));
      assertEquals(4, ends.heard.size(), "and once only");
      assertEquals(1, stuck.heard.size());
      assertEquals(2, untold().size());

      goOn.countDown();
      until(rig, () -> untold().isEmpty());
      assertEquals(4, stuck.heard.size());
      assertTrue(stuck.heard.containsAll(endOf(one)) && stuck.heard.containsAll(endOf(two)));
    }
  }

  @Test
  void finished_refusedTask_isToldToo() {
    host.thenFails(RejectReason.BAD_PARAMETER);
    Ends ends = new Ends();
    try (Rig rig = rig(ends)) {
      try {
        rig.submit();
      } catch (SubmissionRefusedException e) {
        until(rig, () -> untold().isEmpty());
      }
    }

    assertEquals(2, ends.heard.size());
  }
}
