package io.mjrouter.store;

import io.mjrouter.model.HostTask;
import io.mjrouter.model.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers tasks, and what several nodes must agree on.
 *
 * <p>A record is changed only by {@link #write}, which compares versions: of several who change the
 * same record at once, one wins and the others look again. What a method wrote before it returned
 * is seen by every later call, from any thread.
 *
 * <p>Safe for use by many threads. Calls may block, so nobody makes them while holding a lock. A
 * store that cannot be read or written throws {@link io.mjrouter.error.StoreException}; whether the
 * write took place is then unknown.
 */
public interface TaskStore extends AutoCloseable {

  /**
   * Records a new task, and moves its money: both or neither. Not where its id is taken, or its
   * reference by a task of the same caller, or a reservation would pass a cap; of several who race
   * for the last cent of one, none passes it. A task that no host took ({@link
   * io.mjrouter.model.FailureReason#REFUSED}) has let go of its reference.
   *
   * @param write the task as it begins, perhaps with the intent of its first attempt; needs no
   *     lease, and does not wait
   */
  Claim claim(Write write);

  Optional<TaskRecord> find(TaskId id);

  /**
   * The record as it is known here, without asking the store where that can be. It may have been
   * changed since by another process: whoever changes it is refused then, as by any rival, and
   * whoever would leave it as it is looks again with {@link #find}.
   */
  default Optional<TaskRecord> recall(TaskId id) {
    return find(id);
  }

  /**
   * The task that holds a reference of a caller's.
   *
   * @param caller as the task has it; empty where callers are not told apart
   */
  Optional<TaskRecord> findReference(String caller, String reference);

  /** The tasks that are one and the same task at a host, oldest id first. */
  List<TaskRecord> findHostTask(HostTask hostTask);

  /** The records that have gone beyond the version that the caller knows; in no order. */
  List<TaskRecord> newer(Map<TaskId, Long> known);

  /**
   * Puts a record in the place of the one with the same id and the same version, and moves its
   * money: both or neither. What is stored has {@link Write#version}. Of several who race for the
   * last cent of a cap, none passes it. Nothing open takes the place of an end: in a store that was
   * set back the same version may be another's.
   */
  Written write(Write write);

  /**
   * The tasks that are not final, in an order of the store's own: one that is open all the while is
   * on one page.
   *
   * @param shards which are wanted
   * @param after the last of the page before; empty for the first. Where that one is gone, the
   *     pages may begin anew
   * @param limit the most that are returned; fewer are returned only at the end
   */
  List<TaskRecord> open(Shards shards, Optional<TaskId> after, int limit);

  /**
   * The tasks with an attempt that is {@linkplain io.mjrouter.model.Attempt#isUnresolved
   * unresolved}, final or not, in the order of their ids.
   *
   * @param after where the page before ended; empty for the first
   * @param limit the most that are returned; fewer are returned only at the end
   */
  List<TaskRecord> unresolved(Optional<TaskId> after, int limit);

  /**
   * The records of these shards that were stored since a cursor, by whatever process: what one that
   * follows them reads again and again. Some come more than once; one that came late into a store
   * under strain may be missing, so that {@link #open} is still read through now and then. A store
   * that only one process can reach has none.
   *
   * @param cursor the {@code next} of the call before; 0 to begin, which brings none
   */
  Lately lately(Shards shards, long cursor);

  /**
   * Tasks, newest first.
   *
   * @param after the {@code next} of the page before; empty for the first
   * @param limit the most that are returned
   */
  TaskPage newest(TaskFilter filter, Optional<TaskId> after, int limit);

  /**
   * Forgets tasks that have been at rest for longer than the retention: those that ended, and
   * windows that nobody answered. A small number at a time holds up nobody. Sums of money stay.
   *
   * @param most how many at once
   * @return how many were forgotten; as many as asked for: there may be more
   */
  int forget(int most);

  /** The tasks that ended, in order, and whether that was told. */
  Finishes finishes();

  /** What was spent, by day. */
  SpendBook spend();

  /** Which node looks after which tasks. */
  Leases leases();

  /** What holds for all nodes. */
  SharedSettings shared();

  /** How long tasks took. */
  DurationBook durations();

  @Override
  void close();
}
