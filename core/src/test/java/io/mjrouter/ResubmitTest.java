package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Press;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.jdbc.JdbcTaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** routing.resubmit-failed: a task that died where failures are refunded is tried elsewhere. */
class ResubmitTest {

  private static final RoutingSettings ON = RoutingSettings.builder().resubmitFailed(true).build();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ScriptedProvider cheap =
      ScriptedProvider.named("cheap").charges("0.02").refundsFailures();
  private final ScriptedProvider dear = ScriptedProvider.named("dear").charges("0.05");

  private static TaskSnapshot dead(String id, Failure.Fault fault) {
    return TaskSnapshot.builder(id, HostStatus.FAILURE).failure("it broke", fault).build();
  }

  /** Takes one task under an id and lets it die. */
  private static ScriptedProvider kills(ScriptedProvider host, String id) {
    return host.thenAccepts(id).shows(Rig.running(id, 30), dead(id, Failure.Fault.HOST));
  }

  private static List<ChargeState> charges(Task task) {
    return task.attempts().stream().map(Attempt::charge).toList();
  }

  @Test
  void died_whereItIsRefunded_isDrawnElsewhereUnderTheSameId() {
    kills(cheap, "1");
    dear.thenAccepts("1").shows(Rig.running("1", 30), Rig.done("1"));
    try (Rig rig = Rig.of(ON, cheap, dear)) {
      Task task = rig.submit();
      rig.pass(MINUTE.multipliedBy(3));

      Task done = rig.now(task);
      assertEquals(TaskStatus.SUCCEEDED, done.status());
      assertEquals(new HostTask(ProviderId.of("dear"), "1"), done.hostTask().orElseThrow());
      assertEquals(List.of(ChargeState.REFUNDED, ChargeState.SETTLED), charges(done));
      assertEquals("it broke", done.attempts().get(0).detail());
      assertTrue(done.attempts().get(0).hasDied());
      assertEquals(Money.usd("0.05"), done.spent());
      assertEquals(
          Optional.of(RouteReason.TRIED),
          done.decision().orElseThrow().reason(new Route(ProviderId.of("cheap"), Mode.RELAX)));
      assertEquals(List.of(1, 1), List.of(cheap.submits(), dear.submits()));
      assertEquals(
          List.of("Accepted", "Accepted", "Finished", "Settled"),
          rig.told().stream()
              .filter(kind -> !kind.equals("Progressed") && !kind.startsWith("AttemptEnded"))
              .skip(1)
              .toList());
    }
  }

