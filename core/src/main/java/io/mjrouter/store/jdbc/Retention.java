package io.mjrouter.store.jdbc;

import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Deletes what has rested for long, a little at a time. */
final class Retention {

  private final Database database;
  private final ContentRows contents;
  private final DurationRows durations;
  private final TimeSource time;
  private final Duration kept;
  private final String due;
  private final String stray;
  private final String delete;
  private final String rested;

  Retention(
      Database database,
      Tables tables,
      ContentRows contents,
      DurationRows durations,
      TimeSource time,
      Duration kept) {
    this.database = database;
    this.contents = contents;
    this.durations = durations;
    this.time = time;
    this.kept = kept;
    due = tables.sql("SELECT id FROM mjr_task WHERE rests_since <= ? ORDER BY rests_since LIMIT ?");
    stray =
        tables.sql(
            "SELECT DISTINCT c.task FROM mjr_content c LEFT JOIN mjr_task t ON t.id = c.task"
                + " WHERE t.id IS NULL OR t.has_content = 0 LIMIT ?");
    delete = tables.sql("DELETE FROM mjr_task WHERE id IN ");
    rested = " AND rests_since <= ?";
  }

  int forget(int most) {
    long before = time.now().minus(kept).toEpochMilli();
    int forgotten = database.transaction(connection -> forget(connection, before, most));
    if (forgotten < most) {
      database.transaction(connection -> removeStray(connection, most));
      durations.forget(LocalDate.ofInstant(time.now(), ZoneOffset.UTC));
    }
    return forgotten;
  }

  /** A window that is answered at this moment is kept, and what leads to it. */
  private int forget(Connection connection, long before, int most) throws SQLException {
    List<TaskId> ids = ids(connection, due, before, most);
    if (ids.isEmpty()) {
      return 0;
    }
    int deleted;
    try (PreparedStatement statement =
        connection.prepareStatement(delete + Rows.in(ids) + rested)) {
      statement.setLong(1, before);
      deleted = statement.executeUpdate();
    }
    if (deleted == ids.size()) {
      contents.remove(connection, ids);
      return deleted;
    }
    throw new SQLException("a task moved while it was being forgotten", "40001");
  }

  private int removeStray(Connection connection, int most) throws SQLException {
    List<TaskId> ids = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(stray)) {
      statement.setInt(1, most);
      read(statement, ids);
    }
    contents.remove(connection, ids);
    return ids.size();
  }

  private static List<TaskId> ids(Connection connection, String sql, long before, int most)
      throws SQLException {
    List<TaskId> ids = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, before);
      statement.setInt(2, most);
      read(statement, ids);
    }
    return ids;
  }

  private static void read(PreparedStatement statement, List<TaskId> ids) throws SQLException {
    try (ResultSet results = statement.executeQuery()) {
      while (results.next()) {
        ids.add(new TaskId(results.getLong(1)));
      }
    }
  }
}
