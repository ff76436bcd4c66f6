package io.mjrouter.store;

import static io.mjrouter.store.StoreContract.id;
import static io.mjrouter.store.StoreContract.ids;
import static io.mjrouter.store.StoreContract.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Kept;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link TaskStore} must do. Extend it once a store. */
@Timeout(60)
public abstract class TaskStoreContract
    implements SpendBookContract, FinishesContract, SharedSettingsContract, DurationBookContract {

  /** How often each rival changes the same record. */
  protected int increments() {
    return 500;
  }

  @Test
  void claim_newTask_isFoundAsItWas() {
    TaskRecord record = record(1, "order-1");

    assertEquals(new Claim.Made(), store().claim(Write.of(record)));

    TaskRecord found = store().find(record.id()).orElseThrow();
    assertEquals(0, found.version());
    assertEquals(record.digest(), found.digest());
    assertEquals(record.submission(), found.submission());
    assertEquals(record.options(), found.options());
    assertEquals(TaskStatus.PENDING, found.task().status());
    assertEquals(Optional.of("order-1"), found.task().reference());
    assertEquals(record.id(), store().findReference("", "order-1").orElseThrow().id());
  }

  @Test
  void find_unknown_isEmpty() {
    assertTrue(store().find(id(1)).isEmpty());
    assertTrue(store().findReference("", "nobody's").isEmpty());
    assertEquals(List.of(), store().findHostTask(new HostTask(HOST, "1")));
  }

  @Test
  void claim_sameIdAtOnce_oneGetsItAndTheOthersAreStored() throws Exception {
    List<Claim> claims =
        atOnce(rival -> store().claim(Write.of(record(rival % 2 == 0 ? 0 : rival, "r" + rival))));

    Map<Claim, Long> results =
        claims.stream().collect(Collectors.groupingBy(claim -> claim, Collectors.counting()));
    int even = (RIVALS + 1) / 2;
    assertEquals(
        Map.of(new Claim.Made(), RIVALS - even + 1L, new Claim.IdTaken(), even - 1L), results);
  }

  @Test
  void claim_idTaken_changesNothing() {
    store().claim(Write.of(record(1, "a")));

    assertEquals(new Claim.IdTaken(), store().claim(Write.of(record(1, "b"))));

    assertEquals(Optional.of("a"), store().find(id(1)).orElseThrow().task().reference());
    assertTrue(store().findReference("", "b").isEmpty());
  }

  @Test
  void claim_referenceTaken_namesTheHolder() {
    store().claim(Write.of(record(1, "a")));

    Claim claim = store().claim(Write.of(record(2, "a")));

    assertEquals(id(1), claim.holder().orElseThrow().id());
    assertTrue(store().find(id(2)).isEmpty());
  }

  @Test
  void claim_sameReferenceOfTwoCallers_isOneTaskEach() {
    store().claim(Write.of(record(1, "web", "a")));

    assertEquals(new Claim.Made(), store().claim(Write.of(record(2, "shop", "a"))));

    assertEquals(id(1), store().findReference("web", "a").orElseThrow().id());
    assertEquals(id(2), store().findReference("shop", "a").orElseThrow().id());
    assertTrue(store().findReference("", "a").isEmpty());
    assertEquals("shop", store().find(id(2)).orElseThrow().task().caller());
  }

  @Test
  void claim_sameReferenceAtOnce_hasOneWinnerWhomAllOthersSee() throws Exception {
    for (int round = 0; round < 50; round++) {
      String reference = "round-" + round;
      int base = round * RIVALS;
      List<Claim> claims =
          atOnce(rival -> store().claim(Write.of(record(base + rival, reference))));

      TaskId winner = store().findReference("", reference).orElseThrow().id();
      assertEquals(1, claims.stream().filter(Claim.Made.class::isInstance).count());
      assertTrue(
          claims.stream()
              .flatMap(c -> c.holder().stream())
              .allMatch(holder -> holder.id().equals(winner)));
    }
  }

  @Test
  void claim_referenceOfARefusedTask_isFree() {
    store().claim(Write.of(record(1, "a")));
    Failure refused = new Failure(FailureReason.REFUSED, Failure.Fault.HOST, "nobody took it");
    change(id(1), task -> task.failed(refused));

    assertTrue(store().findReference("", "a").isEmpty());
    assertEquals(new Claim.Made(), store().claim(Write.of(record(2, "a"))));
    assertEquals(id(2), store().findReference("", "a").orElseThrow().id());
    assertEquals(TaskStatus.FAILED, store().find(id(1)).orElseThrow().task().status());
  }

  @Test
  void claim_referenceOfATaskThatFailedAtItsHost_staysTaken() {
    store().claim(Write.of(record(1, "a")));
    Failure failure = new Failure(FailureReason.HOST_SAID_SO, Failure.Fault.HOST, "broken");
    change(id(1), task -> task.failed(failure));

    assertTrue(store().claim(Write.of(record(2, "a"))).holder().isPresent());
  }

  @Test
  void write_sameVersion_storesTheNextOne() {
    store().claim(Write.of(record(1, "a")));
    TaskRecord found = store().find(id(1)).orElseThrow();

    Write write = Write.of(found.with(found.task().toBuilder().progress(40).build()));
    TaskRecord stored = store().write(write).stored().orElseThrow();

    assertTrue(write.version() > found.version());
    assertEquals(write.version(), stored.version());
    assertEquals(40, stored.task().progress());
    assertEquals(write.version(), store().find(id(1)).orElseThrow().version());
    assertEquals(40, store().find(id(1)).orElseThrow().task().progress());
  }

  @Test
  void write_olderVersion_changesNothing() {
    store().claim(Write.of(record(1, "a")));
    TaskRecord old = store().find(id(1)).orElseThrow();
    change(id(1), task -> task.progress(40));

    Written late = store().write(Write.of(old.with(old.task().toBuilder().progress(20).build())));

    assertEquals(new Written.Conflict(), late);

    assertEquals(40, store().find(id(1)).orElseThrow().task().progress());
  }

  /** As in a store that was set back: what one of the two had stored is lost. */
  @Test
  void write_goesOnFromAnotherSuccessorOfTheSameVersion_conflicts() {
    store().claim(Write.of(record(1, "a")));
    TaskRecord before = store().find(id(1)).orElseThrow();
    Write lost = Write.of(before.with(before.task().toBuilder().status(TaskStatus.QUEUED).build()));
    TaskRecord mine = lost.record().toBuilder().version(lost.version()).build();
    change(id(1), task -> task.status(TaskStatus.RUNNING));

    assertEquals(
        new Written.Conflict(),
        store().write(Write.of(mine.with(mine.task().toBuilder().progress(40).build()))));

    assertEquals(TaskStatus.RUNNING, store().find(id(1)).orElseThrow().task().status());
  }

  @Test
  void write_anotherEndOfWhatHasEnded_changesNothing() {
    store().claim(Write.of(record(1, "a")));
    TaskRecord old = store().find(id(1)).orElseThrow();
    change(id(1), task -> task.status(TaskStatus.SUCCEEDED).ended(NOW));
    Failure failure = new Failure(FailureReason.TIMED_OUT, Failure.Fault.HOST, "");
    Task rival = old.task().toBuilder().failed(failure).ended(NOW).build();

    assertEquals(new Written.Conflict(), store().write(Write.of(old.with(rival))));

    assertEquals(TaskStatus.SUCCEEDED, store().find(id(1)).orElseThrow().task().status());
  }

  @Test
  void write_somethingOpenInThePlaceOfAnEnd_conflictsAndChangesNothing() {
    store().claim(Write.of(record(1, "a")));
    change(id(1), task -> task.status(TaskStatus.SUCCEEDED).progress(100).ended(NOW));
    TaskRecord end = store().find(id(1)).orElseThrow();
    Task running = end.task().toBuilder().status(TaskStatus.RUNNING).progress(40).build();

    assertEquals(new Written.Conflict(), store().write(Write.of(end.with(running))));

    assertEquals(end.version(), store().find(id(1)).orElseThrow().version());
    assertEquals(TaskStatus.SUCCEEDED, store().find(id(1)).orElseThrow().task().status());
    assertEquals(List.of(), store().open(Shards.every(), Optional.empty(), 10));
    change(id(1), task -> task.kept(Kept.KEPT));
    assertEquals(Kept.KEPT, store().find(id(1)).orElseThrow().task().kept());
  }

  @Test
  void write_neverClaimed_isEmpty() {
    assertEquals(new Written.Conflict(), store().write(Write.of(record(1, "a"))));
    assertTrue(store().find(id(1)).isEmpty());
  }

  @Test
  void write_manyAtOnce_losesNoChange() throws Exception {
    store().claim(Write.of(record(1, "a")));

    atOnce(
        rival -> {
          for (int i = 0; i < increments(); i++) {
            increment(id(1));
          }
          return rival;
        });

    assertEquals(RIVALS * increments(), store().find(id(1)).orElseThrow().task().progress());
  }

  @Test
  void find_byHostTask_namespacesByProviderAndFollowsChanges() {
    store().claim(Write.of(record(1, "a")));
    store().claim(Write.of(record(2, "b")));
    HostTask here = new HostTask(HOST, "77");
    HostTask there = new HostTask(ProviderId.of("other"), "77");
    change(id(1), task -> task.hostTask(here));
    change(id(2), task -> task.hostTask(there));

    assertEquals(List.of(id(1)), ids(store().findHostTask(here)));
    assertEquals(List.of(id(2)), ids(store().findHostTask(there)));

    change(id(2), task -> task.hostTask(here));

    assertEquals(List.of(id(1), id(2)), ids(store().findHostTask(here)));
    assertEquals(List.of(), store().findHostTask(there));
  }

  @Test
  void open_pages_showEveryOpenTaskOnce() {
    for (int i : new int[] {5, 3, 9, 1, 7}) {
      store().claim(Write.of(record(i, "r" + i)));
    }
    change(id(3), task -> task.status(TaskStatus.SUCCEEDED).ended(NOW));
    change(id(7), task -> task.status(TaskStatus.NEEDS_MODAL));

    List<TaskId> seen = new ArrayList<>();
    Optional<TaskId> after = Optional.empty();
    List<TaskRecord> page = store().open(Shards.every(), after, 2);
    while (!page.isEmpty()) {
      seen.addAll(ids(page));
      after = Optional.of(page.get(page.size() - 1).id());
      page = store().open(Shards.every(), after, 2);
    }

    assertEquals(List.of(id(1), id(5), id(7), id(9)), seen.stream().sorted().toList());
    assertFalse(store().open(Shards.every(), Optional.empty(), 100).isEmpty());
  }

  @Test
  void open_madeAtDifferentTimes_pagesShowEachOnce() {
    for (int i = 1; i <= 9; i++) {
      store().claim(Write.of(made(i, NOW.plusMillis(i * 7 % 4))));
    }

    List<TaskId> seen = new ArrayList<>();
    List<TaskRecord> page = store().open(Shards.every(), Optional.empty(), 2);
    while (!page.isEmpty()) {
      seen.addAll(ids(page));
      page = store().open(Shards.every(), Optional.of(page.get(page.size() - 1).id()), 2);
    }

    assertEquals(9, seen.size());
    assertEquals(9, Set.copyOf(seen).size());
  }

  private static TaskRecord made(int number, Instant when) {
    TaskRecord record = record(number, "r" + number);
    Task task = Task.claimed(record.id(), Imagine.of("a red fox"), record.options(), when);
    return record.with(task);
  }

  @Test
  void open_ofSomeShards_showsNoOthers() {
    store().claim(Write.of(record(1, "a")));
    store().claim(Write.of(record(2, "b")));
    store().claim(Write.of(record(1 + Shards.COUNT, "c")));

    Shards mine = Shards.of(List.of(Shards.of(id(1))));

    List<TaskId> shown = ids(store().open(mine, Optional.empty(), 10));
    assertEquals(List.of(id(1), id(1 + Shards.COUNT)), shown.stream().sorted().toList());
    assertEquals(List.of(), store().open(Shards.of(List.of()), Optional.empty(), 10));
  }

  @Test
  void unresolved_pages_showTasksThatSomebodyHasToLookIntoFinalOrNot() {
    for (int i = 1; i <= 6; i++) {
      store().claim(Write.of(record(i, "r" + i)));
    }
    attempt(1, Attempt.State.UNKNOWN, ChargeState.RESERVED);
    attempt(2, Attempt.State.ACCEPTED, ChargeState.SETTLED);
    attempt(3, Attempt.State.UNKNOWN, ChargeState.DISPUTED);
    change(id(3), task -> task.status(TaskStatus.SUCCEEDED).ended(NOW));
    attempt(4, Attempt.State.ACCEPTED, ChargeState.DUPLICATE);
    attempt(5, Attempt.State.UNKNOWN, ChargeState.RESERVED);
    attempt(5, Attempt.State.ACCEPTED, ChargeState.SETTLED);

    List<TaskRecord> first = another().unresolved(Optional.empty(), 2);

    assertEquals(List.of(id(1), id(3)), ids(first));
    assertEquals(List.of(id(4)), ids(another().unresolved(Optional.of(id(3)), 2)));
    assertEquals(store().find(id(3)).orElseThrow().version(), first.get(1).version());
  }

  private void attempt(int number, Attempt.State state, ChargeState charge) {
    Route route = new Route(HOST, Mode.FAST);
    Attempt attempt =
        Attempt.intent(1, route, "t" + number, Optional.empty(), NOW)
            .ended(state, "", "", charge, NOW);
    change(id(number), task -> task.attempts(List.of(attempt)));
  }

  @Test
  void newer_ofManyKnown_areThoseThatWentOn() {
    store().claim(Write.of(record(1, "a")));
    store().claim(Write.of(record(2, "b")));
    change(id(2), task -> task.progress(10));
    store().claim(Write.of(record(3, "c")));
    change(id(3), task -> task.progress(10));

    long third = store().find(id(3)).orElseThrow().version();
    List<TaskRecord> newer = store().newer(Map.of(id(1), 0L, id(2), 0L, id(3), third, id(4), 0L));

    assertEquals(List.of(id(2)), ids(newer));
    assertEquals(10, newer.get(0).task().progress());
    assertEquals(List.of(), store().newer(Map.of()));
  }

  @Test
  void newest_pageByPage_showsEachOnceNewestFirst() {
    for (int i = 1; i <= 7; i++) {
      store().claim(Write.of(recordOf("web", i, NOW.plusMillis(i / 2))));
    }
    List<TaskId> seen = new ArrayList<>();
    Optional<TaskId> after = Optional.empty();
    do {
      TaskPage page = store().newest(TaskFilter.all(), after, 3);
      assertTrue(page.records().size() <= 3);
      seen.addAll(ids(page.records()));
      after = page.next();
    } while (after.isPresent());

    assertEquals(List.of(id(7), id(6), id(5), id(4), id(3), id(2), id(1)), seen);
  }

  @Test
  void newest_ofOneCallerOrStatus_showsNoOthers() {
    store().claim(Write.of(recordOf("web", 1, NOW)));
    store().claim(Write.of(recordOf("app", 2, NOW)));
    store().claim(Write.of(recordOf("web", 3, NOW)));
    change(id(3), task -> task.status(TaskStatus.SUCCEEDED).ended(NOW));

    assertEquals(List.of(id(3), id(1)), found(TaskFilter.all().ofCaller("web")));
    assertEquals(List.of(), found(TaskFilter.all().ofCaller("WEB")));
    assertEquals(List.of(id(3)), found(TaskFilter.all().in(Set.of(TaskStatus.SUCCEEDED))));
    assertEquals(
        List.of(id(1)),
        found(
            TaskFilter.all()
                .ofCaller("web")
                .in(Set.of(TaskStatus.PENDING, TaskStatus.NEEDS_MODAL))));
  }

  private List<TaskId> found(TaskFilter filter) {
    return ids(store().newest(filter, Optional.empty(), 10).records());
  }

  private static TaskRecord recordOf(String caller, int number, Instant created) {
    SubmitOptions options = SubmitOptions.builder().caller(caller).build();
    Imagine fox = Imagine.of("a red fox");
    Task task = Task.claimed(id(number), fox, options, created);
    return TaskRecord.builder(task, options, "digest").submission(fox).build();
  }

  private void increment(TaskId id) {
    for (; ; ) {
      TaskRecord found = store().find(id).orElseThrow();
      Thread.yield();
      int next = found.task().progress() + 1;
      if (store()
          .write(Write.of(found.with(found.task().toBuilder().progress(next).build())))
          .stored()
          .isPresent()) {
        return;
      }
    }
  }

  private static Attempt attempt(int number, String token) {
    return Attempt.intent(
        number, new Route(HOST, Mode.FAST), token, Optional.of(Money.usd("0.05")), NOW);
  }
}
