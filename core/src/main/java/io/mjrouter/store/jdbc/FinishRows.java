package io.mjrouter.store.jdbc;

import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.Finishes;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import java.sql.PreparedStatement;
import java.time.Instant;
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
    return page("finish > ? ORDER BY finish LIMIT ?", cursor, limit);
  }

  @Override
  public Page untold(Shards shards, long cursor, int limit) {
    return shards.size() == 0
        ? new Page(List.of(), cursor)
        : page("untold > ?" + ShardSql.and(shards) + " ORDER BY untold LIMIT ?", cursor, limit);
  }

  private Page page(String where, long cursor, int limit) {
    Rows.Found found =
        database.read(
            connection ->
                rows.list(
                    connection,
                    where,
                    s -> {
                      s.setLong(1, cursor);
                      s.setInt(2, limit);
                    }));
    return new Page(found.records(), found.rows() == 0 ? cursor : found.lastFinish());
  }

  /** What is stored of a task that ended moves it on, never back. */
  @Override
  public List<TaskRecord> failedSince(Shards shards, Instant since, int limit) {
    if (shards.size() == 0) {
      return List.of();
    }
    Rows.Found found =
        database.read(
            connection ->
                rows.list(
                    connection,
                    "rests_since >= ? AND status = ?"
                        + ShardSql.and(shards)
                        + " ORDER BY rests_since DESC LIMIT ?",
                    s -> {
                      s.setLong(1, since.toEpochMilli());
                      s.setString(2, TaskStatus.FAILED.name());
                      s.setInt(3, limit);
                    }));
    return found.records().stream()
        .filter(record -> record.task().ended().filter(at -> !at.isBefore(since)).isPresent())
        .toList();
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