  @Test
  void died_readOnceMoreMeanwhile_saysNothingOfTheOtherHostsTaskOfThatId() {
    kills(cheap, "1");
    dear.thenAccepts("1").shows(Rig.running("1", 30), Rig.done("1"));
    AtomicReference<Runnable> whileReading = new AtomicReference<>();
    InvocationHandler slow =
        (proxy, method, arguments) -> {
          Object answer = method.invoke(cheap, arguments);
          Runnable meanwhile =
              method.getName().equals("fetch") ? whileReading.getAndSet(null) : null;
          if (meanwhile != null) {
            meanwhile.run();
          }
          return answer;
        };
    MjProvider slowToAnswer =
        (MjProvider)
            Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MjProvider.class}, slow);
    cheap.cannot(Capability.BATCH_FETCH);
    try (Rig rig = Rig.of(ON, slowToAnswer, dear)) {
      Task task = rig.submit();
      rig.mj.refresh(task.id());
      whileReading.set(() -> rig.mj.refresh(task.id()));
      rig.mj.refresh(task.id());

      assertEquals(ProviderId.of("dear"), rig.now(task).route().orElseThrow().provider());
      assertEquals(TaskStatus.QUEUED, rig.now(task).status());
    }
  }

  @Test
  void died_twice_ends() {
    kills(cheap, "1");
    kills(dear.refundsFailures(), "2");
    try (Rig rig = Rig.of(ON, cheap, dear, ScriptedProvider.named("third").charges("0.09"))) {
      Task task = rig.submit();
      rig.pass(MINUTE.multipliedBy(5));

      Task ended = rig.now(task);
      assertEquals(FailureReason.HOST_SAID_SO, ended.failure().orElseThrow().reason());
      assertEquals(List.of(ChargeState.REFUNDED, ChargeState.REFUNDED), charges(ended));
      assertEquals(Money.ZERO, ended.spent());
      assertEquals(1, rig.told("Finished"));
      assertEquals(1, rig.told("Settled"));
    }
  }

  @Test
  void died_unlessAskedFor_ends() {
    kills(cheap, "1");
    try (Rig rig = Rig.of(cheap, dear)) {
      Task task = rig.submit();
      rig.pass(MINUTE.multipliedBy(3));

      assertEquals(TaskStatus.FAILED, rig.now(task).status());
      assertEquals(0, dear.submits());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CONTENT", "PARAMETERS"})
  void died_byTheCallersFault_ends(Failure.Fault fault) {
    cheap.thenAccepts("1").shows(dead("1", fault));
    try (Rig rig = Rig.of(ON, cheap, dear)) {
      Task task = rig.submit();
      rig.pass(MINUTE.multipliedBy(3));

      assertEquals(fault, rig.now(task).failure().orElseThrow().fault());
      assertEquals(0, dear.submits());
    }
  }

  @Test
  void died_whereNothingIsRefunded_ends() {
    ScriptedProvider keeps = kills(ScriptedProvider.named("keeps").charges("0.01"), "1");
    try (Rig rig = Rig.of(ON, keeps, dear)) {
      Task task = rig.submit();
      rig.pass(MINUTE.multipliedBy(3));

      assertEquals(List.of(ChargeState.SETTLED), charges(rig.now(task)));
      assertEquals(0, dear.submits());
    }
  }

  private static Stream<Arguments> limits() {
    SubmitOptions.Builder any = SubmitOptions.builder();
    return Stream.of(
        Arguments.of("modes", SubmitOptions.builder().modes(Mode.TURBO)),
        Arguments.of("price", SubmitOptions.builder().maxPrice(Money.usd("0.04"))),
        Arguments.of("provider", SubmitOptions.builder().provider(ProviderId.of("cheap"))),
        Arguments.of("deadline", any.deadline(Duration.ofMinutes(8))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void died_outsideWhatItsCallerAllowed_ends(String what, SubmitOptions.Builder options) {
    kills(cheap, "1");
    dear.offers(Mode.RELAX, Mode.FAST);
    try (Rig rig = Rig.of(ON, cheap, dear)) {
      Task task = rig.submit(Rig.FOX, options);
      if (what.equals("deadline")) {
        rig.time.advance(Duration.ofMinutes(7));
      }
      rig.pass(MINUTE.multipliedBy(3));

      Task ended = rig.now(task);
      assertEquals(FailureReason.HOST_SAID_SO, ended.failure().orElseThrow().reason(), what);
      assertEquals("it broke", ended.failure().orElseThrow().detail());
      assertEquals(List.of(ChargeState.REFUNDED), charges(ended));
      assertEquals(0, dear.submits());
    }
  }

  /** What comes back with the same write counts no more. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void died_capHasRoomOnceTheMoneyIsBack_isDrawnElsewhere(boolean ofTheCaller) {
    kills(cheap, "1");
    dear.thenAccepts("1").shows(Rig.done("1"));
    RoutingSettings.Builder capped = ON.toBuilder();
    RoutingSettings settings =
        (ofTheCaller
                ? capped.callerSpend("web", Money.usd("0.06"))
                : capped.dailySpend(Money.usd("0.06")))
            .build();
    try (Rig rig = Rig.of(settings, cheap, dear)) {
      Task task = rig.submit(Rig.FOX, SubmitOptions.builder().caller("web"));
      rig.pass(MINUTE.multipliedBy(3));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
      assertEquals(Money.usd("0.05"), rig.now(task).spent());
    }
  }

  @Test
  void died_capHasNoRoomEvenThen_endsAsItDied() {
    kills(cheap, "1");
    RoutingSettings settings = ON.toBuilder().dailySpend(Money.usd("0.049")).build();
    try (Rig rig = Rig.of(settings, cheap, dear)) {
      Task task = rig.submit();
      rig.pass(MINUTE.multipliedBy(3));

      assertEquals(TaskStatus.FAILED, rig.now(task).status());
      assertEquals(0, dear.submits());
    }
  }

  @Test
  void died_manyAtOnce_areTriedElsewhereWithinTheRetryBudget() {
    for (int i = 0; i < 15; i++) {
      kills(cheap, "c" + i);
    }
    try (Rig rig = Rig.of(ON, cheap, dear)) {
      List<Task> tasks = Stream.generate(rig::submit).limit(15).toList();
      tasks.forEach(task -> rig.mj.refresh(task.id()));
      tasks.forEach(task -> rig.mj.refresh(task.id()));

      assertEquals(10, dear.submits());
      assertEquals(5, tasks.stream().filter(t -> rig.now(t).status() == TaskStatus.FAILED).count());
    }
  }

  @Test
  void died_attemptsUsedUp_ends() {
    kills(cheap, "1");
    RoutingSettings one = RoutingSettings.builder().resubmitFailed(true).attempts(1).build();
    try (Rig rig = Rig.of(one, cheap, dear)) {
      Task task = rig.submit();
      rig.pass(MINUTE.multipliedBy(3));

      assertEquals(TaskStatus.FAILED, rig.now(task).status());
      assertEquals(0, dear.submits());
    }
  }

  @Test
  void died_ofAFollowUp_ends() {
    cheap.thenAccepts("1").shows(Rig.done("1"));
    kills(cheap, "2");
    try (Rig rig = Rig.of(ON, cheap, dear)) {
      Task grid = rig.submit();
      rig.pass(MINUTE);
      Task press = rig.mj.submit(Press.of(grid.id(), Rig.upscale(1)));
      rig.pass(MINUTE.multipliedBy(3));

      assertEquals(TaskStatus.FAILED, rig.now(press).status());
      assertEquals(0, dear.submits());
    }
  }

  @Test
  void died_andRefusedElsewhere_endsAsItDied() {
    kills(cheap, "1");
    dear.thenFails(RejectReason.NO_CHANNEL).thenFails(RejectReason.NO_CHANNEL);
    try (Rig rig = Rig.of(ON, cheap, dear)) {
      Task task = rig.submit();
      rig.pass(MINUTE.multipliedBy(3));

      Task ended = rig.now(task);
      assertEquals(
          new Failure(FailureReason.HOST_SAID_SO, Failure.Fault.HOST, "it broke"),
          ended.failure().orElseThrow());
      assertEquals(ChargeState.REFUNDED, ended.attempts().get(0).charge());
      assertEquals(Money.ZERO, ended.spent());
      assertEquals(3, ended.attempts().size());
      assertEquals(1, rig.told("Finished"));
    }
  }

  @Test
  void died_andTheStoreIsAwayWhenItIsGivenUp_endsOnceItIsBack() {
    kills(cheap, "1");
    dear.thenFails(RejectReason.NO_CHANNEL).thenFails(RejectReason.NO_CHANNEL);
    HookedStore store = new HookedStore();
    AtomicReference<StoreException> away = new AtomicReference<>(new StoreException("away", null));
    store.beforeWrite(
        record -> {
          if (record.task().status().isFinal() && away.get() != null) {
            throw away.getAndSet(null);
          }
        });
    List<RuntimeException> uncaught = new ArrayList<>();
    Executor threads =
        work -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            uncaught.add(e);
          }
        };
    try (Rig rig = Rig.with(b -> b.store(store).routing(ON).drivenByHand(threads), cheap, dear)) {
      Task task = rig.submit();
      rig.pass(MINUTE.multipliedBy(6));

      assertEquals(List.of(), uncaught, "a thread of the pool died");
      assertEquals("it broke", rig.now(task).failure().orElseThrow().detail());
    }
  }

  @Test
  void died_andUnknownElsewhere_isHeldAndNotSentAgain() {
    kills(cheap, "1");
    dear.cannot(Capability.RECONCILE).thenFails(UnknownReason.CONNECTION_LOST);
    try (Rig rig = Rig.of(ON, cheap, dear)) {
      Task task = rig.submit();
      rig.pass(MINUTE.multipliedBy(3));
      assertEquals(TaskStatus.PENDING, rig.now(task).status());
      rig.pass(Duration.ofHours(1));

      Task ended = rig.now(task);
      assertEquals(FailureReason.UNKNOWN_OUTCOME, ended.failure().orElseThrow().reason());
      assertEquals(List.of(ChargeState.REFUNDED, ChargeState.DISPUTED), charges(ended));
      assertEquals(List.of(1, 1), List.of(cheap.submits(), dear.submits()));
    }
  }

  /** The other node looks by itself, and its turn comes when this one has tried elsewhere. */
  @Test
  void died_seenByTwoNodes_isTriedElsewhereByOneOfThem() {
    cheap.thenAccepts("1").shows(dead("1", Failure.Fault.HOST));
    dear.cannot(Capability.RECONCILE).thenFails(UnknownReason.CONNECTION_LOST);
    ScriptedProvider third = ScriptedProvider.named("third").charges("0.06").thenAccepts("3");
    HookedStore store = new HookedStore();
    Queue<Runnable> later = new ArrayDeque<>();
    try (Rig other =
            Rig.with(b -> b.store(store).routing(ON).drivenByHand(later::add), cheap, dear, third);
        Rig rig = Rig.on(store, ON, cheap, dear, third)) {
      Task task = rig.submit();
      other.mj.refresh(task.id());
      rig.mj.refresh(task.id());
      run(later);

      assertEquals(List.of(1, 0), List.of(dear.submits(), third.submits()));
      assertEquals(List.of(ChargeState.REFUNDED, ChargeState.RESERVED), charges(rig.now(task)));
    }
  }

  /** Its end would be final, and nothing could be bought any more. */
  @Test
  void died_andTheOtherNodeIsBetweenTwoHosts_isNotEnded() {
    cheap.thenAccepts("1").shows(dead("1", Failure.Fault.HOST));
    dear.thenFails(RejectReason.NO_CHANNEL).thenAccepts("2");
    HookedStore store = new HookedStore();
    Queue<Runnable> later = new ArrayDeque<>();
    try (Rig other =
            Rig.with(b -> b.store(store).routing(ON).drivenByHand(later::add), cheap, dear);
        Rig rig = Rig.on(store, ON, cheap, dear)) {
      Task task = rig.submit();
      other.mj.refresh(task.id());
      store.beforeWrite(
          record -> {
            if (record.task().attempts().size() == 3) {
              run(later);
            }
          });
      rig.mj.refresh(task.id());

      assertEquals(TaskStatus.QUEUED, rig.now(task).status());
      assertEquals(3, rig.now(task).attempts().size());
    }
  }

  /** Both have chosen where to, and one is about to say so. */
  @Test
  void died_triedElsewhereByTwoNodesAtOnce_isSentByOneOfThem() {
    cheap.thenAccepts("1").shows(dead("1", Failure.Fault.HOST));
    dear.cannot(Capability.RECONCILE).thenFails(UnknownReason.CONNECTION_LOST);
    HookedStore store = new HookedStore();
    try (Rig other = Rig.on(store, ON, cheap, dear);
        Rig rig = Rig.on(store, ON, cheap, dear)) {
      Task task = rig.submit();
      AtomicBoolean first = new AtomicBoolean(true);
      store.beforeWrite(
          record -> {
            if (record.task().attempts().size() == 2 && first.getAndSet(false)) {
              other.mj.refresh(task.id());
            }
          });
      rig.mj.refresh(task.id());

      assertEquals(1, dear.submits());
      assertEquals(List.of(ChargeState.REFUNDED, ChargeState.RESERVED), charges(rig.now(task)));
    }
  }

  private static void run(Queue<Runnable> work) {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }

  @Test
  void died_whileThisProcessWasDown_isDrawnElsewhereByTheNext() {
    diesWhileNobodyFollows(new MemoryTaskStore(FakeTime.create()));
  }

  @Test
  void died_whileThisProcessWasDownOverADatabase_isDrawnElsewhereByTheNext(
      @TempDir Path directory) {
    try (TaskStore store =
        JdbcTaskStore.h2File(
            directory.resolve("tasks"), StoreSettings.defaults(), FakeTime.create())) {
      diesWhileNobodyFollows(store);
    }
  }

  private void diesWhileNobodyFollows(TaskStore store) {
    kills(cheap, "1");
    dear.thenAccepts("2").shows(Rig.done("2"));
    Task task;
    try (Rig rig = Rig.on(store, ON, cheap, dear)) {
      task = rig.submit();
    }
    try (Rig rig = Rig.on(store, ON, cheap, dear)) {
      rig.pass(MINUTE.multipliedBy(3));

      Task done = rig.now(task);
      assertEquals(TaskStatus.SUCCEEDED, done.status());
      assertEquals(List.of(ChargeState.REFUNDED, ChargeState.SETTLED), charges(done));
      assertEquals(1, rig.told("Finished"));
    }
  }

  @Test
  void died_andTheProcessStoppedWhileSendingElsewhere_isUnknownToTheNext() {
    FakeTime time = FakeTime.create();
    MemoryTaskStore store = new MemoryTaskStore(time);
    kills(cheap, "1");
    dear.cannot(Capability.RECONCILE)
        .whileSubmitting(
            sent -> {
              throw new AssertionError("the process ends");
            });
    Task task;
    try (Rig rig = Rig.on(store, ON, cheap, dear)) {
      task = rig.submit();
      rig.pass(Duration.ofMinutes(2));
      assertEquals(Attempt.State.INTENT, rig.now(task).attempts().get(1).state());
    }
    dear.whileSubmitting(sent -> {});
    try (Rig rig = Rig.on(store, ON, cheap, dear)) {
      rig.pass(Duration.ofHours(1));

      Task ended = rig.now(task);
      assertEquals(FailureReason.UNKNOWN_OUTCOME, ended.failure().orElseThrow().reason());
      assertEquals(List.of(ChargeState.REFUNDED, ChargeState.DISPUTED), charges(ended));
      assertEquals(1, dear.submits());
    }
  }
}
