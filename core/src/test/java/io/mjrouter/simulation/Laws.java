package io.mjrouter.simulation;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.Shards;
import io.mjrouter.store.SpendSum;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must be true of every run, checked whenever something happens and once more when all is
 * quiet. What is broken ends the run at once.
 */
final class Laws {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Simulation world;
  private final Set<String> stored = new HashSet<>();
  private final Set<String> arrived = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, Boolean> certain = new HashMap<>();
  private final Map<String, Map<Node, Long>> seen = new HashMap<>();

  Laws(Simulation world) {
    this.world = world;
  }

  private void demand(boolean holds, String law, Object... about) {
    if (!holds) {
      StringBuilder text = new StringBuilder(law);
      for (Object each : about) {
        text.append("; ").append(each);
      }
      AssertionError broken = new AssertionError(text.toString());
      world.note("broken", text);
      world.fibres.fail(broken);
      throw broken;
    }
  }

  /** Something threw what no caller is told to expect. */
  void threw(String who, RuntimeException what) {
    if (!(what instanceof io.mjrouter.error.StoreException)) {
      AssertionError broken = new AssertionError("law 7: " + who + " threw " + what, what);
      world.fibres.fail(broken);
      throw broken;
    }
  }

  // ---- Law 1: paid once.

  /** A host took something. */
  void bought(ModelHost host, Taken taken, SubmitAttempt attempt) {
    demand(arrived.add(taken.token), "law 1: one attempt arrived twice", host.id, taken);
    Request request = world.request(taken.owner);
    List<Taken> before = List.copyOf(request.bought);
    request.bought.add(taken);
    demand(!refused.contains(taken.token), "law 1: bought after it was refused", taken);
    if (before.isEmpty() || world.store.hasLost() || request.mayPayTwice()) {
      return;
    }
    boolean mayTryAgain = world.settings.routing().resubmitFailed();
    boolean allDied = before.stream().allMatch(t -> isDead(t) && t.isOver(world.fibres.now()));
    demand(mayTryAgain && allDied, "law 1: paid twice", request, before, taken);
  }

  private static boolean isDead(Taken taken) {
    return taken.end == HostStatus.FAILURE || taken.cancelled;
  }

  /** A host took the answer to a window. */
  void answered(ModelHost host, Taken window, SubmitAttempt attempt) {
    demand(arrived.add(attempt.token()), "law 1: one answer arrived twice", host.id, window);
    Request request = world.request(ModelHost.owner(attempt));
    request.answeredTimes++;
    demand(
        request.answeredTimes == 1 || world.store.hasLost(),
        "law 1: a window was answered twice",
        request,
        window);
  }

  /** Somebody was told of a task that no host took it. */
  void refused(TaskId id, String words) {
    world
        .store
        .truth()
        .find(id)
        .filter(record -> record.task().hostTask().isEmpty())
        .ifPresent(
            record -> {
              for (Attempt attempt : record.task().attempts()) {
                refused.add(attempt.token());
                demand(
                    !arrived.contains(attempt.token()),
                    "law 1: told that nothing was bought",
                    record,
                    attempt,
                    words);
              }
            });
  }

  // ---- Laws 2 and 5: recorded first, and sent where the parent is.

  /** The first byte is about to leave. */
  void sending(ModelHost host, SubmitAttempt attempt) {
    demand(stored.contains(attempt.token()), "law 2: sent without a recorded intent", attempt);
    demand(
        certain.getOrDefault(attempt.token(), true),
        "law 1: sent again, though it may have been taken",
        attempt.token());
    certain.put(attempt.token(), false);
    attempt.submission().parent().ifPresent(parent -> sticks(host, attempt, parent));
  }

  /** What a process made of the answer, if it lived to see one. */
  void outcome(SubmitAttempt attempt, SubmitOutcome outcome) {
    boolean untaken =
        outcome instanceof SubmitOutcome.Rejected || outcome instanceof SubmitOutcome.NotSent;
    certain.put(attempt.token(), untaken);
    demand(
        !untaken || !arrived.contains(attempt.token()),
        "law 1: taken, and called refused",
        attempt.token(),
        outcome);
  }

  private void sticks(ModelHost host, SubmitAttempt attempt, TaskId parent) {
    Optional<HostTask> at = world.store.truth().find(parent).flatMap(r -> r.task().hostTask());
    demand(
        at.isEmpty() || at.get().provider().equals(host.id),
        "law 5: a follow-up went to another host",
        host.id,
        at,
        attempt);
  }

