package io.mjrouter.task;

import io.mjrouter.ledger.Token;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
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
    if (token.isEmpty()) {
      return false;
    }
    TaskRecord relative = record;
    for (int i = 0; i <= FURTHEST; i++) {
      if (relative.shared()) {
        return false;
      }
      if (!Token.isOfAnother(state, relative.task())) {
        return isOfAnotherAttempt(token, relative);
      }
      Optional<TaskId> parent = relative.task().parent();
      if (parent.isEmpty()) {
        return true;
      }
      Optional<TaskRecord> found = store.find(parent.get());
      if (found.isEmpty()) {
        // Forgotten since: nobody can tell whose token it is.
        return isKnown(token);
      }
      relative = found.get();
    }
    return true;
  }

  /** Whether its host has the task by another attempt; not while that may be any. */
  private static boolean isOfAnotherAttempt(String token, TaskRecord record) {
    return record.answer().isEmpty()
        && record.task().attempts().stream()
            .filter(attempt -> attempt.state() == Attempt.State.ACCEPTED)
            .filter(attempt -> attempt.charge() != ChargeState.DUPLICATE)
            .reduce((first, last) -> last)
            .filter(attempt -> !attempt.token().equals(token))
            .isPresent();
  }

  private boolean isKnown(String token) {
    return Token.task(token)
        .flatMap(store::find)
        .filter(record -> !Token.isOfAnother(token, record.task()))
        .isPresent();
  }
}
