package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Route;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Reading;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When hosts are asked, and about what. */
@Timeout(60)
class TrackerTest {

  private static final Duration MIN = PollSettings.defaults().min();
  private static final Duration GRACE = TaskSettings.defaults().notFoundGrace();

  private final PlainHost single = PlainHost.oneByOne();
  private final PlainHost batching = PlainHost.batching();

  @Test
  void f78_storeIsSetBackWhileATaskIsSent_itEndsAllTheSame() {
    TrackerRig rig = TrackerRig.of(single);
    Task task = rig.sending(single, 7);

    rig.pass(Duration.ofMinutes(40));

    assertEquals(FailureReason.UNKNOWN_OUTCOME, rig.now(task).failure().orElseThrow().reason());
  }

  @Test
  void f78_storeIsSetBackToBeforeAHostTookATask_itIsFoundOutAtTheNextLook() {
    TrackerRig rig = TrackerRig.of(single);
    Task task = rig.takenAndSetBack(single, "1");
    single.runs("1", 40);

    rig.pass(Duration.ofMinutes(4));

    assertEquals(Attempt.State.UNKNOWN, rig.now(task).attempts().get(0).state());
    rig.pass(Duration.ofMinutes(40));
    assertEquals(FailureReason.UNKNOWN_OUTCOME, rig.now(task).failure().orElseThrow().reason());
  }

  @Test
  void f78_storeIsSetBackToBeforeAHostTookATaskThatIsNotThereAnyMore_itEndsAllTheSame() {
    TrackerRig rig = TrackerRig.of(batching);
    Task task = rig.takenAndSetBack(single, "1");

    rig.pass(Duration.ofHours(2));

    assertEquals(FailureReason.UNKNOWN_OUTCOME, rig.now(task).failure().orElseThrow().reason());
  }

  /** Also the other tasks of the same call. */
  @Test
  void tick_errorWhileOneIsRecorded_allAreLookedAtAgain() {
    AtomicInteger errors = new AtomicInteger();
    FakeTime time = FakeTime.create();
    MemoryTaskStore sound = new MemoryTaskStore(time);
    TaskStore store =
        (TaskStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TaskStore.class},
                (proxy, called, args) -> {
                  if (called.getName().equals("find") && errors.getAndDecrement() > 0) {
                    throw new StackOverflowError("planted");
                  }
                  return called.invoke(sound, args);
                });
    TrackerRig rig = TrackerRig.on(time, store, TaskSettings.defaults(), batching);
    Task one = rig.taken(batching, "1");
    Task other = rig.taken(batching, "2");
    batching.finishes("1");
    batching.finishes("2");

    errors.set(1);
    rig.pass(Duration.ofMinutes(1));

