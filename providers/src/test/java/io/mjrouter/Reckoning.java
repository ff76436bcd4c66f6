package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.ledger.Token;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.provider.simulator.PaidSubmission;
import io.mjrouter.provider.simulator.SimulatedHost;
import io.mjrouter.store.Finishes;
import io.mjrouter.store.Shards;
import io.mjrouter.store.SpendSum;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what hosts billed with what a store knows, once everything is at rest. */
final class Reckoning {

  /** Why a task ends for which no host is known to have been paid. */
  private static final Set<FailureReason> UNPAID =
      Set.of(FailureReason.UNKNOWN_OUTCOME, FailureReason.REFUSED);

  private final List<PaidSubmission> paid = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Processes world;
  private final TaskStore store;

  Reckoning(Processes world, TaskStore store) {
    this.world = world;
    this.store = store;
    world.books.forEach(host -> paid.addAll(host.submissions()));
    Finishes.Page page = store.finishes().since(0, 500);
    while (!page.records().isEmpty()) {
      page.records().forEach(record -> tasks.add(record.task()));
      page = store.finishes().since(page.next(), 500);
    }
  }

  /** Nothing that a host took is lost, and nothing was bought twice. */
  Reckoning everyTaskIsFinishedAndPaidOnce() {
    assertEquals(List.of(), store.open(Shards.every(), Optional.empty(), 10));
    Set<String> bought = new HashSet<>();
    for (PaidSubmission each : paid) {
      assertTrue(bought.add(each.submission().prompt()), () -> "paid twice: " + each);
      Task task =
          store
              .find(Token.task(each.state()).orElseThrow())
              .orElseThrow(() -> new AssertionError("lost: " + each))
              .task();
      assertEquals(TaskStatus.SUCCEEDED, task.status(), task::toString);
      assertEquals(Optional.of(each.hostTaskId()), task.hostTask().map(at -> at.id()));
      assertEquals(
          List.of(ChargeState.SETTLED),
          task.attempts().stream()
              .filter(attempt -> attempt.token().equals(each.state()))
              .map(Attempt::charge)
              .toList());
    }
    for (String taken : world.noted("taken")) {
      String id = taken.split(" ")[0];
      assertTrue(
          tasks.stream()
              .anyMatch(
                  task -> task.id().toString().equals(id) && task.status() == TaskStatus.SUCCEEDED),
          () -> "its caller was told that it was taken: " + taken);
    }
    return this;
  }

