package io.mjrouter.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs blocking code of many processes as if at once, in virtual time and in one order for one
 * seed.
 *
 * <p>Each fibre has a thread, and exactly one of them runs: whoever sleeps hands over to what comes
 * next, and the clock leaps there. What is due at the same time comes in an order drawn by chance.
 * Code in a fibre must block nowhere but in {@link #sleep}; where it does, the run ends with the
 * stacks of all threads.
 */
final class Fibres {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "simulation");
            thread.setDaemon(true);
            return thread;
          });

  /** Thrown where a fibre stands when its process dies. */
  static final class Gone extends Error {
    private static final long serialVersionUID = 1;

    Gone() {
      super("the process is gone", null, false, false);
    }
  }

  /** A process: its fibres die and stand still together. */
  static class Owner {
    private boolean dead;
    private long frozenUntil = Long.MIN_VALUE;

    boolean isDead() {
      return dead;
    }
  }

  /** A thread that runs one fibre after the other. */
  private static final class Carrier {
    private final Semaphore turn = new Semaphore(0);
    private @Nullable Thread thread;
    private @Nullable Event next;
  }

  /** Something that runs and sleeps. */
  private static final class Fibre {
    private final Owner owner;
    private final Carrier carrier;
    private @Nullable Event wakeup;
    private boolean interrupted;
    private boolean marked;

    Fibre(Owner owner, Carrier carrier) {
      this.owner = owner;
      this.carrier = carrier;
    }
  }

  /** What comes at a time: a call, a new fibre, or a fibre that goes on. */
  private record Event(
      long at,
      long order,
      Owner owner,
      @Nullable Fibre fibre,
      @Nullable Runnable work,
      boolean isCall)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    Event later(long then) {
      return new Event(then, order, owner, fibre, work, isCall);
    }
  }

  final Owner world = new Owner();
  private final Chance chance;
  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private final Deque<Carrier> idle = new ArrayDeque<>();
  private final List<Carrier> carriers = new ArrayList<>();
  private final Set<Fibre> asleep = new LinkedHashSet<>();
  private @Nullable Fibre current;
  private @Nullable Throwable failure;
  private long now;
  private long events;
  private boolean ended;
  private boolean blocked;

  Fibres(Chance chance) {
    this.chance = chance;
  }

  /** Nanoseconds since the beginning. */
  long now() {
    return now;
  }

  long events() {
    return events;
  }

  /** Keeps the first thing that went wrong; the script learns of it. */
  void fail(Throwable what) {
    if (failure == null) {
      failure = what;
    }
  }

  /** Whether some fibre waits for a lock, so that nothing goes on any more. */
  boolean isBlocked() {
    return blocked;
  }

  void rethrow() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  // ---- From outside.

  /** Runs a script as the first fibre, on this thread; then everything else ends. */
  void run(Runnable script) {
    Carrier carrier = new Carrier();
    carrier.thread = Thread.currentThread();
    carriers.add(carrier);
    current = new Fibre(world, carrier);
    try {
      script.run();
    } finally {
      ended = true;
      idle.forEach(each -> each.turn.release());
    }
  }

  // ---- From within.

  /** Begins a fibre of a process. */
  void start(Owner owner, Runnable work) {
    add(Duration.ZERO, owner, work, false);
  }

  /** Calls something later that does not sleep; nobody's death undoes it. */
  void after(Duration wait, Runnable call) {
    add(wait, world, call, true);
  }

  private void add(Duration wait, Owner owner, Runnable work, boolean isCall) {
    queue.add(new Event(now + wait.toNanos(), order(), owner, null, work, isCall));
  }

  private long order() {
    return ((long) chance.below(1 << 16) << 40) + events++;
  }

  /** Sleeps, whatever happens. */
  void sleep(Duration duration) {
    park(duration);
  }

  /** Sleeps unless it is interrupted. */
  void sleepUnlessInterrupted(Duration duration) throws InterruptedException {
    Fibre fibre = here();
    if (!fibre.interrupted && !Thread.currentThread().isInterrupted()) {
      park(duration);
    }
    if (fibre.interrupted || Thread.interrupted()) {
      fibre.interrupted = false;
      throw new InterruptedException("in the simulation");
    }
  }

  /** A handle on the fibre that runs, with which others may interrupt it. */
  Runnable interrupter() {
    Fibre fibre = here();
    return () -> {
      if (asleep.contains(fibre)) {
        fibre.interrupted = true;
        wake(fibre);
      }
    };
  }

  /** Marks what the fibre that runs does until it is unmarked. */
  void mark(boolean marked) {
    here().marked = marked;
  }

  boolean isMarked() {
    return here().marked;
  }

  /** Ends a process: its fibres end where they stand, the running one at its next step. */
  void kill(Owner owner) {
    owner.dead = true;
    owner.frozenUntil = Long.MIN_VALUE;
    asleep.stream().filter(fibre -> fibre.owner == owner).toList().forEach(this::wake);
  }

  /** Lets a process stand still. */
  void freeze(Owner owner, Duration duration) {
    owner.frozenUntil = now + duration.toNanos();
  }

  /** Ends the running fibre if its process is dead. */
  void checkAlive(Owner owner) {
    if (owner.dead) {
      throw new Gone();
    }
  }

  private void wake(Fibre fibre) {
    Event event = new Event(now, order(), fibre.owner, fibre, null, false);
    fibre.wakeup = event;
    queue.add(event);
  }

  private Fibre here() {
    if (current == null) {
      throw new IllegalStateException("no fibre runs: a call of the world must not sleep");
    }
    return current;
  }

  private void park(Duration duration) {
    Fibre self = here();
    checkAlive(self.owner);
    long wait = Math.max(0, duration.toNanos());
    Event event = new Event(now + wait, order(), self.owner, self, null, false);
    self.wakeup = event;
    queue.add(event);
    asleep.add(self);
    boolean interrupted = Thread.interrupted();
    dispatch(self);
    current = self;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    checkAlive(self.owner);
  }

  /** Does what comes next, until this fibre is to go on. */
  private void dispatch(Fibre self) {
    for (; ; ) {
      Event event = next();
      if (event.fibre == self) {
        return;
      }
      if (event.isCall) {
        call(event);
      } else {
        handOver(event);
        await(self.carrier);
        return;
      }
    }
  }

  /** Does what comes next, with no fibre of its own. */
  private void carry(Carrier me) {
    while (!ended) {
      Event event = me.next;
      me.next = null;
      if (event == null) {
        event = next();
      }
      if (event.isCall) {
        call(event);
      } else if (event.fibre == null) {
        begin(me, event);
      } else {
        idle.push(me);
        handOver(event);
        me.turn.acquireUninterruptibly();
      }
    }
  }

  private Event next() {
    for (; ; ) {
      Event event = queue.remove();
      Owner owner = event.owner;
      boolean stale =
          event.fibre == null
              ? !event.isCall && owner.dead
              : event.fibre.wakeup == null || !event.fibre.wakeup.equals(event);
      if (stale) {
        continue;
      }
      if (owner.frozenUntil > event.at && !owner.dead) {
        Event later = event.later(owner.frozenUntil);
        if (event.fibre != null) {
          event.fibre.wakeup = later;
        }
        queue.add(later);
        continue;
      }
      now = event.at;
      if (event.fibre != null) {
        event.fibre.wakeup = null;
        asleep.remove(event.fibre);
      }
      return event;
    }
  }

  private void call(Event event) {
    current = null;
    try {
      if (event.work != null) {
        event.work.run();
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void begin(Carrier me, Event event) {
    current = new Fibre(event.owner, me);
    try {
      if (event.work != null) {
        event.work.run();
      }
    } catch (Gone e) {
      // Its process died.
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      Thread.interrupted();
    }
  }

  private void handOver(Event event) {
    if (event.fibre != null) {
      event.fibre.carrier.turn.release();
      return;
    }
    Carrier carrier = idle.poll();
    if (carrier == null) {
      Carrier made = new Carrier();
      made.next = event;
      carriers.add(made);
      THREADS.execute(
          () -> {
            made.thread = Thread.currentThread();
            carry(made);
          });
    } else {
      carrier.next = event;
      carrier.turn.release();
    }
  }

  private void await(Carrier carrier) {
    long seen = events;
    try {
      while (!carrier.turn.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        if (carrier == carriers.get(0) && seen == events && isBlockedElsewhere()) {
          blocked = true;
          throw new AssertionError("blocked outside the simulation; a lock is held:\n" + stacks());
        }
        seen = events;
      }
    } catch (InterruptedException e) {
      throw new AssertionError("a thread of the simulation was interrupted", e);
    }
  }

  /** Whether a fibre waits for anything but its turn; a slow machine alone makes none wait so. */
  private boolean isBlockedElsewhere() {
    return List.copyOf(carriers).stream()
        .map(carrier -> carrier.thread)
        .filter(Objects::nonNull)
        .anyMatch(
            thread -> {
              Thread.State state = thread.getState();
              Object blocker = LockSupport.getBlocker(thread);
              boolean turn = blocker != null && blocker.getClass().getName().contains("Semaphore");
              boolean waits = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
              return state == Thread.State.BLOCKED || (waits && !turn);
            });
  }

  private String stacks() {
    StringBuilder all = new StringBuilder();
    for (Carrier carrier : List.copyOf(carriers)) {
      Thread thread = carrier.thread;
      if (thread != null) {
        all.append(thread.getState()).append('\n');
        Arrays.stream(thread.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("io.mjrouter"))
            .forEach(frame -> all.append("  at ").append(frame).append('\n'));
      }
    }
    return all.toString();
  }
}
