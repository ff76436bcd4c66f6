package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import java.util.Optional;
import java.util.Set;

/**
 * Which tasks are looked for.
 *
 * @param caller whose; empty: everybody's
 * @param statuses as they stand; empty: however
 */
public record TaskFilter(Optional<String> caller, Set<TaskStatus> statuses) {

  private static final TaskFilter ALL = new TaskFilter(Optional.empty(), Set.of());

  public TaskFilter {
    requireNonNull(caller, "caller");
    statuses = Set.copyOf(statuses);
  }

  public static TaskFilter all() {
    return ALL;
  }

  public TaskFilter ofCaller(String wanted) {
    return new TaskFilter(Optional.of(wanted), statuses);
  }

  public TaskFilter in(Set<TaskStatus> wanted) {
    return new TaskFilter(caller, wanted);
  }

  /** Whether a task is meant. */
  boolean matches(Task task) {
    return caller.map(task.caller()::equals).orElse(true)
        && (statuses.isEmpty() || statuses.contains(task.status()));
  }
}