  /**
   * Each reference has a task that came to an end that can be explained. It has none where its
   * caller was told that nobody knew, and it then turned out that no host had been asked.
   */
  Reckoning everyReferenceHasATask(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      String reference = prefix + "-" + i;
      Optional<Task> task = store.findReference("", reference).map(TaskRecord::task);
      assertTrue(
          task.isPresent() || wasUnknownAndNeverSent(reference),
          () -> "no task: " + reference + "; " + world.notedOf(reference));
      task.ifPresent(
          found ->
              assertTrue(
                  found.status() == TaskStatus.SUCCEEDED
                      || found.failure().orElseThrow().reason() == FailureReason.UNKNOWN_OUTCOME,
                  found::toString));
    }
    return this;
  }

  /**
   * Each submission without a reference has one task at most, which succeeded, or failed since
   * nobody knew or since no host had been asked. Where its caller was told that it had failed, no
   * host was paid.
   */
  Reckoning everyTaskWithoutReferenceIsItsSubmissions() {
    Set<String> prompts = new HashSet<>();
    for (Task task : tasks) {
      if (task.reference().isEmpty()) {
        assertTrue(prompts.add(task.prompt()), () -> "a second task for one submission: " + task);
        assertTrue(
            task.status() == TaskStatus.SUCCEEDED
                || UNPAID.contains(task.failure().orElseThrow().reason()),
            task::toString);
      }
    }
    assertFalse(prompts.isEmpty(), "nothing was submitted without a reference");
    Set<String> bought =
        paid.stream().map(each -> each.submission().prompt()).collect(Collectors.toSet());
    for (String failed : world.noted("failed")) {
      assertFalse(
          failed.startsWith(Node.PLAIN) && bought.contains(Node.prompt(failed.split(" ")[0])),
          () -> "paid, though its caller was told that it failed: " + failed);
    }
    return this;
  }

  /** What a store has confirmed is there after its process was killed. */
  Reckoning everythingClaimedIsThere() {
    for (String id : world.noted("claimed")) {
      assertTrue(store.find(TaskId.of(id)).isPresent(), () -> "claimed, and gone: " + id);
    }
    return this;
  }

  private boolean wasUnknownAndNeverSent(String reference) {
    List<String> last =
        world.noted("unknown").stream().filter(n -> n.endsWith(" " + reference)).toList();
    return !last.isEmpty()
        && TaskId.parse(last.get(last.size() - 1).split(" ", 2)[0])
            .flatMap(store::find)
            .map(TaskRecord::task)
            .filter(task -> task.failure().orElseThrow().reason() == FailureReason.REFUSED)
            .isPresent();
  }

  /** One terminal transition each, and one event, told at least once. */
  Reckoning everyEndIsOneAndTold() {
    Map<String, Set<String>> ends = each("end");
    Map<String, Set<String>> events = each("event");
    for (Task task : tasks) {
      String id = task.id().toString();
      assertTrue(
          ends.getOrDefault(id, Set.of()).size() <= 1,
          () -> "ended twice: " + task + " " + ends.get(id));
      assertEquals(1, events.getOrDefault(id, Set.of()).size(), () -> "events of " + task);
    }
    assertEquals(
        List.of(),
        store.finishes().untold(Shards.every(), 0, 10).records(),
        "ends that nobody told");
    return this;
  }

  /** The different things that were noted of each task. */
  private Map<String, Set<String>> each(String kind) {
    Map<String, Set<String>> each = new HashMap<>();
    for (String line : world.noted(kind)) {
      String[] parts = line.split(" ");
      each.computeIfAbsent(parts[0], any -> new HashSet<>()).add(parts[1]);
    }
    return each;
  }

  /** What was settled is what was billed; what is disputed was billed by nobody. */
  Reckoning theBooksAgree() {
    Map<ChargeState, Long> sums = new EnumMap<>(ChargeState.class);
    for (SpendSum sum :
        store.spend().sums(LocalDate.MIN.withYear(2000), LocalDate.of(9999, 1, 1))) {
      sums.merge(sum.state(), sum.amount().micros(), Long::sum);
    }
    long charged =
        world.books.stream().map(SimulatedHost::charged).mapToLong(money -> money.micros()).sum();
    long disputed =
        tasks.stream()
            .flatMap(task -> task.attempts().stream())
            .filter(attempt -> attempt.charge() == ChargeState.DISPUTED)
            .mapToLong(attempt -> attempt.price().orElseThrow().micros())
            .sum();
    assertEquals(charged, sums.getOrDefault(ChargeState.SETTLED, 0L));
    assertEquals(disputed, sums.getOrDefault(ChargeState.DISPUTED, 0L));
    assertEquals(0, sums.getOrDefault(ChargeState.RESERVED, 0L));
    assertEquals(0, sums.getOrDefault(ChargeState.DUPLICATE, 0L));
    return this;
  }

  /** For a report. */
  String summary() {
    long disputed = tasks.stream().filter(task -> task.status() == TaskStatus.FAILED).count();
    long plain = tasks.stream().filter(task -> task.reference().isEmpty()).count();
    return tasks.size()
        + " tasks, "
        + plain
        + " of them without a reference, "
        + paid.size()
        + " paid, "
        + disputed
        + " not finished, "
        + world.noted("event").size()
        + " events, "
        + world.noted("refused").size()
        + " writes refused";
  }
}
