package io.mjrouter.store.jdbc;

import io.mjrouter.error.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Lets writes that arrive together share a transaction: whatever waits when the one before returns.
 *
 * <p>It has no thread of its own: whoever comes when nobody writes, writes for all who wait, and
 * hands the turn on to the first who came meanwhile. Everybody goes on only after their own write
 * was committed.
 */
final class GroupCommit<T> {

  private final Consumer<List<T>> commit;
  private final int most;
  private final Duration deadline;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Turn<T>> waiting = new ArrayDeque<>();
  private boolean busy;

  /** One who waits for their write. */
  private static final class Turn<T> {
    private final T order;
    private final Condition changed;
    private boolean leads;
    private boolean done;

    private Turn(T order, Condition changed) {
      this.order = order;
      this.changed = changed;
    }
  }

  /**
   * A group commit.
   *
   * @param commit writes all of them, and notes in each what came of it
   * @param most how many share a transaction
   * @param deadline how long one waits for their turn, and again for the commit
   */
  GroupCommit(Consumer<List<T>> commit, int most, Duration deadline) {
    this.commit = commit;
    this.most = most;
    this.deadline = deadline;
  }

  /**
   * Returns once the order was part of a commit; an interrupt does not end the wait.
   *
   * @throws StoreException when that takes too long
   */
  void write(T order) {
    Turn<T> own = new Turn<>(order, lock.newCondition());
    List<Turn<T>> together = new ArrayList<>();
    try {
      if (leads(own, together)) {
        commit.accept(together.stream().map(turn -> turn.order).toList());
      }
    } finally {
      if (!own.done) {
        leave(own, together);
      }
    }
  }

  /** How many wait for a turn. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the turn, and takes who goes along; or until another has committed this one. */
  private boolean leads(Turn<T> own, List<Turn<T>> together) {
    lock.lock();
    try {
      waiting.add(own);
      own.leads = !busy;
      busy = true;
      await(own);
      while (own.leads && together.size() < most && !waiting.isEmpty()) {
        together.add(waiting.element());
        waiting.remove();
      }
      return own.leads;
    } finally {
      lock.unlock();
    }
  }

  private void await(Turn<T> turn) {
    long left = deadline.toNanos();
    boolean interrupted = false;
    try {
      while (!turn.leads && !turn.done) {
        if (left <= 0) {
          giveUp(turn);
        }
        try {
          left = turn.changed.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void giveUp(Turn<T> turn) {
    boolean untouched = waiting.remove(turn);
    throw new StoreException(
        untouched
            ? "store: too slow; nothing was written within " + deadline.toMillis() + " ms"
            : "store: too slow; whether a write took place is unknown",
        null);
  }

  /** Whatever became of it, it waits no more, and a turn that it has goes on to the next. */
  private void leave(Turn<T> own, List<Turn<T>> together) {
    lock.lock();
    try {
      if (together.isEmpty()) {
        waiting.remove(own);
      }
      if (own.leads) {
        handOn(own, together);
      }
    } finally {
      lock.unlock();
    }
  }

  private void handOn(Turn<T> own, List<Turn<T>> together) {
    for (Turn<T> turn : together) {
      turn.done = true;
      if (turn != own) {
        turn.changed.signal();
      }
    }
    Turn<T> next = waiting.peek();
    busy = next != null;
    if (next != null) {
      next.leads = true;
      next.changed.signal();
    }
  }
}
