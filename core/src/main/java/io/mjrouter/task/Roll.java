package io.mjrouter.task;

import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.submit.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that are followed, each in the stage that its record demands: those of this node, and
 * as its guests those of others for as long as a webhook makes it. The tracker guards it.
 */
final class Roll {

  private static final int MOST_FAILURES_OF_A_GUEST = 5;

  private static final Comparator<Followed> FIRST_OVER =
      (a, b) -> {
        int byTime = Long.compare(a.clocked - b.clocked, 0);
        return byTime != 0 ? byTime : a.id.compareTo(b.id);
      };

  private final Tenure tenure;
  private final Stages stages;
  private final Lanes lanes;
  private final Clocks clocks;
  private final PollSettings settings;
  private final Map<TaskId, Followed> followed = new HashMap<>();

  /** Those of this node, in the order in which their clocks may run out. */
  private final TreeSet<Followed> clocked = new TreeSet<>(FIRST_OVER);

  Roll(Tenure tenure, Stages stages, Lanes lanes, Clocks clocks, PollSettings settings) {
    this.tenure = tenure;
    this.stages = stages;
    this.lanes = lanes;
    this.clocks = clocks;
    this.settings = settings;
  }

  // ---- What records demand.

  /** Begins, goes on or ceases to follow a task. */
  void changed(TaskRecord record, long now, Instant wall) {
    Task task = record.task();
    boolean own = tenure.holds(task.id());
    Followed present = present(task.id(), own, now);
    boolean older = present != null && present.version >= record.version();
    // A store that lost what was written last counts anew from there.
    if (older && !task.status().isFinal()) {
      return;
    }
    if (!Stages.isAtRest(task)) {
      if (own || present != null) {
        follow(present, stages.of(task, now, wall), record, now);
      }
    } else if (present != null && isDone(present, task)) {
      lanes.noteEnd(present, now);
      drop(present, now);
      Stages.afterEnd(task, present, now).ifPresent(next -> follow(null, next, record, now));
    }
  }

  /** The same of what was read just now, whatever was seen before. */
  void renew(TaskRecord record, long now, Instant wall) {
    find(record.id()).ifPresent(present -> present.version = record.version() - 1);
    changed(record, now, wall);
  }

  /** There is no such task any more. */
  void lost(TaskId id, long now) {
    find(id).ifPresent(present -> drop(present, now));
  }

  /** Whether a task at rest needs no more of this stage: late looks go on until they found it. */
  private static boolean isDone(Followed present, Task task) {
    return present.stage != Followed.Stage.GIVEN_UP || task.isLate();
  }

  /** A task that failed before this node came to look after it, and may have been given up. */
  void failedBefore(TaskRecord record, long now, Instant wall) {
    Task task = record.task();
    boolean own = tenure.holds(task.id());
    if (own && GivenUp.isOne(task) && present(task.id(), true, now) == null) {
      follow(null, Stages.givenUp(task, now, wall), record, now);
    }
  }

  /** A host called back about a task that another node looks after: a few looks are made here. */
  void invite(TaskRecord record, long now, Instant wall) {
    Task task = record.task();
    boolean atHost = task.hostTask().isPresent() && !Stages.isAtRest(task);
    if (atHost && present(task.id(), false, now) == null) {
      follow(null, stages.of(task, now, wall), record, now);
    }
  }

  /** Leaves what is another node's now. */
  void release(long now) {
    List.copyOf(followed.values()).stream()
        .filter(task -> !tenure.holds(task.id))
        .forEach(task -> drop(task, now));
  }

  /** What is followed, by the right by which it is followed now. */
  private @Nullable Followed present(TaskId id, boolean own, long now) {
    Followed present = followed.get(id);
    if (present != null && present.guest == own) {
      drop(present, now);
      return null;
    }
    return present;
  }

  private void follow(@Nullable Followed present, Followed next, TaskRecord record, long now) {
    if (present != null && present.isSame(next)) {
      present.version = record.version();
      return;
    }
    if (present != null) {
      drop(present, now);
    }
    next.version = record.version();
    next.shared = record.shared();
    next.guest = !tenure.holds(next.id);
    followed.put(next.id, next);
    if (!next.guest) {
      next.clocked = clocks.next(next, now);
      clocked.add(next);
    }
    lanes.begin(next, now);
  }

  private void drop(Followed present, long now) {
    forget(present);
    lanes.remove(present, now);
  }

  private void forget(Followed present) {
    followed.remove(present.id);
    clocked.remove(present);
  }

  // ---- What looks and providers change.

  /** Puts a task back that was looked at, unless it has moved on meanwhile. */
  void again(Followed task, Optional<Duration> in, long now) {
    if (followed.get(task.id) != task) {
      return;
    }
    boolean soon = task.asked(now);
    boolean leaves = task.guest && task.failures > MOST_FAILURES_OF_A_GUEST;
    if (leaves || (task.stage == Followed.Stage.GIVEN_UP && in.isEmpty())) {
      forget(task);
    } else {
      Optional<Duration> later = task.guest ? Optional.of(settings.max()) : in;
      lanes.schedule(task, soon ? Optional.of(settings.min()) : later, now);
    }
  }

  /** Providers that were not here before: tasks that wait for them are looked at there. */
  void appeared(Collection<ProviderId> providers, long now) {
    followed.values().stream()
        .filter(task -> !task.placed)
        .filter(task -> task.provider != null && providers.contains(task.provider))
        .forEach(task -> lanes.begin(task, now));
  }

  // ---- What there is.

  Optional<Followed> find(TaskId id) {
    return Optional.ofNullable(followed.get(id));
  }

  /**
   * Those of this node whose clocks may have run out.
   *
   * @param again how long after that they are read again, should they still be followed
   */
  List<Followed> over(long now, Duration again) {
    List<Followed> over = new ArrayList<>();
    while (!clocked.isEmpty() && clocked.first().clocked - now <= 0) {
      over.add(clocked.pollFirst());
    }
    for (Followed task : over) {
      long next = clocks.next(task, now);
      long soonest = now + again.toNanos();
      task.clocked = next - soonest > 0 ? next : soonest;
      clocked.add(task);
    }
    return over;
  }

  /** Whether a task is, or may be, at a provider. */
  boolean isAt(ProviderId provider) {
    return followed.values().stream().anyMatch(task -> provider.equals(task.provider));
  }

  int size() {
    return followed.size();
  }
}
