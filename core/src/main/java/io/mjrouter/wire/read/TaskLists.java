package io.mjrouter.wire.read;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.TaskSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of tasks, read item by item. */
final class TaskLists {

  /** Which tasks of a list are wanted. */
  @FunctionalInterface
  interface Choice {
    List<TaskSnapshot> of(List<@Nullable Object> items);
  }

  private final TaskReader tasks;

  TaskLists(TaskReader tasks) {
    this.tasks = tasks;
  }

  /** The tasks with these ids, each once: of two rows for one id the one that got further. */
  List<TaskSnapshot> matching(Collection<String> askedIds, List<@Nullable Object> items) {
    Set<String> asked = new LinkedHashSet<>(askedIds);
    Map<String, TaskSnapshot> found = new LinkedHashMap<>();
    for (TaskSnapshot task : all(items, List.of("id"))) {
      if (asked.contains(task.id())) {
        found.merge(task.id(), task, (one, other) -> rank(other) > rank(one) ? other : one);
      }
    }
    return List.copyOf(found.values());
  }

  /** Every item that is a task and names its id. */
  List<TaskSnapshot> all(List<@Nullable Object> items, List<String> idNames) {
    List<TaskSnapshot> found = new ArrayList<>();
    for (Object item : items) {
      Json.object(item)
          .flatMap(object -> one(object, idNames))
          .filter(task -> !task.id().isEmpty())
          .ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /** One task; empty where it cannot be read. */
  Optional<TaskSnapshot> one(Map<String, @Nullable Object> object, List<String> idNames) {
    try {
      return Optional.of(tasks.read(object, idNames, ""));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** new-api keeps two rows with one id where a window was answered under the id of the press. */
  private static int rank(TaskSnapshot task) {
    int progress = task.progress().orElse(0);
    return progress + 1_000 * order(task.status());
  }

  private static int order(HostStatus status) {
    return switch (status) {
      case BLANK, UNKNOWN -> 0;
      case MODAL -> 1;
      case NOT_START -> 2;
      case SUBMITTED -> 3;
      case IN_PROGRESS -> 4;
      case CANCEL -> 5;
      case FAILURE -> 6;
      case SUCCESS -> 7;
    };
  }
}