  /** Somebody is shown a task that a host took. */
  void shown(Request request, Task task) {
    request.tasks.add(task.id());
    boolean recorded =
        world
            .store
            .truth()
            .find(task.id())
            .filter(r -> r.task().hostTask().isPresent())
            .isPresent();
    demand(
        recorded || !task.isDurable() || task.hostTask().isEmpty() || world.store.hasLost(),
        "law 2: shown before it was recorded",
        request,
        task);
    if (!task.isDurable()) {
      world.coverage.note(Row.F76);
    }
  }

  // ---- Law 3: the end is the end.

  /** A record was stored. */
  void stored(Optional<TaskRecord> before, TaskRecord after) {
    Task task = after.task();
    world.note("stored", task, "v" + after.version(), task.attempts());
    task.attempts().forEach(attempt -> stored.add(attempt.token()));
    if (before.isEmpty()) {
      return;
    }
    Task was = before.get().task();
    if (task.status().isFinal() && !was.status().isFinal()) {
      task.failure()
          .filter(failure -> failure.reason() == FailureReason.LOST_BY_HOST)
          .ifPresent(failure -> lost(task));
    }
    demand(task.progress() >= was.progress(), "law 3: progress fell", was, task);
    if (was.status().isFinal()) {
      demand(
          task.status() == was.status()
              && task.failure().equals(was.failure())
              && task.ended().equals(was.ended()),
          "law 3: an end moved",
          was,
          task);
      demand(
          charges(task).equals(charges(was)) || isFoundOut(was, task),
          "law 3: settled twice",
          was,
          charges(was),
          charges(task));
    }
  }

  /** A process was shown a task as it stands at its host. */
  void seen(Node node, ModelHost host, TaskSnapshot shown) {
    seen.computeIfAbsent(host.id + " " + shown.id(), any -> new HashMap<>())
        .put(node, world.fibres.now());
  }

  /** A host that does not know a task for a moment has not lost it. */
  private void lost(Task task) {
    HostTask at = task.hostTask().orElseThrow();
    Taken taken = world.host(at.provider()).find(at.id());
    if (taken != null && taken.shared) {
      // Several of our tasks ask for it, each with a grace of its own.
      return;
    }
    long grace = world.settings.tasks().notFoundGrace().toNanos();
    Map<Node, Long> last = seen.getOrDefault(at.provider() + " " + at.id(), Map.of());
    long entered = taken == null ? 0 : taken.at;
    boolean patient =
        world.alive().stream()
            .anyMatch(node -> world.fibres.now() - last.getOrDefault(node, entered) >= grace);
    demand(patient, "law 3: called lost within its grace", task, taken);
  }

  private static List<ChargeState> charges(Task task) {
    return task.attempts().stream().map(Attempt::charge).toList();
  }

  /** Money still learns that a second purchase was made, and that what was disputed never was. */
  private static boolean isFoundOut(Task was, Task now) {
    for (int i = 0; i < now.attempts().size(); i++) {
      ChargeState before = was.attempts().get(i).charge();
      ChargeState after = now.attempts().get(i).charge();
      boolean untaken = before == ChargeState.DISPUTED && after == ChargeState.RELEASED;
      if (before != after && after != ChargeState.DUPLICATE && !untaken) {
        return false;
      }
    }
    return true;
  }

  // ---- Law 6: bounded load.

  /** A router asked a host how tasks stand. */
  void polled(Node node, ProviderId provider, List<Long> calls) {
    // A call that waits for a slow store was admitted before, and comes late.
    int seconds = world.weather.has(Fault.STORE_SLOW) ? 10 : 1;
    int most = world.settings.tasks().poll().perSecond();
    int all = most * seconds + (seconds - 1);
    int last = calls.size() - 1;
    demand(
        last < all || calls.get(last) - calls.get(last - all) >= SECOND / most * most * seconds,
        "law 6: more calls than allowed",
        node,
        provider,
        most + " a second");
  }

  // ---- At rest.

