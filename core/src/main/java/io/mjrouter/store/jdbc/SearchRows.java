package io.mjrouter.store.jdbc;

import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.TaskFilter;
import io.mjrouter.store.TaskPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for tasks, newest first. */
final class SearchRows {

  private static final String OLDER =
      " AND (created < (SELECT at.created FROM mjr_task at WHERE at.id = ?)"
          + " OR (created = (SELECT at.created FROM mjr_task at WHERE at.id = ?) AND id < ?))";

  private final Database database;
  private final Rows rows;

  SearchRows(Database database, Rows rows) {
    this.database = database;
    this.rows = rows;
  }

  TaskPage newest(TaskFilter filter, Optional<TaskId> after, int limit) {
    List<TaskStatus> statuses = List.copyOf(filter.statuses());
    StringBuilder where = new StringBuilder("1 = 1");
    List<Object> values = new ArrayList<>();
    filter
        .caller()
        .ifPresent(
            caller -> {
              where.append(" AND caller = ?");
              values.add(caller);
            });
    if (!statuses.isEmpty()) {
      where.append(" AND status IN ").append(Rows.in(statuses.size()));
      statuses.forEach(status -> values.add(status.name()));
    }
    after.ifPresent(
        id -> {
          where.append(OLDER);
          values.addAll(List.of(id.value(), id.value(), id.value()));
        });
    where.append(" ORDER BY created DESC, id DESC LIMIT ?");
    values.add(limit);
    Rows.Found found =
        database.read(
            connection ->
                rows.list(
                    connection,
                    where.toString(),
                    statement -> {
                      for (int i = 0; i < values.size(); i++) {
                        statement.setObject(i + 1, values.get(i));
                      }
                    }));
    boolean more = found.rows() == limit && limit > 0;
    return new TaskPage(
        found.records(), more ? Optional.of(new TaskId(found.lastId())) : Optional.empty());
  }
}
