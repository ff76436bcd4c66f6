package io.mjrouter.task;

import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The tasks of one provider in the order in which they are due, and how fast it may be asked. The
 * tracker guards it.
 *
 * <p>Where more is due than may be asked, the price of a look rises until what is left is worth it:
 * those are looked at that are most likely to have been waiting, longest, and since everybody's
 * expected wait grows without end, nobody waits for ever. At a host that lists tasks, a call waits
 * a little until it is full, and takes along what is due soon, so that looks fall together.
 */
final class Lane {

  private static final Comparator<Followed> ORDER =
      (a, b) -> {
        int byTime = Long.compare(a.due - b.due, 0);
        return byTime != 0 ? byTime : a.id.compareTo(b.id);
      };

  /** More calls at a time than this would only hide that the host is slow. */
  private static final int MOST_CALLS = 3;

  /** How soon to see whether one of them has ended. */
  private static final long SHORTEST_WAIT = 10_000_000;

  /**
   * The price rises while the first has waited for a call by this part of the shortest distance;
   * that the thread which makes the calls comes late is no sign of a crowd.
   */
  private static final int SLACK = 4;

  /** A look waits by this part of the shortest distance for others to share its call. */
  private static final int SHARE = 30;

  /** How fast it rises: by e in so many nanoseconds; it falls twice as fast. */
  private static final double PACE = 10e9;

  private static final long LONGEST_STEP = 1_000_000_000;

  /** An expected wait of an hour is worth a look in any crowd, and after any leap of a clock. */
  private static final double HIGHEST_PRICE = 3_600;

  final MjProvider provider;
  volatile boolean stripsState;

  /** Whether its host can be asked for more than the newest tasks, as far as is known. */
  volatile boolean listsFurther = true;

  final HookTrust hooks = new HookTrust();
  private final TreeSet<Followed> queue = new TreeSet<>(ORDER);
  private final PollPlan plan;
  private final long min;
  private final long gap;
  private long free;
  private int calls;
  private double price;
  private long adjusted;

  Lane(MjProvider provider, PollPlan plan, long now) {
    this.provider = provider;
    this.plan = plan;
    min = plan.settings().min().toNanos();
    gap = Duration.ofSeconds(1).toNanos() / plan.settings().perSecond();
    price = plan.leastPrice();
    free = now;
    adjusted = now;
  }

  /** Whether tasks can be found at its host by the token that was sent. */
  boolean canReconcile() {
    return provider.info().can(Capability.LIST)
        && provider.info().can(Capability.RECONCILE)
        && !stripsState;
  }

  // ---- The queue.

  /** Looks at a task at this time. */
  void add(Followed task, long due) {
    task.due = due;
    task.planned = false;
    queue.add(task);
  }

  /** Looks at a task when the plan says so. */
  void add(Followed task) {
    Duration next = plan.next(task.outlook(task.looked), task.age(task.looked), worth());
    long wait = next.toNanos();
    if (task.mayOpenWindow()) {
      wait = Math.min(wait, Math.max(min, task.looked - task.since));
    }
    task.due = task.looked + wait;
    task.planned = true;
    queue.add(task);
  }

  void remove(Followed task) {
    queue.remove(task);
  }

  /** Looks at a task sooner, if it waits here for later; not at one that is being looked at. */
  boolean bringForward(Followed task, long now) {
    long due = task.earliest(min, now);
    boolean sooner = task.due - due > 0 && queue.remove(task);
    if (sooner) {
      add(task, due);
    }
    return sooner;
  }

  // ---- Calls.

  /** When there may be something to do, on the monotonic clock. */
  OptionalLong next(long now) {
    if (queue.isEmpty()) {
      return OptionalLong.empty();
    }
    if (calls == MOST_CALLS) {
      return OptionalLong.of(now + Math.max(gap, SHORTEST_WAIT));
    }
    long due = begins();
    return OptionalLong.of(due - free > 0 ? due : free);
  }

  /**
   * When the next call is to be made: once enough is due to fill it, or the first has waited a
   * little for that.
   */
  private long begins() {
    Followed first = queue.first();
    if (!first.planned || !provider.info().can(Capability.BATCH_FETCH)) {
      return first.due;
    }
    long longest = first.due + min / SHARE;
    int due = 0;
    for (Followed each : queue) {
      due++;
      if (each.due - longest > 0) {
        return longest;
      }
      if (due == plan.settings().batch()) {
        return each.due;
      }
    }
    return longest;
  }

  /** Takes what the next call is to ask for; nothing when none may be made, or none is due. */
  List<Followed> take(Round round, long now) {
    if (calls == MOST_CALLS || queue.isEmpty() || free - now > 0 || begins() - now > 0) {
      return List.of();
    }
    adjust(free - queue.first().due > min / SLACK, now);
    List<Followed> taken = collect(round, now);
    if (!taken.isEmpty() && mayCall(now)) {
      calls++;
    }
    return taken;
  }

  private void adjust(boolean late, long now) {
    long since = now - adjusted;
    price =
        late
            ? Math.min(HIGHEST_PRICE, price * Math.exp(Math.min(since, LONGEST_STEP) / PACE))
            : Math.max(plan.leastPrice(), price * Math.exp(-2 * since / PACE));
    adjusted = now;
  }

  /** Whether a call may be made now; if so, it is made. */
  boolean mayCall(long now) {
    if (free - now > 0) {
      return false;
    }
    free = now + gap;
    return true;
  }

  private List<Followed> collect(Round round, long now) {
    List<Followed> taken = new ArrayList<>();
    List<Followed> postponed = new ArrayList<>();
    int most = plan.settings().batch();
    int left = 4 * most;
    for (Iterator<Followed> each = queue.iterator();
        each.hasNext() && taken.size() < most && left > 0; ) {
      Followed task = each.next();
      if (task.due - now > (taken.isEmpty() ? 0 : min)) {
        break;
      }
      left--;
      if (task.due - now > 0 && task.earliest(min, now) - now > 0) {
        continue;
      }
      if (!taken.isEmpty() && !round.together(taken.get(0), task)) {
        continue;
      }
      each.remove();
      if (isWorth(task, now)) {
        taken.add(task);
        most = round.most(taken.get(0));
      } else {
        postponed.add(task);
      }
    }
    postponed.forEach(task -> postpone(task, now));
    return taken;
  }

  private boolean isWorth(Followed task, long now) {
    return price <= plan.leastPrice()
        || !task.planned
        || plan.isWorth(
            task.outlook(now), task.age(task.looked), worth(), Duration.ofNanos(now - task.looked));
  }

  private void postpone(Followed task, long now) {
    Duration atLeast = Duration.ofNanos(now - task.looked + min);
    Duration next = plan.postponed(task.outlook(now), task.age(task.looked), worth(), atLeast);
    task.due = task.looked + next.toNanos();
    queue.add(task);
  }

  /** A look only gains something where no webhook comes. */
  private double worth() {
    return price / (1 - hooks.share());
  }

  /** A call ended; the host wants to be left alone for a while. */
  void ended(Duration pause, long now) {
    calls--;
    free = Math.max(free - now, pause.toNanos()) + now;
  }
}
