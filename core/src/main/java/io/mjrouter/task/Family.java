package io.mjrouter.task;

import io.mjrouter.ledger.Token;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import java.util.Optional;

/**
 * Whose token a host may show with a task: its own, of any attempt, or that of a task it follows
 * up, however far back, since some hosts hand the state of the first one down. A host that answered
 * with a task it had already shows whatever that one carried.
 */
final class Family {

  /** Longer chains of follow-ups than people make. */
  private static final int FURTHEST = 64;

  private final TaskStore store;

  Family(TaskStore store) {
    this.store = store;
  }

  /** Whether a state is a token of ours that has no business with the task. */
  boolean isStranger(String state, TaskRecord record) {
    if (record.shared() || !Token.isOfAnother(state, record.task())) {
      return false;
    }
    Optional<TaskId> parent = record.task().parent();
    for (int i = 0; i < FURTHEST && parent.isPresent(); i++) {
      Optional<Task> task = store.find(parent.get()).map(TaskRecord::task);
      if (task.isEmpty()) {
        // Forgotten since: nobody can tell whose token it is.
        return store.findToken(Token.within(state)).isPresent();
      }
      if (!Token.isOfAnother(state, task.get())) {
        return false;
      }
      parent = task.get().parent();
    }
    return true;
  }
}
