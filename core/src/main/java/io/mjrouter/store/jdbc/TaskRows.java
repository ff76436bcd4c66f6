package io.mjrouter.store.jdbc;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.SpendCap;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.Fence;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts records in the place of those of the same version. */
final class TaskRows {

  private static final String UPDATE =
      "UPDATE mjr_task SET version = ?, stored = %s, status = ?, reference_key = ?, host_key = ?,"
          + " open_since = ?, open_id = ?, unresolved_id = ?, rests_since = ?,"
          + " untold = CASE WHEN finish IS NULL THEN ? ELSE untold END,"
          + " finish = COALESCE(finish, ?), has_content = ?, record = ?"
          + " WHERE id = ? AND version = ? AND (finish IS NULL OR 1 = ?)";
  private static final String FENCED =
      " AND EXISTS (SELECT 1 FROM mjr_lease WHERE mjr_lease.shard = ? AND mjr_lease.epoch = ?)";
  private static final int FIRST_FREE = 16;

  private final TimeSource time;
  private final boolean countsBatches;
  private final String update;
  private final String updateFenced;
  private final String present;

  TaskRows(Tables tables, Dialect dialect, TimeSource time) {
    this.time = time;
    this.countsBatches = dialect.countsBatches();
    this.update = tables.sql(UPDATE.formatted(dialect.seconds()));
    this.updateFenced = tables.sql(UPDATE.formatted(dialect.seconds()) + FENCED);
    this.present = tables.sql("SELECT version, finish FROM mjr_task WHERE id = ?");
  }

  /** Notes in each order what came of it. */
  void update(Connection connection, List<WriteOrder> orders, SpendRows.Guard caps)
      throws SQLException {
    List<WriteOrder> fenced = new ArrayList<>();
    List<WriteOrder> free = new ArrayList<>();
    for (WriteOrder order : orders) {
      boolean isFenced = order.write().fence().isPresent();
      if (order.write().limits().isEmpty()) {
        (isFenced ? fenced : free).add(order);
      } else {
        underCaps(connection, order, caps);
      }
    }
    update(connection, update, free);
    update(connection, updateFenced, fenced);
  }

  private void underCaps(Connection connection, WriteOrder order, SpendRows.Guard caps)
      throws SQLException {
    Optional<SpendCap> passed = caps.passed(order.write());
    if (passed.isPresent()) {
      order.is(new Written.CapReached(passed.get()));
      return;
    }
    String sql = order.write().fence().isPresent() ? updateFenced : update;
    update(connection, sql, List.of(order));
    if (order.isStored()) {
      caps.add(order.write().bookings());
    }
  }

  private void update(Connection connection, String sql, List<WriteOrder> orders)
      throws SQLException {
    if (orders.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int[] counts = new int[orders.size()];
      for (int i = 0; i < orders.size(); i++) {
        bind(statement, orders.get(i));
        if (countsBatches && orders.size() > 1) {
          statement.addBatch();
        } else {
          counts[i] = statement.executeUpdate();
        }
      }
      if (countsBatches && orders.size() > 1) {
        counts = statement.executeBatch();
      }
      for (int i = 0; i < orders.size(); i++) {
        WriteOrder order = orders.get(i);
        order.is(counts[i] == 1 ? stored(order.write()) : refused(connection, order));
      }
    }
  }

  private static Written stored(Write write) {
    return new Written.Stored(write.record().toBuilder().version(write.version()).build());
  }

  private Written refused(Connection connection, WriteOrder order) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(present)) {
      statement.setLong(1, order.id().value());
      try (ResultSet results = statement.executeQuery()) {
        boolean same = results.next() && results.getLong(1) == order.record().version();
        boolean over = same && results.getObject(2) != null && !order.ends();
        return same && !over ? new Written.Fenced() : new Written.Conflict();
      }
    }
  }

  private void bind(PreparedStatement statement, WriteOrder order) throws SQLException {
    TaskRecord record = order.record();
    Task task = record.task();
    boolean open = !task.status().isFinal();
    boolean rests = !open || task.status() == TaskStatus.NEEDS_MODAL;
    boolean refused = task.failure().filter(f -> f.reason() == FailureReason.REFUSED).isPresent();
    statement.setLong(1, order.write().version());
    statement.setString(2, task.status().name());
    text(statement, 3, refused ? null : Keys.reference(task).orElse(null));
    number(statement, 4, task.hostTask().map(Keys::hostTask).orElse(null));
    boolean unresolved = task.attempts().stream().anyMatch(Attempt::isUnresolved);
    number(statement, 5, open ? task.created().toEpochMilli() : null);
    number(statement, 6, open ? task.id().value() : null);
    number(statement, 7, unresolved ? task.id().value() : null);
    number(statement, 8, rests ? time.now().toEpochMilli() : null);
    Long finish = open ? null : Long.valueOf(order.number());
    number(statement, 9, finish);
    number(statement, 10, finish);
    statement.setInt(11, ContentRows.has(record) ? 1 : 0);
    statement.setBytes(12, order.bytes());
    statement.setLong(13, task.id().value());
    statement.setLong(14, record.version());
    statement.setInt(15, open ? 0 : 1);
    if (order.write().fence().isPresent()) {
      Fence fence = order.write().fence().get();
      statement.setInt(FIRST_FREE, fence.shard());
      statement.setLong(FIRST_FREE + 1, fence.epoch());
    }
  }

  private static void text(PreparedStatement statement, int at, @Nullable String value)
      throws SQLException {
    if (value == null) {
      statement.setNull(at, Types.VARCHAR);
    } else {
      statement.setString(at, value);
    }
  }

  private static void number(PreparedStatement statement, int at, @Nullable Long value)
      throws SQLException {
    if (value == null) {
      statement.setNull(at, Types.BIGINT);
    } else {
      statement.setLong(at, value);
    }
  }
}
