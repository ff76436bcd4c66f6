package io.mjrouter.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveriesTest {

  private static final Task TASK =
      Task.claimed(
          TaskId.of("1000000000000001"),
          Imagine.of("a red fox"),
          SubmitOptions.defaults(),
          Instant.EPOCH);

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  /** Hears nothing before it may. */
  private class Slow implements MjListener {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public void onSubmitted(MjEvent.Submitted event) {
      begun.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onProgressed(MjEvent.Progressed event) {
      heard.add("progressed");
    }

    @Override
    public void onFinished(MjEvent.Finished event) {
      heard.add("finished");
    }
  }

  @Test
  void accept_listenerFarBehind_leavesOutProgressFirst() throws Exception {
    Slow slow = new Slow();
    Deliveries deliveries = new Deliveries(List.of(slow), Thread::new, FakeTime.create());
    deliveries.accept(new MjEvent.Submitted(TASK, Instant.EPOCH));
    slow.begun.await();
    for (int i = 0; i < Deliveries.CAPACITY + 500; i++) {
      deliveries.accept(new MjEvent.Progressed(TASK, Instant.EPOCH));
    }
    deliveries.accept(new MjEvent.Finished(TASK, Instant.EPOCH));
    slow.goOn.countDown();
    deliveries.close();

    assertEquals(Deliveries.CAPACITY, heard.size());
    assertEquals("finished", heard.get(heard.size() - 1));
  }

  @Test
  void accept_listenerFarBehind_theOldestProgressGoesAndTheRestStaysInOrder() throws Exception {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    Slow slow =
        new Slow() {
          @Override
          public void onProgressed(MjEvent.Progressed event) {
            told.add("step " + event.at().getEpochSecond());
          }

          @Override
          public void onFinished(MjEvent.Finished event) {
            told.add("end " + event.at().getEpochSecond());
          }
        };
    Deliveries deliveries = new Deliveries(List.of(slow), Thread::new, FakeTime.create());
    deliveries.accept(new MjEvent.Submitted(TASK, Instant.EPOCH));
    slow.begun.await();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < Deliveries.CAPACITY; i++) {
      Instant at = Instant.ofEpochSecond(i);
      boolean step = i % 2 == 1;
      deliveries.accept(step ? new MjEvent.Progressed(TASK, at) : new MjEvent.Finished(TASK, at));
      // The first hundred steps make room below.
      if (!step || i > 200) {
        expected.add((step ? "step " : "end ") + i);
      }
    }
    for (int i = 0; i < 100; i++) {
      Instant at = Instant.ofEpochSecond(Deliveries.CAPACITY + i);
      deliveries.accept(new MjEvent.Finished(TASK, at));
      expected.add("end " + at.getEpochSecond());
    }
    slow.goOn.countDown();
    deliveries.close();

    assertEquals(expected, told);
  }

  @Test
  void close_whatWaits_isStillHeard() {
    Slow slow = new Slow();
    slow.goOn.countDown();
    Deliveries deliveries = new Deliveries(List.of(slow), Thread::new, FakeTime.create());
    for (int i = 0; i < 100; i++) {
      deliveries.accept(new MjEvent.Finished(TASK, Instant.EPOCH));
    }
    deliveries.close();
    deliveries.accept(new MjEvent.Finished(TASK, Instant.EPOCH));

    assertEquals(100, heard.size());
  }

  @Test
  void accept_noListener_isNothing() {
    try (Deliveries deliveries =
        new Deliveries(
            List.of(),
            work -> {
              throw new AssertionError("a thread for nobody");
            },
            FakeTime.create())) {
      deliveries.accept(new MjEvent.Finished(TASK, Instant.EPOCH));
      assertTrue(heard.isEmpty());
    }
  }

  // ---- Ends of tasks.

  private final FakeTime time = FakeTime.create();
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  private static Task ended(int number) {
    return Task.claimed(
            TaskId.of("100000000000000" + number),
            Imagine.of("a red fox"),
            SubmitOptions.defaults(),
            Instant.EPOCH)
        .toBuilder()
        .attempts(List.of(attempt()))
        .status(TaskStatus.SUCCEEDED)
        .ended(Instant.EPOCH.plusSeconds(7))
        .build();
  }

  private static Attempt attempt() {
    Route route = new Route(ProviderId.of("host"), Mode.FAST);
    return Attempt.intent(1, route, "mjr-1", Optional.empty(), Instant.EPOCH);
  }

  /** Notes what it hears, and throws as long as somebody wants it to. */
  private class Moody implements MjListener {
    private final AtomicInteger finishedToThrow = new AtomicInteger();
    private final AtomicInteger settledToThrow = new AtomicInteger();

    @Override
    public void onFinished(MjEvent.Finished event) {
      order.add(event.id());
      if (finishedToThrow.getAndDecrement() > 0) {
        throw new IllegalStateException("not in the mood");
      }
    }

    @Override
    public void onSettled(MjEvent.Settled event) {
      order.add(event.id());
      if (settledToThrow.getAndDecrement() > 0) {
        throw new StackOverflowError();
      }
    }
  }

  /** Lets time pass until it holds; the listeners' threads are real. */
  private void until(Deliveries deliveries, BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      time.advance(Duration.ofMillis(100));
      deliveries.tick();
      pause();
    }
  }

  @Test
  void end_listenerReturns_isToldOnceInOrder() {
    try (Deliveries deliveries = new Deliveries(List.of(new Moody()), Thread::new, time)) {
      Task task = ended(1);
      deliveries.end(task);
      until(deliveries, () -> deliveries.told().equals(Set.of(task.id())));
      deliveries.end(task);
      deliveries.forget(deliveries.told());

      assertEquals(Set.of(), deliveries.told());
      assertEquals(List.of(task.id() + "-finished", task.id() + "-settled"), order);
    }
  }

  @Test
  void end_listenerAsksToBeToldAgain_isToldWhenItSaid() {
    AtomicInteger asks = new AtomicInteger(2);
    List<Long> at = Collections.synchronizedList(new ArrayList<>());
    MjListener busy =
        new MjListener() {
          @Override
          public void onFinished(MjEvent.Finished event) {
            at.add(time.nanoTime());
            if (asks.getAndDecrement() > 0) {
              throw new TellAgain(Duration.ofMinutes(7));
            }
          }
        };
    try (Deliveries deliveries = new Deliveries(List.of(busy), Thread::new, time)) {
      deliveries.end(ended(1));
      until(deliveries, () -> !deliveries.told().isEmpty());
    }
    assertEquals(3, at.size());
    for (int i = 1; i < at.size(); i++) {
      assertTrue(at.get(i) - at.get(i - 1) >= Duration.ofMinutes(7).toNanos(), at::toString);
    }
  }

  /** Waits for the listeners' threads while time stands still. */
  private static void await(BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      pause();
    }
  }

  /** Lets the listeners' threads go on; a test whose time is over ends. */
  private static void pause() {
    assertFalse(Thread.interrupted(), "not within the time of the test");
    Thread.yield();
  }

  private void pass(Deliveries deliveries, Duration duration) {
    time.advance(duration);
    deliveries.tick();
  }

  @Test
  void end_listenerThrowsAnErrorOfItsOwn_isToldAgainAsForAnyOther() {
    AtomicInteger told = new AtomicInteger();
    MjListener broken =
        new MjListener() {
          @Override
          public void onFinished(MjEvent.Finished event) {
            if (told.getAndIncrement() == 0) {
              throw new Error("not implemented");
            }
          }
        };
    try (Deliveries deliveries = new Deliveries(List.of(broken), Thread::new, time)) {
      deliveries.end(ended(1));
      await(() -> told.get() == 1);
      await(
          () -> {
            pass(deliveries, Duration.ofSeconds(1));
            return deliveries.told().size() == 1;
          });
      assertEquals(2, told.get());
    }
  }

  @Test
  void end_listenerThrows_isToldAgainUntilItReturnsWhileOthersGoOn() {
    Moody moody = new Moody();
    moody.finishedToThrow.set(1);
    try (Deliveries deliveries = new Deliveries(List.of(moody), Thread::new, time)) {
      deliveries.end(ended(1));
      await(() -> deliveries.failed() == 1);
      deliveries.end(ended(2));
      await(() -> deliveries.told().equals(Set.of(ended(2).id())));
      pass(deliveries, Duration.ofSeconds(1));
      await(() -> deliveries.told().size() == 2);

      String one = ended(1).id().toString();
      String two = ended(2).id().toString();
      assertEquals(
          List.of(
              one + "-finished",
              two + "-finished",
              two + "-settled",
              one + "-finished",
              one + "-settled"),
          order);
    }
  }

  @Test
  void end_settledThrows_finishedIsNotToldAgain() {
    Moody moody = new Moody();
    moody.settledToThrow.set(2);
    try (Deliveries deliveries = new Deliveries(List.of(moody), Thread::new, time)) {
      deliveries.end(ended(1));
      until(deliveries, () -> deliveries.told().size() == 1);

      assertEquals(1, order.stream().filter(id -> id.endsWith("finished")).count());
      assertEquals(3, order.stream().filter(id -> id.endsWith("settled")).count());
    }
  }

  @Test
  void end_keepsThrowing_isToldEverLaterAtABoundedPace() {
    Moody moody = new Moody();
    moody.finishedToThrow.set(Integer.MAX_VALUE);
    try (Deliveries deliveries = new Deliveries(List.of(moody), Thread::new, time)) {
      deliveries.end(ended(1));
      for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
        await(() -> deliveries.failed() == 1);
        int before = order.size();
        pass(deliveries, Duration.ofSeconds(seconds).minusMillis(1));
        assertEquals(1, deliveries.failed(), "not yet after " + seconds + " s");
        assertEquals(before, order.size());
        pass(deliveries, Duration.ofMillis(1));
        await(() -> order.size() == before + 1);
      }
    }
  }

  @Test
  void late_endIsStillToBeTold_isToldAfterItAndUntilItReturns() {
    AtomicInteger lateToThrow = new AtomicInteger(1);
    Moody moody =
        new Moody() {
          @Override
          public void onCameLate(MjEvent.CameLate event) {
            order.add(event.id());
            if (lateToThrow.getAndDecrement() > 0) {
              throw new IllegalStateException("not in the mood");
            }
          }
        };
    moody.finishedToThrow.set(1);
    try (Deliveries deliveries = new Deliveries(List.of(moody), Thread::new, time)) {
      MjEvent.CameLate late = new MjEvent.CameLate(ended(1), Instant.EPOCH);
      deliveries.end(ended(1));
      await(() -> deliveries.failed() == 1);
      deliveries.late(late);
      deliveries.end(ended(2));
      await(() -> deliveries.told().size() == 1);
      assertFalse(order.contains(late.id()));
      pass(deliveries, Duration.ofSeconds(1));
      await(() -> deliveries.told().size() == 2);
      until(
          deliveries,
          () -> {
            deliveries.late(late);
            return deliveries.toldLate().equals(Set.of(ended(1).id()));
          });
      deliveries.forgetLate(deliveries.toldLate());

      assertEquals(Set.of(), deliveries.toldLate());
      assertEquals(
          List.of(late.id(), late.id()), order.stream().filter(late.id()::equals).toList());
      assertEquals(late.id(), order.get(order.size() - 1));
    }
  }

  @Test
  void f68_listenerThatNeverReturns_blocksOnlyItself() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    Moody moody = new Moody();
    MjListener stuck =
        new MjListener() {
          @Override
          public void onFinished(MjEvent.Finished event) {
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (Deliveries deliveries = new Deliveries(List.of(stuck, moody), Thread::new, time)) {
      deliveries.end(ended(1));
      deliveries.end(ended(2));
      until(deliveries, () -> order.size() == 4);
      deliveries.end(ended(1));
      deliveries.end(ended(3));
      until(deliveries, () -> order.size() == 6);
      assertEquals(Set.of(), deliveries.told());

      goOn.countDown();
      until(deliveries, () -> deliveries.told().size() == 3);
      assertEquals(6, order.size());
    }
  }

  @Test
  void end_farMoreThanFit_areOfferedAgainAndToldOnce() throws Exception {
    Slow slow = new Slow();
    try (Deliveries deliveries = new Deliveries(List.of(slow), Thread::new, time)) {
      deliveries.accept(new MjEvent.Submitted(TASK, Instant.EPOCH));
      slow.begun.await();
      List<Task> tasks = new ArrayList<>();
      for (int i = 0; i < Deliveries.CAPACITY + 500; i++) {
        tasks.add(
            Task.claimed(
                new TaskId(1_000_000_000_000_000L + i),
                Imagine.of("x"),
                SubmitOptions.defaults(),
                Instant.EPOCH));
      }
      tasks.forEach(deliveries::end);
      slow.goOn.countDown();
      until(deliveries, () -> deliveries.told().size() == Deliveries.CAPACITY);
      tasks.forEach(deliveries::end);
      until(deliveries, () -> deliveries.told().size() == tasks.size());

      assertEquals(tasks.size(), heard.size());
    }
  }

  private static Task endedOf(String caller, long id) {
    return Task.claimed(
        new TaskId(id),
        Imagine.of("x"),
        SubmitOptions.builder().caller(caller).build(),
        Instant.EPOCH);
  }

  @Test
  void end_asManyAsFitFailed_keepNoOthersOutAndAreToldOnceTheyAreOfferedAgain() {
    AtomicBoolean broken = new AtomicBoolean(true);
    MjListener hooks =
        new MjListener() {
          @Override
          public void onFinished(MjEvent.Finished event) {
            if (broken.get() && event.task().caller().equals("dead")) {
              throw new TellAgain(Duration.ofSeconds(30));
            }
          }
        };
    try (Deliveries deliveries = new Deliveries(List.of(hooks), Thread::new, time)) {
      List<Task> dead = new ArrayList<>();
      for (int i = 0; i < Deliveries.CAPACITY; i++) {
        dead.add(endedOf("dead", 1_000_000_000_000_000L + i));
      }
      dead.forEach(deliveries::end);
      await(() -> deliveries.failed() == Deliveries.CAPACITY);

      for (int i = 0; i < 3; i++) {
        deliveries.end(endedOf("alive", 2_000_000_000_000_000L + i));
      }
      await(() -> deliveries.told().size() == 3);

      broken.set(false);
      dead.forEach(deliveries::end);
      until(deliveries, () -> deliveries.told().size() == dead.size() + 3);
    }
  }

  @Test
  void late_itsEndMadeRoomForAnother_isToldAfterIt() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Set<TaskId> ended = ConcurrentHashMap.newKeySet();
    List<TaskId> early = Collections.synchronizedList(new ArrayList<>());
    MjListener hooks =
        new MjListener() {
          @Override
          public void onFinished(MjEvent.Finished event) {
            if (broken.get() && event.task().caller().equals("dead")) {
              throw new TellAgain(Duration.ofSeconds(30));
            }
            ended.add(event.task().id());
          }

          @Override
          public void onCameLate(MjEvent.CameLate event) {
            if (!ended.contains(event.task().id())) {
              early.add(event.task().id());
            }
          }
        };
    try (Deliveries deliveries = new Deliveries(List.of(hooks), Thread::new, time)) {
      List<Task> dead = new ArrayList<>();
      for (int i = 0; i < Deliveries.CAPACITY; i++) {
        dead.add(endedOf("dead", 1_000_000_000_000_000L + i));
      }
      Task refused = endedOf("dead", 1_000_000_000_000_000L + Deliveries.CAPACITY);
      dead.forEach(deliveries::end);
      await(() -> deliveries.failed() == Deliveries.CAPACITY);
      deliveries.end(endedOf("alive", 2_000_000_000_000_000L));
      await(() -> deliveries.told().size() == 1);
      deliveries.end(refused);
      await(() -> deliveries.failed() == Deliveries.CAPACITY);
      dead.add(refused);
      dead.forEach(task -> deliveries.late(new MjEvent.CameLate(task, Instant.EPOCH)));

      broken.set(false);
      pass(deliveries, Duration.ofSeconds(30));
      await(() -> deliveries.failed() == 0);
      await(
          () -> {
            dead.forEach(deliveries::end);
            return deliveries.told().size() == dead.size() + 1;
          });
      await(
          () -> {
            dead.forEach(task -> deliveries.late(new MjEvent.CameLate(task, Instant.EPOCH)));
            return deliveries.toldLate().size() == dead.size();
          });
      assertEquals(List.of(), early);
    }
  }

  @Test
  void end_nobodyListens_isTold() {
    try (Deliveries deliveries = new Deliveries(List.of(), Thread::new, time)) {
      deliveries.end(ended(1));

      assertEquals(Set.of(ended(1).id()), deliveries.told());
    }
  }

  @Test
  void end_listenerWantsToBeToldInAges_isToldOfTheOthers() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    MjListener later =
        new MjListener() {
          @Override
          public void onFinished(MjEvent.Finished event) {
            if (event.task().id().equals(ended(1).id())) {
              throw new TellAgain(ChronoUnit.FOREVER.getDuration());
            }
            heard.add(event.task().id().toString());
            told.countDown();
          }
        };
    Deliveries deliveries = new Deliveries(List.of(later), Thread::new, time);
    deliveries.end(ended(1));
    deliveries.end(ended(2));
    told.await();
    deliveries.close();

    assertEquals(List.of(ended(2).id().toString()), heard);
  }
}
