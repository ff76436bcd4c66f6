package io.mjrouter.task;

import io.mjrouter.event.MjProbe;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.submit.TaskLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
  private final BiConsumer<Followed, Duration> again;
  private final MjProbe probe;
  private Duration pause = Duration.ZERO;

  /** Puts every task back with the time to its next look. */
  Round(
      MjProvider provider,
      Lane lane,
      Looker looker,
      PollSettings settings,
      BiConsumer<Followed, Duration> again,
      MjProbe probe) {
    this.provider = provider;
    this.lane = lane;
    this.looker = looker;
    this.settings = settings;
    this.again = again;
    this.probe = probe;
  }

  /** Whether one call could answer for both. */
  boolean together(Followed a, Followed b) {
    return isLost(a)
        ? isLost(b)
        : !isLost(b) && !a.single && !b.single && provider.info().can(Capability.BATCH_FETCH);
  }

  /** Whether tasks can be found here by the token that was sent. */
  boolean canReconcile() {
    return provider.info().can(Capability.LIST)
        && provider.info().can(Capability.RECONCILE)
        && !lane.stripsState;
  }

  /**
   * Makes the call.
   *
   * @return how long the host wants to be left alone
   */
  Duration run(List<Followed> tasks) {
    if (isLost(tasks.get(0))) {
      reconcile(tasks);
    } else if (tasks.size() == 1) {
      Followed task = tasks.get(0);
      probe.polled(provider.id(), 1);
      Reading<TaskSnapshot> reading = provider.fetch(hostTask(task).id());
      reading.value().ifPresent(this::notice);
      reading.fold(seen -> true, this::heed, other -> true);
      settle(task, each -> looker.apply(provider, each, reading));
    } else {
      lookAtAll(tasks);
    }
    return pause;
  }

  private void lookAtAll(List<Followed> tasks) {
    List<String> ids = tasks.stream().map(task -> hostTask(task).id()).distinct().toList();
    probe.polled(provider.id(), ids.size());
    Reading<List<TaskSnapshot>> reading = provider.fetchAll(ids);
    Map<String, TaskSnapshot> byId =
        reading.value().orElse(List.of()).stream()
            .collect(Collectors.toMap(TaskSnapshot::id, seen -> seen, (first, more) -> first));
    byId.values().forEach(this::notice);
    for (Followed task : tasks) {
      settle(
          task,
          each ->
              reading.fold(
                  all -> looker.apply(provider, each, part(byId, hostTask(each).id())),
                  failure -> {
                    heed(failure);
                    return looker.failed(each, failure);
                  },
                  other -> {
                    each.single = true;
                    return settings.min();
                  }));
    }
  }

  private static Reading<TaskSnapshot> part(Map<String, TaskSnapshot> byId, String id) {
    TaskSnapshot seen = byId.get(id);
    return seen == null ? Reading.absent() : Reading.found(seen);
  }

  private void reconcile(List<Followed> tasks) {
    Reading<List<TaskSnapshot>> reading = listed(tasks.size());
    for (Followed task : tasks) {
      settle(
          task,
          each ->
              reading.fold(
                  all -> looker.reconcile(each, Looker.byToken(all)),
                  failure -> {
                    heed(failure);
                    return looker.failed(each, failure);
                  },
                  other -> settings.max()));
    }
  }

  private Reading<List<TaskSnapshot>> listed(int tasks) {
    if (!canReconcile()) {
      return Reading.unsupported(Capability.RECONCILE);
    }
    probe.polled(provider.id(), tasks);
    return provider.list();
  }

  /** A task is put back whatever happens to it. */
  private void settle(Followed task, Function<Followed, Duration> look) {
    Duration next = settings.max();
    TaskLog.mark(task.id);
    try {
      next = look.apply(task);
    } catch (RuntimeException e) {
      LOG.warn("task {}: what {} shows could not be recorded", task.id, provider.id(), e);
    } finally {
      TaskLog.unmark();
      again.accept(task, next);
    }
  }

  private boolean heed(ReadFailure failure) {
    failure
        .retryAfter()
        .filter(wanted -> wanted.compareTo(pause) > 0)
        .ifPresent(wanted -> pause = wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted);
    return false;
  }

  /** A gateway that takes our token out of its tasks cannot be searched for it. */
  private void notice(TaskSnapshot seen) {
    if (!lane.stripsState
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