  /** Everything that may still be going on is not. */
  void ended(TaskRecord record) {
    Task task = record.task();
    boolean waits = task.status() == TaskStatus.NEEDS_MODAL;
    demand(task.status().isFinal() || waits, "law 4: it never ended", task, task.attempts());
    if (!task.status().isFinal()) {
      return;
    }
    for (Attempt attempt : task.attempts()) {
      demand(attempt.charge() != ChargeState.RESERVED, "law 3: not settled", task, attempt);
      bill(record, attempt);
    }
    if (task.status() == TaskStatus.SUCCEEDED && !record.shared()) {
      ownPicture(record);
    }
  }

  /** Every end was told to all, and the sums of money are those of the tasks, within their cap. */
  void settled(TaskStore store, List<TaskRecord> records) {
    demand(
        store.finishes().untold(Shards.every(), 0, 1).records().isEmpty(),
        "law 3: an end was never told",
        store.finishes().untold(Shards.every(), 0, 1).records());
    Map<ChargeState, Long> booked = new EnumMap<>(ChargeState.class);
    Map<LocalDate, Long> spent = new HashMap<>();
    for (SpendSum sum : store.spend().sums(LocalDate.MIN, LocalDate.MAX)) {
      booked.merge(sum.state(), sum.amount().micros(), Long::sum);
      if (sum.state().isSpent() && sum.state() != ChargeState.DUPLICATE) {
        spent.merge(sum.account().day(), sum.amount().micros(), Long::sum);
      }
    }
    Map<ChargeState, Long> charged = new EnumMap<>(ChargeState.class);
    for (TaskRecord record : records) {
      for (Attempt attempt : record.task().attempts()) {
        attempt
            .price()
            .ifPresent(price -> charged.merge(attempt.charge(), price.micros(), Long::sum));
      }
    }
    booked.values().removeIf(micros -> micros == 0);
    demand(booked.equals(charged), "law 3: sums of money are not those of tasks", booked, charged);
    world
        .settings
        .routing()
        .dailySpend()
        .ifPresent(
            cap ->
                demand(
                    spent.values().stream().allMatch(micros -> micros <= cap.micros()),
                    "law 6: more spent than the cap of a day",
                    spent,
                    cap));
  }

  /** What a host bills is not given back, and what is settled was billed. */
  private void bill(TaskRecord record, Attempt attempt) {
    Task task = record.task();
    boolean taken = arrived.contains(attempt.token());
    if (attempt.charge() == ChargeState.RELEASED) {
      demand(!taken, "law 3: released, and billed", record, attempt);
    }
    if (attempt.charge() == ChargeState.SETTLED
        && !isShared(record)
        && !seemsAnswered(record, attempt)) {
      demand(taken, "law 3: settled, and never taken", record, attempt);
    }
  }

  /** Of a window that two tasks have nobody could tell whose answer moved it. */
  private boolean isShared(TaskRecord record) {
    return record.shared()
        || record.task().hostTask().stream()
            .flatMap(at -> world.store.truth().findHostTask(at).stream())
            .anyMatch(TaskRecord::shared);
  }

  /**
   * Nor of a window that was answered by an attempt that the store lost, or that was cancelled and
   * shown as running since: it counts as spent.
   */
  private boolean seemsAnswered(TaskRecord record, Attempt answer) {
    Task task = record.task();
    if (record.answer().isEmpty() || answer.number() == 1 || task.hostTask().isEmpty()) {
      return false;
    }
    HostTask at = task.hostTask().get();
    Taken window = world.host(at.provider()).find(at.id());
    return window != null
        && ((window.answered && world.store.hasLost())
            || (window.cancelled && world.weather.has(Fault.GOES_BACK)));
  }

  private void ownPicture(TaskRecord record) {
    Task task = record.task();
    if (task.hostTask().isEmpty()) {
      return;
    }
    HostTask at = task.hostTask().get();
    ModelHost host = world.host(at.provider());
    Taken taken = host.find(at.id());
    demand(taken != null, "law 7: succeeded where no host has it", task);
    Optional<Taken> disguise =
        isOwn(task, taken)
            ? Optional.empty()
            : taken.disguises.stream().filter(other -> isOwn(task, other)).findFirst();
    String picture = host.picture(disguise.orElse(taken));
    demand(
        task.images().stream().allMatch(link -> link.url().toString().equals(picture)),
        "law 7: it has another's picture",
        task,
        task.images(),
        picture);
    demand(isOwn(task, disguise.orElse(taken)), "law 7: it is another's task", task, taken);
  }

  private static boolean isOwn(Task task, Taken taken) {
    return task.attempts().stream().anyMatch(a -> a.token().equals(taken.token));
  }
}
