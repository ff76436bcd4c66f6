package io.mjrouter.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records. One that this version cannot read is left out of lists and said to be so once,
 * since the others must go on; whoever asks for it alone is told.
 */
final class Rows {

  private static final Logger LOG = LoggerFactory.getLogger(Rows.class);
  private static final int MOST_REPORTED = 10_000;

  private final Tables tables;
  private final String made;
  private final Memo memo;
  private final Set<TaskId> reported = ConcurrentHashMap.newKeySet();

  Rows(Tables tables, Memo memo) {
    this.tables = tables;
    made = tables.sql("SELECT created FROM mjr_task WHERE id = ?");
    this.memo = memo;
  }

  /** Sets the parameters of a query. */
  interface Binder {
    void bind(PreparedStatement statement) throws SQLException;
  }

  /** A row that was not made sense of yet. */
  private static final class Row {
    private final TaskId id;
    private final long version;
    private final long finish;
    private final boolean hasContent;
    private final byte[] record;

    private Row(ResultSet results) throws SQLException {
      id = new TaskId(results.getLong(1));
      version = results.getLong(2);
      finish = results.getLong(3);
      hasContent = results.getInt(4) != 0;
      record = results.getBytes(5);
    }
  }

  /**
   * Rows of a query.
   *
   * @param records those that can be read
   * @param rows how many there were
   * @param lastId the id in the last row
   * @param lastFinish the number of the end in the last row
   */
  record Found(List<TaskRecord> records, int rows, long lastId, long lastFinish) {}

  /** The one record that a condition leads to. */
  Optional<TaskRecord> one(Connection connection, String where, Binder binder) throws SQLException {
    List<Row> rows = rows(connection, where, binder);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Row row = rows.get(0);
    try {
      TaskRecord record = decoded(row, contents(connection, rows));
      memo.put(record, row.record);
      return Optional.of(record);
    } catch (UnreadableException e) {
      throw new StoreException(String.valueOf(e.getMessage()), e);
    }
  }

  Found list(Connection connection, String where, Binder binder) throws SQLException {
    List<Row> rows = rows(connection, where, binder);
    Map<TaskId, Map<String, String>> contents = contents(connection, rows);
    List<TaskRecord> records = new ArrayList<>(rows.size());
    for (Row row : rows) {
      try {
        records.add(decoded(row, contents));
      } catch (UnreadableException e) {
        report(e, row.id);
      }
    }
    if (rows.isEmpty()) {
      return new Found(records, 0, 0, 0);
    }
    Row last = rows.get(rows.size() - 1);
    return new Found(records, rows.size(), last.id.value(), last.finish);
  }

  /** When a task was made, in milliseconds; 0 where it is not there. */
  long made(Connection connection, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(made)) {
      statement.setLong(1, id);
      try (ResultSet results = statement.executeQuery()) {
        return results.next() ? results.getLong(1) : 0;
      }
    }
  }

  private void report(UnreadableException e, TaskId id) {
    if (reported.size() < MOST_REPORTED && reported.add(id)) {
      LOG.error("{}; it is left alone", e.getMessage(), e);
    }
  }

  private List<Row> rows(Connection connection, String where, Binder binder) throws SQLException {
    String sql =
        tables.sql("SELECT id, version, finish, has_content, record FROM mjr_task WHERE " + where);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binder.bind(statement);
      List<Row> rows = new ArrayList<>();
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          rows.add(new Row(results));
        }
      }
      return rows;
    }
  }

  private TaskRecord decoded(Row row, Map<TaskId, Map<String, String>> contents) {
    return memo.find(row.id, row.version, row.record)
        .orElseGet(
            () -> {
              Map<String, String> own = contents.getOrDefault(row.id, Map.of());
              return RecordCodec.read(row.id, row.version, row.record, own::get);
            });
  }

  private Map<TaskId, Map<String, String>> contents(Connection connection, List<Row> rows)
      throws SQLException {
    List<TaskId> ids = rows.stream().filter(row -> row.hasContent).map(row -> row.id).toList();
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<TaskId, Map<String, String>> contents = new HashMap<>();
    String sql =
        tables.sql("SELECT task, digest, picture FROM mjr_content WHERE task IN " + in(ids));
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet results = statement.executeQuery()) {
      while (results.next()) {
        contents
            .computeIfAbsent(new TaskId(results.getLong(1)), any -> new HashMap<>())
            .put(results.getString(2), new String(results.getBytes(3), UTF_8));
      }
    }
    return contents;
  }

  /** Numbers of ours as a list in a statement. */
  static String in(Collection<TaskId> ids) {
    return ids.stream().map(TaskId::toString).collect(joining(", ", "(", ")"));
  }

  /** So many parameters as a list in a statement. */
  static String in(int parameters) {
    return "(" + String.join(", ", Collections.nCopies(parameters, "?")) + ")";
  }
}
