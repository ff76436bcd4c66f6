package io.mjrouter.proxy;

import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.TaskFilter;
import io.mjrouter.store.TaskPage;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds tasks by what a query says. What the store cannot search for is looked for in its pages,
 * and no further than some thousand tasks at once: then a page may be short, and its cursor goes
 * on.
 */
final class TaskSearch {

  private static final int USUAL = 50;
  private static final int MOST = 500;
  private static final int PAGE = 500;
  private static final int MOST_LOOKED_AT = 5_000;

  private final TaskStore store;

  TaskSearch(TaskStore store) {
    this.store = store;
  }

  /** The tasks that a query with {@code status}, {@code provider} and so on asks for. */
  Map<String, @Nullable Object> tasks(String query) {
    TaskFilter filter = TaskFilter.all().in(statuses(word(query, "status")));
    Optional<String> client = word(query, "client");
    if (client.isPresent()) {
      filter = filter.ofCaller(client.get());
    }
    Optional<String> provider = word(query, "provider");
    Optional<String> reference = word(query, "reference");
    Optional<String> text = word(query, "q").map(words -> words.toLowerCase(Locale.ROOT));
    return page(
        query,
        filter,
        record ->
            provider.map(name -> isAt(record.task(), name)).orElse(true)
                && reference.map(r -> record.task().reference().equals(Optional.of(r))).orElse(true)
                && text.map(words -> says(record.task(), words)).orElse(true));
  }

  /** A page of those that fit, with the cursor of the next. */
  Map<String, @Nullable Object> page(String query, TaskFilter filter, Predicate<TaskRecord> fits) {
    int limit = limit(query);
    Optional<TaskId> after = cursor(query);
    List<Map<String, @Nullable Object>> found = new ArrayList<>();
    int looked = 0;
    do {
      TaskPage page = store.newest(filter, after, PAGE);
      after = page.next();
      for (TaskRecord record : page.records()) {
        looked++;
        if (fits.test(record)) {
          found.add(TaskDocs.summary(record.task()));
        }
        if (found.size() == limit) {
          after = after.isPresent() || isNotLast(page, record) ? Optional.of(record.id()) : after;
          break;
        }
      }
    } while (after.isPresent() && found.size() < limit && looked < MOST_LOOKED_AT);
    return new Doc().put("tasks", found).put("cursor", after.map(TaskId::toString)).members();
  }

  private static boolean isNotLast(TaskPage page, TaskRecord record) {
    return page.records().get(page.records().size() - 1) != record;
  }

  private static Optional<String> word(String query, String name) {
    return Optional.ofNullable(Query.value(query, name))
        .map(String::trim)
        .filter(value -> !value.isEmpty());
  }

  static int limit(String query) {
    Optional<String> text = word(query, "limit");
    try {
      int limit = text.map(Integer::parseInt).orElse(USUAL);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Refusal.invalid("limit: (expected: 1 to " + MOST + ")");
  }

  static Optional<TaskId> cursor(String query) {
    return word(query, "cursor")
        .map(
            digits ->
                TaskId.parse(digits)
                    .orElseThrow(() -> Refusal.invalid("cursor: (expected: one that was given)")));
  }

  /** Ours, or as the protocol has them; several with commas. */
  private static Set<TaskStatus> statuses(Optional<String> text) {
    Set<TaskStatus> statuses = EnumSet.noneOf(TaskStatus.class);
    if (text.isPresent()) {
      for (String name : text.get().toUpperCase(Locale.ROOT).split(",", -1)) {
        statuses.add(status(name.trim().replace('-', '_')));
      }
    }
    return statuses;
  }

  private static TaskStatus status(String name) {
    for (TaskStatus status : TaskStatus.values()) {
      if (status.name().equals(name) || TaskFace.status(status).equals(name)) {
        return status;
      }
    }
    throw Refusal.invalid("status: (expected: of " + List.of(TaskStatus.values()) + ")");
  }

  private static boolean isAt(Task task, String provider) {
    return task.attempts().stream()
        .anyMatch(attempt -> attempt.route().provider().name().equals(provider));
  }

  private static boolean says(Task task, String words) {
    return task.prompt().toLowerCase(Locale.ROOT).contains(words)
        || task.id().toString().equals(words)
        || task.hostTask().filter(at -> at.id().equalsIgnoreCase(words)).isPresent();
  }
}
