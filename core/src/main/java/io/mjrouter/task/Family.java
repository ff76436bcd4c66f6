package io.mjrouter.task;

import io.mjrouter.ledger.Token;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import java.util.Optional;

/**
 * Whose token a host may show with a task: that of the attempt by which it has it, of an answer to
 * its window, or of a task it follows up, however far back, since some hosts hand the state of the
 * first one down. A host that answered with a task it had already shows whatever that one carried.
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
    String token = Token.within(state);
    if (record.shared() || token.isEmpty()) {
      return false;
    }
    if (!Token.isOfAnother(state, record.task())) {
      return record.answer().isEmpty()
          && taken(record.task()).filter(at -> !at.equals(token)).isPresent();
    }
    Optional<TaskId> parent = record.task().parent();
    for (int i = 0; i < FURTHEST && parent.isPresent(); i++) {
      Optional<Task> task = store.find(parent.get()).map(TaskRecord::task);
      if (task.isEmpty()) {
        // Forgotten since: nobody can tell whose token it is.
        return isKnown(token);
      }
      if (!Token.isOfAnother(state, task.get())) {
        return false;
      }
      parent = task.get().parent();
    }
    return true;
  }

  private boolean isKnown(String token) {
    return Token.task(token)
        .flatMap(store::find)
        .filter(record -> !Token.isOfAnother(token, record.task()))
        .isPresent();
  }

  /** The token of the attempt by which its host has it; empty while any may be. */
  private static Optional<String> taken(Task task) {
    return task.attempts().stream()
        .filter(attempt -> attempt.state() == Attempt.State.ACCEPTED)
        .filter(attempt -> attempt.charge() != ChargeState.DUPLICATE)
        .map(Attempt::token)
        .reduce((first, last) -> last);
  }
}
