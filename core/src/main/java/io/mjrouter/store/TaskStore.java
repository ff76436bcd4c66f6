package io.mjrouter.store;

import io.mjrouter.model.HostTask;
import io.mjrouter.model.TaskId;
import java.util.List;
import java.util.Optional;

/**
 * Remembers tasks.
 *
 * <p>A record is changed only by {@link #replace}, which compares versions: of several who change
 * the same record at once, one wins and the others look again. What a method wrote before it
 * returned is seen by every later call, from any thread.
 *
 * <p>Safe for use by many threads. Calls may block, so nobody makes them while holding a lock. A
 * store that cannot be read or written throws {@link io.mjrouter.error.StoreException}; whether the
 * write took place is then unknown.
 */
public interface TaskStore extends AutoCloseable {

  /**
   * Records a new task, unless its id is taken, or its reference by a task of the same caller. A
   * task that no host took ({@link io.mjrouter.model.FailureReason#REFUSED}) has let go of its
   * reference.
   */
  Claim claim(TaskRecord record);

  Optional<TaskRecord> find(TaskId id);

  /**
   * The task that holds a reference of a caller's.
   *
   * @param caller as the task has it; empty where callers are not told apart
   */
  Optional<TaskRecord> findReference(String caller, String reference);

  /** The tasks that are one and the same task at a host, oldest id first. */
  List<TaskRecord> findHostTask(HostTask hostTask);

  /** The task with an attempt that carried this token. */
  Optional<TaskRecord> findToken(String token);

  /**
   * Puts a record in the place of the one with the same id and the same version.
   *
   * @return the record as it is stored, its version one higher; empty when the stored one has
   *     another version or is gone
   */
  Optional<TaskRecord> replace(TaskRecord record);

  /**
   * The tasks that are not final, in the order of their ids.
   *
   * @param after where the page before ended; empty for the first
   * @param limit the most that are returned; fewer are returned only at the end
   */
  List<TaskRecord> open(Optional<TaskId> after, int limit);

  @Override
  void close();
}
