package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.TaskId;
import java.util.List;
import java.util.Optional;

/**
 * Some of the tasks that were looked for.
 *
 * @param records in order
 * @param next after which task the next page begins; empty: nothing is left
 */
public record TaskPage(List<TaskRecord> records, Optional<TaskId> next) {

  public TaskPage {
    records = List.copyOf(records);
    requireNonNull(next, "next");
  }
}
