package io.mjrouter.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mjrouter.model.ImageData;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pictures given by content, apart from the rows of their tasks, until a host has them. */
final class ContentRows {

  private final Tables tables;
  private final String delete;

  ContentRows(Tables tables) {
    this.tables = tables;
    delete = tables.sql("DELETE FROM mjr_content WHERE task = ?");
  }

  static boolean has(TaskRecord record) {
    return record.submission().filter(Submission::hasContent).isPresent();
  }

  /** Keeps what the records have and the table has not. */
  void put(Connection connection, List<TaskRecord> records) throws SQLException {
    List<TaskRecord> large = records.stream().filter(ContentRows::has).toList();
    if (large.isEmpty()) {
      return;
    }
    Set<String> kept = kept(connection, large.stream().map(TaskRecord::id).toList());
    String sql = tables.sql("INSERT INTO mjr_content (task, digest, picture) VALUES (?, ?, ?)");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (TaskRecord record : large) {
        for (var picture : record.submission().orElseThrow().pictures()) {
          if (picture instanceof ImageData data) {
            String digest = Keys.content(data.toWire());
            if (kept.add(record.id() + digest)) {
              statement.setLong(1, record.id().value());
              statement.setString(2, digest);
              statement.setBytes(3, data.toWire().getBytes(UTF_8));
              statement.executeUpdate();
            }
          }
        }
      }
    }
  }

  private Set<String> kept(Connection connection, List<TaskId> ids) throws SQLException {
    Set<String> kept = new HashSet<>();
    String sql = tables.sql("SELECT task, digest FROM mjr_content WHERE task IN " + Rows.in(ids));
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet results = statement.executeQuery()) {
      while (results.next()) {
        kept.add(results.getLong(1) + results.getString(2));
      }
    }
    return kept;
  }

  void remove(Connection connection, Collection<TaskId> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      for (TaskId id : ids) {
        statement.setLong(1, id.value());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
