package io.mjrouter.task;

import io.mjrouter.error.StoreException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.submit.Outage;
import io.mjrouter.submit.TaskLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call to one provider, for as many of its tasks as the call can answer for. */
final class Round {

  private static final Logger LOG = LoggerFactory.getLogger(Round.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final MjProvider provider;
  private final Lane lane;
  private final Looker looker;
  private final PollSettings settings;
  private final BiConsumer<Followed, Optional<Duration>> again;
  private final Outage outage;
  private final MjProbe probe;
  private final Set<Followed> open = new HashSet<>();
  private Duration pause = Duration.ZERO;

  /**
   * A call about to be made.
   *
   * @param again puts a task back, with the time to its next look or as the plan says
   * @param outage is told when the store is away
   */
  Round(
      Lane lane,
      Looker looker,
      PollSettings settings,
      BiConsumer<Followed, Optional<Duration>> again,
      Outage outage,
      MjProbe probe) {
    this.provider = lane.provider;
    this.lane = lane;
    this.looker = looker;
    this.settings = settings;
    this.again = again;
    this.outage = outage;
    this.probe = probe;
  }

  /** How many one call can answer for, with this one among them. */
  int most(Followed task) {
    boolean alone = task.single || !provider.info().can(Capability.BATCH_FETCH);
    return isLost(task) || !alone ? settings.batch() : 1;
  }

  /** Whether one call could answer for both. */
  boolean together(Followed a, Followed b) {
    return isLost(a)
        ? isLost(b) && Objects.equals(until(a), until(b))
        : !isLost(b) && !a.single && !b.single && provider.info().can(Capability.BATCH_FETCH);
  }

  /** How long the host wants to be left alone, as far as the call told. */
  Duration pause() {
    return pause;
  }

  /** Makes the call, and puts every task back, also when the answer cannot be read. */
  void run(List<Followed> tasks) {
    open.addAll(tasks);
    try {
      look(tasks);
    } finally {
      List.copyOf(open).forEach(task -> putBack(task, Optional.of(settings.max())));
    }
  }

  private void look(List<Followed> tasks) {
    if (isLost(tasks.get(0))) {
      reconcile(tasks);
    } else if (tasks.size() == 1) {
      Followed task = tasks.get(0);
      probe.polled(provider.id(), 1);
      Reading<TaskSnapshot> reading = provider.fetch(hostTask(task).id());
      reading.value().ifPresent(seen -> notice(task, seen));
      reading.fold(seen -> true, this::heed, other -> true);
      settle(task, each -> looker.apply(provider, each, reading));
    } else {
      lookAtAll(tasks);
    }
  }

  private void lookAtAll(List<Followed> tasks) {
    List<String> ids = tasks.stream().map(task -> hostTask(task).id()).distinct().toList();
    probe.polled(provider.id(), ids.size());
    Reading<List<TaskSnapshot>> reading = provider.fetchAll(ids);
    Map<String, TaskSnapshot> byId =
        reading.value().orElse(List.of()).stream()
            .collect(Collectors.toMap(TaskSnapshot::id, seen -> seen, Round::further));
    reading.fold(all -> true, this::heed, other -> true);
    for (Followed task : tasks) {
      Optional.ofNullable(byId.get(hostTask(task).id())).ifPresent(seen -> notice(task, seen));
      settle(
          task,
          each ->
              reading.fold(
                  all -> looker.apply(provider, each, part(byId, hostTask(each).id())),
                  failure -> looker.failed(each, failure),
                  other -> {
                    each.single = true;
                    return Optional.of(settings.min());
                  }));
    }
  }

  private static Reading<TaskSnapshot> part(Map<String, TaskSnapshot> byId, String id) {
    TaskSnapshot seen = byId.get(id);
    return seen == null ? Reading.absent() : Reading.found(seen);
  }

  /**
   * Of two rows under one id the one that went further: new-api keeps a row for a press and another
   * for the answer to its window, and only the second one moves.
   */
  private static TaskSnapshot further(TaskSnapshot first, TaskSnapshot more) {
    return rank(more) > rank(first) ? more : first;
  }

  private static int rank(TaskSnapshot seen) {
    return switch (seen.status()) {
      case SUCCESS -> 300;
      case FAILURE, CANCEL -> 200;
      case IN_PROGRESS, UNKNOWN -> 50 + seen.progress().orElse(0);
      case MODAL -> 20;
      case SUBMITTED -> 10;
      case NOT_START, BLANK -> 0;
    };
  }

  private void reconcile(List<Followed> tasks) {
    Optional<Instant> until = until(tasks.get(0));
    Reading<List<TaskSnapshot>> reading = listed(tasks.size(), until);
    lane.listsFurther &= until.isEmpty() || !(reading instanceof Reading.Unsupported);
    reading.fold(all -> true, this::heed, other -> true);
    Map<String, TaskSnapshot> byToken = Looker.byToken(reading.value().orElse(List.of()));
    for (Followed task : tasks) {
      settle(
          task,
          each ->
              reading.fold(
                  all -> looker.reconcile(each, all, byToken, lane.listsFurther),
                  failure -> looker.failed(each, failure),
                  other -> {
                    each.window = null;
                    return Optional.of(settings.max());
                  }));
    }
  }

  /** Where the page that is looked at next ends; empty for the newest tasks. */
  private static Optional<Instant> until(Followed task) {
    return Optional.ofNullable(task.window).map(ListWindow::until);
  }

  private Reading<List<TaskSnapshot>> listed(int tasks, Optional<Instant> until) {
    if (!lane.canReconcile()) {
      return Reading.unsupported(Capability.RECONCILE);
    }
    probe.polled(provider.id(), tasks);
    return until.map(provider::listUntil).orElseGet(provider::list);
  }

  /** A task is put back whatever happens to it. */
  private void settle(Followed task, Function<Followed, Optional<Duration>> look) {
    Optional<Duration> next = Optional.of(settings.max());
    TaskLog.mark(task.id);
    try {
      next = look.apply(task);
    } catch (StoreException e) {
      outage.failed(e);
    } catch (Exception | LinkageError | VirtualMachineError e) {
      LOG.warn("task {}: what {} shows could not be recorded", task.id, provider.id(), e);
    } finally {
      TaskLog.unmark();
      putBack(task, next);
    }
  }

  private void putBack(Followed task, Optional<Duration> next) {
    open.remove(task);
    again.accept(task, next);
  }

  private boolean heed(ReadFailure failure) {
    failure
        .retryAfter()
        .filter(wanted -> wanted.compareTo(pause) > 0)
        .ifPresent(wanted -> pause = wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted);
    return false;
  }

  /** A gateway that takes our token out of its tasks cannot be searched for it. */
  private void notice(Followed task, TaskSnapshot seen) {
    if (!lane.stripsState
        && !task.shared
        && seen.status().isFinal()
        && seen.state().isBlank()
        && provider.info().can(Capability.RECONCILE)) {
      lane.stripsState = true;
      LOG.warn(
          "provider {} shows no state: an unknown outcome there cannot be resolved", provider.id());
    }
  }

  private static boolean isLost(Followed task) {
    return task.stage == Followed.Stage.UNKNOWN && task.hostTask == null;
  }

  private static HostTask hostTask(Followed task) {
    if (task.hostTask == null) {
      throw new IllegalStateException("task " + task.id + " is at no host");
    }
    return task.hostTask;
  }
}
