package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.mjrouter.error.StoreException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.testing.FakeTime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Hosts that fail, forget, go back, double and swap, a store that fails before or after it wrote,
 * and processes that end: on virtual time, by seed. Whatever happens no law is broken, and once the
 * faults have stopped everything ends.
 */
class TrackerStormTest {

  private static final Logger TASKS = (Logger) LoggerFactory.getLogger("io.mjrouter.task");
  private static final Set<String> FAILING = Set.of("find", "write", "open");

  @BeforeAll
  static void sayNothingOfEachFault() {
    TASKS.setLevel(Level.OFF);
  }

  @AfterAll
  static void sayEverything() {
    TASKS.setLevel(null);
  }

  @Test
  void storm_hundredsOfSeeds_lawsHoldAndEverythingEnds() {
    Map<StormHost.Fault, Integer> met = run(1, 300);
    for (StormHost.Fault fault : StormHost.Fault.values()) {
      assertTrue(met.getOrDefault(fault, 0) > 100, () -> fault + ": " + met);
    }
  }

  @Tag("long")
  @Test
  void storm_thousandsOfSeeds_lawsHoldAndEverythingEnds() {
    run(1_000, 20_000);
  }

  private static Map<StormHost.Fault, Integer> run(long first, int seeds) {
    Map<StormHost.Fault, Integer> met = new TreeMap<>();
    for (long seed = first; seed < first + seeds; seed++) {
      Storm storm = new Storm(seed);
      try {
        storm.run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
      storm.hosts.forEach(
          host -> host.met.forEach((fault, times) -> met.merge(fault, times, Integer::sum)));
    }
    return met;
  }

  /** One seed. */
  private static final class Storm {

    private static final Duration STORMY = Duration.ofMinutes(6);
    private static final Duration LATE = Duration.ofMinutes(29);
    private static final int PER_SECOND = 4;

    final List<StormHost> hosts = new ArrayList<>();
    private final Random random;
    private final FakeTime time = FakeTime.create();
    private final TaskSettings settings;
    private final TaskStore sound = new MemoryTaskStore(time, Duration.ofDays(30), 10_000);
    private final TaskStore store = flaky();
    private final List<Task> tasks = new ArrayList<>();
    private final Map<TaskId, Task> latest = new HashMap<>();
    private final Map<TaskId, Long> ended = new HashMap<>();
    private final List<MjEvent> events = new ArrayList<>();
    private TrackerRig rig;
    private boolean calm;
    private long restarted;

    Storm(long seed) {
      random = new Random(seed);
      PollSettings poll =
          PollSettings.defaults()
              .withBatch(1 + random.nextInt(20))
              .withPerSecond(PER_SECOND)
              .withMax(Duration.ofSeconds(5 + random.nextInt(40)));
      settings =
          TaskSettings.defaults()
              .withAccept(Duration.ofMinutes(3 + random.nextInt(5)))
              .withStall(Duration.ofMinutes(3 + random.nextInt(5)))
              .withTimeout(Duration.ofMinutes(10))
              .withPoll(poll);
      hosts.add(new StormHost("one", random, time));
      hosts.add(new StormHost("two", random, time));
      rig = watched(TrackerRig.on(time, store, settings, hosts.get(0), hosts.get(1)));
    }

    private TrackerRig watched(TrackerRig fresh) {
      fresh.journal.watch(this::check);
      fresh.journal.listen(events::add);
      return fresh;
    }

    void run() {
      long end = time.nanoTime() + STORMY.toNanos();
      while (end - time.nanoTime() > 0) {
        if (random.nextInt(4) == 0 && tasks.size() < 40) {
          take();
        }
        if (random.nextInt(60) == 0) {
          rig = watched(rig.restarted(settings, hosts.get(0), hosts.get(1)));
          restarted = time.nanoTime();
        }
        if (random.nextInt(80) == 0) {
          time.jumpWallClock(Duration.ofHours(random.nextInt(48) - 24));
        }
        if (random.nextInt(5) == 0 && !tasks.isEmpty()) {
          callBack();
        }
        rig.pass(Duration.ofMillis(200 + random.nextInt(3_000)));
      }
      calm = true;
      hosts.forEach(StormHost::calm);
      rig.pass(Duration.ofMinutes(2));
      tasks.forEach(this::checkSeen);
      rig.pass(Duration.ofMinutes(45));
      tasks.forEach(this::checkEnd);
      assertEquals(0, rig.tracker.active(), "followed after everything ended");
      hosts.forEach(this::checkRate);
    }

    private void take() {
      StormHost host = hosts.get(random.nextInt(2));
      String id = "t" + tasks.size() / 2;
      if (host.truths.containsKey(id)) {
        return;
      }
      long now = time.nanoTime();
      long took = (long) (Math.exp(3 + 1.2 * random.nextGaussian()) * 1e9);
      HostStatus end =
          List.of(HostStatus.SUCCESS, HostStatus.SUCCESS, HostStatus.SUCCESS, HostStatus.FAILURE)
              .get(random.nextInt(4));
      boolean soundly = calm;
      calm = true;
      Task task = rig.taken(host, id);
      calm = soundly;
      tasks.add(task);
      latest.put(task.id(), task);
      host.truths.put(
          id,
          new StormHost.Truth(
              id, task.attempts().get(0).token(), now, now + took, end, random.nextInt(8) == 0));
    }

    private void callBack() {
      try {
        rig.calledBack(tasks.get(random.nextInt(tasks.size())));
      } catch (StoreException e) {
        assertTrue(!calm, "the store is sound");
      }
    }

    private TaskStore flaky() {
      return (TaskStore)
          Proxy.newProxyInstance(
              TaskStore.class.getClassLoader(),
              new Class<?>[] {TaskStore.class},
              (proxy, method, arguments) -> {
                boolean may = !calm && FAILING.contains(method.getName());
                if (may && random.nextInt(25) == 0) {
                  throw new StoreException("before", null);
                }
                Object answer;
                try {
                  answer = method.invoke(sound, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
                if (may && random.nextInt(25) == 0) {
                  throw new StoreException("after", null);
                }
                return answer;
              });
    }

    // ---- Laws.

    private StormHost.Truth truth(Task task) {
      return hosts.stream()
          .filter(host -> host.id().equals(task.hostTask().orElseThrow().provider()))
          .findFirst()
          .orElseThrow()
          .truths
          .get(task.hostTask().orElseThrow().id());
    }

    /** Every record that is stored and told. */
    private void check(TaskRecord record) {
      Task after = record.task();
      Task before = latest.put(after.id(), after);
      if (before == null) {
        return;
      }
      if (after.status().isFinal()) {
        ended.putIfAbsent(after.id(), time.nanoTime());
      }
      assertTrue(after.progress() >= before.progress(), () -> "progress fell: " + after);
      if (before.status().isFinal()) {
        assertEquals(before.status(), after.status(), "an end changed");
        assertEquals(before.failure(), after.failure(), "an end changed");
        assertEquals(before.ended(), after.ended(), "an end changed");
        assertEquals(before.attempts(), after.attempts(), "money changed");
      }
      checkPictures(after);
    }

    private void checkPictures(Task task) {
      if (task.status() == TaskStatus.SUCCEEDED || task.isLate()) {
        assertEquals(
            List.of(truth(task).picture()),
            task.images().stream().map(MediaLink::url).toList(),
            () -> "the picture of another: " + task);
        assertEquals(HostStatus.SUCCESS, truth(task).end());
      }
    }

    /** Two minutes after the faults stopped, whatever had ended is known to have ended. */
    private void checkSeen(Task task) {
      StormHost.Truth truth = truth(task);
      long aMinuteAgo = time.nanoTime() - Duration.ofMinutes(1).toNanos();
      if (truth.isOver(aMinuteAgo) && !truth.forgotten()) {
        assertTrue(now(task).status().isFinal(), () -> "not seen: " + now(task) + " " + truth);
      }
    }

    private void checkEnd(Task task) {
      Task end = now(task);
      assertTrue(end.status().isFinal(), () -> "never ended: " + end);
      checkPictures(end);
      Map<String, Long> told =
          events.stream()
              .filter(event -> event.task().id().equals(task.id()))
              .collect(Collectors.groupingBy(MjEvent::id, Collectors.counting()));
      assertTrue(told.values().stream().allMatch(times -> times == 1), () -> "told twice " + told);
      StormHost.Truth truth = truth(task);
      boolean givenUp = end.failure().filter(f -> f.reason().mayStillFinish()).isPresent();
      // Late looks are made by the process that gave the task up, for half an hour.
      long at = ended.getOrDefault(task.id(), restarted);
      boolean looked = at - restarted > 0 && truth.isOver(at + LATE.toNanos());
      if (givenUp && looked && truth.end() == HostStatus.SUCCESS && !truth.forgotten()) {
        assertTrue(end.isLate(), () -> "not collected: " + end + " " + truth);
      }
    }

    private Task now(Task task) {
      return sound.find(task.id()).orElseThrow().task();
    }

    private void checkRate(StormHost host) {
      List<Long> calls = host.calls;
      for (int i = PER_SECOND; i < calls.size(); i++) {
        long span = calls.get(i) - calls.get(i - PER_SECOND);
        assertTrue(
            restarted >= calls.get(i - PER_SECOND) || span >= 1_000_000_000L,
            () -> "too many calls at " + host.id());
      }
    }
  }
}
