package io.mjrouter.store.jdbc;

import io.mjrouter.model.TaskId;
import io.mjrouter.store.Finishes;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import java.sql.PreparedStatement;
import java.util.Collection;
import java.util.List;

/** The ends of tasks. */
final class FinishRows implements Finishes {

  private final Database database;
  private final Tables tables;
  private final Rows rows;

  FinishRows(Database database, Tables tables, Rows rows) {
    this.database = database;
    this.tables = tables;
    this.rows = rows;
  }

  @Override
  public Page since(long cursor, int limit) {
    Rows.Found found =
        database.read(
            connection ->
                rows.list(
                    connection,
                    "finish > ? ORDER BY finish LIMIT ?",
                    s -> {
                      s.setLong(1, cursor);
                      s.setInt(2, limit);
                    }));
    return new Page(found.records(), found.rows() == 0 ? cursor : found.lastFinish());
  }

  @Override
  public List<TaskRecord> untold(Shards shards, int limit) {
    if (shards.size() == 0) {
      return List.of();
    }
    return database.read(
        connection ->
            rows.list(
                    connection,
                    "untold > 0" + ShardSql.and(shards) + " ORDER BY untold LIMIT ?",
                    s -> s.setInt(1, limit))
                .records());
  }

  @Override
  public void told(Collection<TaskId> ids) {
    if (ids.isEmpty()) {
      return;
    }
    String sql = tables.sql("UPDATE mjr_task SET untold = NULL WHERE id IN " + Rows.in(ids));
    database.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
          }
        });
  }
}