    assertEquals(TaskStatus.SUCCEEDED, rig.now(one).status());
    assertEquals(TaskStatus.SUCCEEDED, rig.now(other).status());
  }

  /** Such as a list with a hole in it, or none at all where an adapter throws. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tick_answerCannotBeRead_allAreLookedAtAgain(boolean thrown) {
    AtomicInteger bad = new AtomicInteger(1);
    MjProvider adapter =
        (MjProvider)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MjProvider.class},
                (proxy, called, args) -> {
                  if (called.getName().equals("fetchAll") && bad.getAndDecrement() > 0) {
                    if (thrown) {
                      throw new AssertionError("planted");
                    }
                    return Reading.found(Collections.singletonList(null));
                  }
                  return called.invoke(batching, args);
                });
    TrackerRig rig = TrackerRig.of(adapter, single);
    Task one = rig.taken(adapter, "1");
    Task other = rig.taken(adapter, "2");
    Task elsewhere = rig.taken(single, "3");
    List.of("1", "2").forEach(batching::finishes);
    single.finishes("3");

    rig.pass(Duration.ofMinutes(2));

    assertTrue(bad.get() < 0, "asked again");
    assertEquals(TaskStatus.SUCCEEDED, rig.now(one).status());
    assertEquals(TaskStatus.SUCCEEDED, rig.now(other).status());
    assertEquals(TaskStatus.SUCCEEDED, rig.now(elsewhere).status());
  }

  @Test
  void tick_hostThatIsSoonDone_isLearnedFromItsFirstTask() {
    TrackerRig rig = TrackerRig.of(single);
    single.finishes("1");
    single.finishes("2");
    Task first = rig.taken(single, "1");
    rig.pass(Duration.ofSeconds(15));
    assertEquals(TaskStatus.SUCCEEDED, rig.now(first).status());
    Task second = rig.taken(single, "2");
    rig.pass(MIN.plusMillis(500));

    assertEquals(TaskStatus.SUCCEEDED, rig.now(second).status());
  }

  @Test
  void tick_fewTasksWithAList_fallTogetherIntoFewCalls() {
    TrackerRig rig = TrackerRig.of(batching);
    for (int i = 0; i < 40; i++) {
      batching.runs("t" + i, 40);
      rig.taken(batching, "t" + i);
      rig.pass(Duration.ofMillis(700));
    }
    int before = batching.reads().size();
    rig.pass(Duration.ofSeconds(60));
    int calls = batching.reads().size() - before;
    assertTrue(calls <= 21, () -> calls + " calls in a minute");
  }

  @Test
  void tick_moreThanMayBeAsked_ratesHoldAndNobodyStarves() {
    TaskSettings settings =
        TaskSettings.defaults().withAccept(Duration.ofHours(5)).withTimeout(Duration.ofHours(5));
    TrackerRig rig = TrackerRig.of(settings, single);
    for (int i = 0; i < 3_000; i++) {
      rig.taken(single, "t" + i);
      if (i % 50 == 0) {
        rig.pass(Duration.ofSeconds(1));
      }
    }
    int before = single.reads().size();
    for (int second = 0; second < 1_200; second++) {
      rig.pass(Duration.ofSeconds(1));
      int calls = single.reads().size() - before;
      assertTrue(calls <= 6, () -> calls + " calls in a second");
      before = single.reads().size();
    }
    List<String> last = single.reads().stream().flatMap(List::stream).toList();
    assertEquals(3_000, last.subList(last.size() - 5_400, last.size()).stream().distinct().count());
  }

  @Test
  void tick_moreThanMayBeAsked_thoseLikelyDoneComeFirst() {
    TrackerRig rig = TrackerRig.of(single);
    List<Task> old = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      old.add(rig.taken(single, "old" + i, Duration.ofSeconds(100)));
      single.finishes("old" + i);
    }
    for (int i = 0; i < 2_000; i++) {
      rig.taken(single, "new" + i);
    }
    rig.pass(Duration.ofSeconds(15));

    assertTrue(
        old.stream().allMatch(task -> rig.now(task).status() == TaskStatus.SUCCEEDED),
        () -> "" + single.reads());
  }

  @Test
  void restart_learnedDurations_areKnownAtOnceAndGuideTheRouterToo() {
    TrackerRig before = TrackerRig.of(single);
    for (int i = 0; i < 20; i++) {
      single.finishes("t" + i);
      before.taken(single, "t" + i);
      before.pass(Duration.ofSeconds(15));
    }
    before.tracker.close();
    Route route = new Route(single.id(), Mode.FAST);
    TrackerRig after = before.restarted(TaskSettings.defaults(), single);
    Duration untold = after.expected(route);
    after.pass(Duration.ofMillis(1));
    single.finishes("new");
    Task task = after.taken(single, "new");
    after.pass(MIN.plusMillis(500));

    assertEquals(TaskStatus.SUCCEEDED, after.now(task).status());
    Duration told = after.expected(route);
    assertTrue(told.multipliedBy(2).compareTo(untold) < 0, () -> told + " after " + untold);
  }

  @Test
  void tick_allCallsUnderWay_comesBackSoonAndTheirEndGoesOnAtOnce() {
    List<Runnable> threads = new ArrayList<>();
    TrackerRig rig = TrackerRig.with(threads::add, TaskSettings.defaults(), single);
    for (int i = 0; i < 40; i++) {
      rig.taken(single, "t" + i, Duration.ofSeconds(60));
    }
    for (int i = 0; i < 40; i++) {
      rig.tick();
      rig.time.advance(Duration.ofMillis(50));
    }
    assertEquals(3, threads.size());
    assertTrue(rig.tick().compareTo(Duration.ofMillis(200)) <= 0);
    rig.time.advance(Duration.ofSeconds(1));
    threads.remove(0).run();

    assertEquals(2, single.reads().size(), "the call, and the next one that was due by then");
  }

  // ---- Webhooks.

  @Test
  void calledBack_taskAtHost_isLookedAtAtOnceButNoSoonerThanTheShortestTime() {
    TrackerRig rig = TrackerRig.of(single);
    Task task = rig.taken(single, "1");
    single.runs("1", 1);
    rig.pass(Duration.ofSeconds(4));
    int before = single.reads().size();
    rig.calledBack(task);
    rig.pass(Duration.ofMillis(300));
    assertEquals(before + 1, single.reads().size());
    for (int i = 0; i < 20; i++) {
      rig.calledBack(task);
      rig.pass(Duration.ofMillis(100));
    }
    assertEquals(before + 1, single.reads().size());
    rig.pass(MIN.minusSeconds(1));
    assertEquals(before + 2, single.reads().size());
  }

  @Test
  void calledBack_webhooksAreSeenToWork_looksBecomeFewer() {
    int without = looksWithWebhooks(false);
    int with = looksWithWebhooks(true);
    assertTrue(
        with * 3 < without * 2, () -> with + " looks with webhooks, " + without + " without");
  }

  private static int looksWithWebhooks(boolean working) {
    PlainHost host = PlainHost.oneByOne();
    TrackerRig rig = TrackerRig.of(host);
    int before = 0;
    for (int i = 0; i < 60; i++) {
      if (i == 40) {
        before = host.reads().size();
      }
      String id = "t" + i;
      Task task = rig.taken(host, id);
      rig.pass(Duration.ofSeconds(45 + i % 10));
      host.finishes(id);
      if (working) {
        rig.calledBack(task);
      }
      rig.pass(Duration.ofSeconds(40));
      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
    return host.reads().size() - before;
  }

  @Test
  void calledBack_webhooksCeaseToCome_plannedLooksComeBack() {
    PlainHost host = PlainHost.oneByOne();
    TrackerRig rig = TrackerRig.of(host);
    List<Integer> looks = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      String id = "t" + i;
      Task task = rig.taken(host, id);
      int before = host.reads().size();
      rig.pass(Duration.ofSeconds(50));
      looks.add(host.reads().size() - before);
      host.finishes(id);
      if (i < 40) {
        rig.calledBack(task);
      }
      rig.pass(Duration.ofSeconds(40));
      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
    assertTrue(looks.get(79) > looks.get(39), () -> "" + looks);
  }

  @Test
  void tick_threadIsAlwaysLate_nothingIsPutOffWhileCallsAreFree() {
    Duration late = Duration.ofMillis(5);
    TrackerRig rig =
        TrackerRig.of(
            TaskSettings.defaults()
                .withPoll(
                    PollSettings.defaults()
                        .withMin(Duration.ofMillis(1))
                        .withMax(Duration.ofMillis(10))
                        .withPerSecond(1_000)),
            single);
    single.runs("1", 40);
    Task task = rig.taken(single, "1");
    for (int i = 0; i < 2_000; i++) {
      rig.time.advance(rig.tick().plus(late));
    }
    int looks = single.reads().size();
    assertTrue(looks >= 900, () -> looks + " looks in 2,000 ticks");

    single.finishes("1");
    rig.time.advance(rig.tick().plus(late));
    rig.time.advance(rig.tick().plus(late));
    rig.tick();
    assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
  }

  @Test
  void tick_clockHasLeaptOften_aNewTaskIsStillSeenSoon() {
    ScriptedProvider host = ScriptedProvider.named("leaps").cannot(Capability.BATCH_FETCH);
    TrackerRig rig =
        TrackerRig.of(
            TaskSettings.defaults()
                .withTimeout(Duration.ofDays(300))
                .withAccept(Duration.ofDays(300))
                .withStall(Duration.ofDays(300)),
            host);
    for (int i = 0; i < 20; i++) {
      host.shows(TrackerRig.running("old-" + i, 10));
      rig.taken(host, "old-" + i);
    }
    for (int i = 0; i < 2_000; i++) {
      rig.time.advance(Duration.ofMinutes(2));
      rig.tracker.tick();
    }

    host.shows(TrackerRig.done("new"));
    Task task = rig.taken(host, "new");
    rig.pass(Duration.ofMinutes(3));

    assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
  }

  @Test
  void calledBack_unknownTask_isNothing() {
    TrackerRig rig = TrackerRig.of(single);
    Task task = rig.taken(single, "1");
    single.finishes("1");
    rig.pass(Duration.ofMinutes(1));
    int before = single.reads().size();
    rig.calledBack(task);
    rig.pass(Duration.ofMinutes(1));
    assertEquals(before, single.reads().size());
  }

  // ---- What comes late.

  @Test
  void late_finishedAfterWeGaveUp_staysFailedAndKeepsThePicture() {
    TrackerRig rig = TrackerRig.of(single);
    Task task = rig.taken(single, "1");
    rig.pass(Duration.ofMinutes(11));
    assertEquals(FailureReason.TIMED_OUT, rig.now(task).failure().orElseThrow().reason());
    assertTrue(rig.now(task).images().isEmpty());
    single.finishes("1");
    rig.pass(Duration.ofMinutes(6));

    Task late = rig.now(task);
    assertEquals(TaskStatus.FAILED, late.status());
    assertTrue(late.isLate());
    assertEquals(1, late.images().size());
    assertEquals(
        List.of("Finished", "Settled", "CameLate"),
        rig.events.stream().map(event -> event.getClass().getSimpleName()).toList());
    assertEquals(0, rig.tracker.active());
    int looks = single.reads().size();
    rig.pass(Duration.ofHours(1));
    assertEquals(looks, single.reads().size());
  }

  @Test
  void late_neverFinished_isLookedAtThreeTimesMore() {
    TrackerRig rig = TrackerRig.of(single);
    Task task = rig.taken(single, "1");
    rig.pass(Duration.ofMinutes(10).plusSeconds(2));
    assertTrue(rig.now(task).status().isFinal());
    int before = single.reads().size();
    rig.pass(Duration.ofHours(5));

    assertEquals(before + 3, single.reads().size());
    assertEquals(0, rig.tracker.active());
  }

  @Test
  void late_restartedBetweenTheLooks_isLookedAtAtOnceAndThenAsItWouldHaveBeen() {
    TrackerRig rig = TrackerRig.of(single);
    Task task = rig.taken(single, "1");
    rig.pass(Duration.ofMinutes(10).plusSeconds(2));
    Instant ended = rig.now(task).ended().orElseThrow();
    rig.time.advance(Duration.ofMinutes(3));
    single.reads().clear();

    TrackerRig again = rig.restarted(TaskSettings.defaults(), single);
    again.pass(Duration.ofSeconds(10));
    assertEquals(1, single.reads().size(), "one may have been missed");
    passUntil(again, ended.plus(Duration.ofMinutes(5)).minusSeconds(5));
    assertEquals(1, single.reads().size());
    passUntil(again, ended.plus(Duration.ofMinutes(5)).plusSeconds(5));
    assertEquals(2, single.reads().size());
    single.finishes("1");
    passUntil(again, ended.plus(Duration.ofMinutes(30)).minusSeconds(5));
    assertFalse(again.now(task).isLate());
    passUntil(again, ended.plus(Duration.ofMinutes(30)).plusSeconds(5));
    assertTrue(again.now(task).isLate());
    assertEquals(3, single.reads().size());
  }

  private static void passUntil(TrackerRig rig, Instant then) {
    rig.pass(Duration.between(rig.time.now(), then));
  }

  @Test
  void late_restartedHoursLater_isNotLookedAtAgain() {
    TrackerRig rig = TrackerRig.of(single);
    rig.taken(single, "1");
    rig.pass(Duration.ofMinutes(11));
    rig.time.advance(Duration.ofHours(3));
    single.reads().clear();

    rig.restarted(TaskSettings.defaults(), single).pass(Duration.ofHours(1));
    assertEquals(0, single.reads().size());
  }

  @Test
  void late_calledBackInVain_isStillLookedAtLater() {
    TrackerRig rig = TrackerRig.of(single);
    Task task = rig.taken(single, "1");
    rig.pass(Duration.ofMinutes(11));
    assertTrue(rig.now(task).status().isFinal());
    rig.calledBack(task);
    rig.pass(Duration.ofMinutes(20));
    assertTrue(!rig.now(task).isLate());
    single.finishes("1");
    rig.pass(Duration.ofMinutes(15));

    assertTrue(rig.now(task).isLate());
  }

  @Test
  void late_storeWasSetBackToBeforeItsEnd_isFollowedToAnother() {
    for (boolean known : new boolean[] {true, false}) {
      TrackerRig rig = TrackerRig.of(single);
      Task task = rig.taken(single, "1");
      rig.givenUpAndSetBack(task);
      if (known) {
        single.finishes("1");
      } else {
        single.forgets("1");
      }
      rig.pass(Duration.ofMinutes(5));

      assertTrue(rig.now(task).status().isFinal(), () -> "known: " + known);
    }
  }

  @Test
  void late_failedByTheHost_isNotLookedAtAgain() {
    TrackerRig rig = TrackerRig.of(single);
    Task task = rig.taken(single, "1");
    single.shows("1", TaskSnapshot.builder("1", HostStatus.FAILURE).build());
    rig.pass(Duration.ofMinutes(1));
    assertTrue(rig.now(task).status().isFinal());
    int before = single.reads().size();
    rig.pass(Duration.ofHours(2));
    assertEquals(before, single.reads().size());
  }

  @Test
  void late_lostAndFoundAgain_isRefreshedByHand() {
    TrackerRig rig = TrackerRig.of(single);
    Task task = rig.taken(single, "1");
    single.forgets("1");
    rig.pass(Duration.ofMinutes(3));
    assertEquals(FailureReason.LOST_BY_HOST, rig.now(task).failure().orElseThrow().reason());
    single.finishes("1");

    assertTrue(rig.tracker.refresh(task.id()).isLate());
    assertTrue(rig.tracker.refresh(task.id()).isLate());
    rig.pass(Duration.ofHours(1));
    assertEquals(1, rig.events.stream().filter(event -> event.id().endsWith("-late")).count());
  }

  // ---- Looks outside the plan.

  @Test
  void f27_refresh_hostKnowsItForAMoment_itsGraceBeginsAnew() {
    TrackerRig rig = TrackerRig.of(single);
    Task task = rig.taken(single, "1");
    single.forgets("1");
    rig.pass(Duration.ofSeconds(50));
    single.runs("1", 40);
    assertEquals(40, rig.tracker.refresh(task.id()).progress());
    single.forgets("1");
    rig.pass(GRACE);

    assertEquals(TaskStatus.RUNNING, rig.now(task).status());
    rig.pass(Duration.ofSeconds(40));
    assertEquals(FailureReason.LOST_BY_HOST, rig.now(task).failure().orElseThrow().reason());
  }

  @Test
  void shown_whereTheTaskIsNoMore_isNotBelieved() {
    TrackerRig rig = TrackerRig.of(single, batching);
    Task task = rig.taken(single, "1");
    HostTask elsewhere = new HostTask(batching.id(), "1");
    rig.tracker.shown(task.id(), elsewhere, TrackerRig.done("1"));
    assertEquals(TaskStatus.QUEUED, rig.now(task).status());

    rig.tracker.shown(task.id(), task.hostTask().orElseThrow(), TrackerRig.done("1"));
    assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
  }

  /** What its host shows is not recorded then; that it shows it counts. */
  @Test
  void shown_storeIsAway_itsGraceBeginsAnewAllTheSame() {
    AtomicBoolean away = new AtomicBoolean();
    FakeTime time = FakeTime.create();
    TrackerRig rig = TrackerRig.on(time, away(away, time), TaskSettings.defaults(), single);
    Task task = rig.taken(single, "1");
    single.forgets("1");
    rig.pass(Duration.ofSeconds(50));
    away.set(true);
    rig.tracker.shown(task.id(), task.hostTask().orElseThrow(), TrackerRig.done("1"));
    away.set(false);
    rig.pass(GRACE);

    assertEquals(TaskStatus.QUEUED, rig.now(task).status());
    rig.pass(Duration.ofSeconds(40));
    assertEquals(FailureReason.LOST_BY_HOST, rig.now(task).failure().orElseThrow().reason());
  }

  private TaskStore away(AtomicBoolean away, FakeTime time) {
    MemoryTaskStore sound = new MemoryTaskStore(time);
    return (TaskStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {TaskStore.class},
            (proxy, called, args) -> {
              if (away.get()) {
                throw new StoreException("away", null);
              }
              return called.invoke(sound, args);
            });
  }

  // ---- Batches.

  @Test
  void f49_twoRowsUnderOneId_theOneThatWentFurtherCounts() {
    TrackerRig rig = TrackerRig.of(batching);
    Task task = rig.taken(batching, "1");
    rig.taken(batching, "2");
    TaskSnapshot pressed = TaskSnapshot.builder("1", HostStatus.MODAL).build();
    batching.shows("1", pressed, TrackerRig.done("1"), TrackerRig.running("1", 90));
    rig.pass(Duration.ofMinutes(1));

    assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
  }

  @Test
  void f49_rowsNobodyAskedFor_areLeftAlone() {
    TrackerRig rig = TrackerRig.of(batching);
    Task first = rig.taken(batching, "1");
    Task second = rig.taken(batching, "2");
    batching.shows("1", TrackerRig.done("3"), TrackerRig.done("2"));
    rig.pass(Duration.ofSeconds(20));

    assertEquals(TaskStatus.QUEUED, rig.now(first).status());
    assertEquals(TaskStatus.SUCCEEDED, rig.now(second).status());
  }
}
