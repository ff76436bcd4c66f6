package io.mjrouter.submit;

import io.mjrouter.model.HostTask;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;

/**
 * Takes in what hosts show of tasks to those who ask for a reason of their own: about a key, a
 * picture, a webhook. A host may have forgotten the task when it is asked for the task's own sake.
 * Safe for use by many threads.
 */
@FunctionalInterface
public interface Sightings {

  /**
   * A host showed a task. It is recorded on this thread, as far as it is news; a store that is away
   * is no failure of whoever asked.
   *
   * @param at where it was asked for, which may be where the task was and is no more
   */
  void shown(TaskId task, HostTask at, TaskSnapshot seen);
}
