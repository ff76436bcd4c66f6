package io.mjrouter.task;

import io.mjrouter.ledger.Token;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose token a host may show with a task: that of the attempt by which it has it, of an answer to
 * its window, or of a task it follows up, however far back, since some hosts hand the state of the
 * first one down. A host that answered with a task it had already shows what that one carried, of
 * which only the kind is known here.
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
    List<TaskRecord> shared = new ArrayList<>();
    Optional<TaskRecord> next = Optional.of(record);
    for (int i = 0; i <= FURTHEST && next.isPresent(); i++) {
      TaskRecord relative = next.get();
      if (!Token.isOfAnother(state, relative.task())) {
        return isOfAnotherAttempt(token, relative);
      }
      if (relative.shared()) {
        shared.add(relative);
      }
      Optional<TaskId> parent = relative.task().parent();
      next = parent.flatMap(store::find);
      if (parent.isPresent() && next.isEmpty() && shared.isEmpty()) {
        // Forgotten since: nobody can tell whose token it is.
        return isKnown(token);
      }
    }
    return shared.stream().allMatch(each -> cannotBeOf(token, each));
  }

  /**
   * Whether it cannot be that of this one, as it is of another kind, or its host has another by it.
   */
  private boolean cannotBeOf(String token, TaskRecord record) {
    return Token.task(token)
        .flatMap(store::find)
        .map(TaskRecord::task)
        .filter(
            other -> other.action() != record.task().action() || hasAnother(token, other, record))
        .isPresent();
  }

  private static boolean hasAnother(String token, Task other, TaskRecord record) {
    return taken(other).equals(Optional.of(token))
        && other
            .hostTask()
            .filter(at -> !record.task().hostTask().equals(Optional.of(at)))
            .isPresent();
  }

  /** Whether its host has the task by another attempt; not while that may be any. */
  private static boolean isOfAnotherAttempt(String token, TaskRecord record) {
    return record.answer().isEmpty()
        && taken(record.task()).filter(taken -> !taken.equals(token)).isPresent();
  }

  /** The token of the attempt by which its host has it; empty while any may be. */
  private static Optional<String> taken(Task task) {
    return task.attempts().stream()
        .filter(attempt -> attempt.state() == Attempt.State.ACCEPTED)
        .filter(attempt -> attempt.charge() != ChargeState.DUPLICATE)
        .map(Attempt::token)
        .reduce((first, last) -> last);
  }

  private boolean isKnown(String token) {
    return Token.task(token)
        .flatMap(store::find)
        .filter(record -> !Token.isOfAnother(token, record.task()))
        .isPresent();
  }
}
