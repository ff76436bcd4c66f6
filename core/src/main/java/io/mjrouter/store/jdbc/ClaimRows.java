package io.mjrouter.store.jdbc;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.Task;
import io.mjrouter.store.Claim;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records new tasks, unless their ids or references are taken or a cap is in the way. */
final class ClaimRows {

  private static final String INSERT =
      "INSERT INTO mjr_task (id, version, shard, status, caller, reference_key, host_key, created,"
          + " stored, open_since, open_id, rests_since, finish, untold, has_content, record)"
          + " VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ";
  private static final String REST = ", ?, ?, NULL, NULL, NULL, ?, ?)";

  private final String insert;
  private final String taken;
  private final Rows rows;

  ClaimRows(Tables tables, Dialect dialect, Rows rows) {
    this.insert = tables.sql(INSERT + dialect.seconds() + REST);
    this.taken = tables.sql("SELECT id FROM mjr_task WHERE id = ?");
    this.rows = rows;
  }

  /**
   * Notes in each order what came of it. A key that somebody else takes at the same moment fails
   * all; so does an id that is taken, which is next to impossible, and looked for where one goes
   * alone.
   */
  void insert(Connection connection, List<ClaimOrder> orders, SpendRows.Guard caps)
      throws SQLException {
    if (orders.isEmpty()) {
      return;
    }
    if (orders.size() == 1 && isTaken(connection, orders.get(0))) {
      orders.get(0).is(new Claim.IdTaken());
      return;
    }
    Set<Long> ids = new HashSet<>();
    Map<String, TaskRecord> holders = holders(connection, orders);
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      for (ClaimOrder order : orders) {
        if (order.isFailed()) {
          continue;
        }
        Claim claim = ids.add(order.id().value()) ? of(order, holders, caps) : new Claim.IdTaken();
        if (claim instanceof Claim.Made) {
          Optional<String> key = Keys.reference(order.record().task());
          bind(statement, order, key);
          statement.addBatch();
          key.ifPresent(held -> holders.put(held, order.record()));
          caps.add(order.write().bookings());
        }
        order.is(claim);
      }
      if (orders.stream().anyMatch(Order::isStored)) {
        statement.executeBatch();
      }
    }
  }

  private static Claim of(ClaimOrder order, Map<String, TaskRecord> holders, SpendRows.Guard caps) {
    Optional<TaskRecord> holder = Keys.reference(order.record().task()).map(holders::get);
    if (holder.isPresent()) {
      return new Claim.ReferenceTaken(holder.get());
    }
    return caps.passed(order.write()).<Claim>map(Claim.CapReached::new).orElseGet(Claim.Made::new);
  }

  private static void bind(PreparedStatement statement, ClaimOrder order, Optional<String> key)
      throws SQLException {
    Task task = order.record().task();
    statement.setLong(1, task.id().value());
    statement.setLong(2, order.record().version());
    statement.setInt(3, Shards.of(task.id()));
    statement.setString(4, task.status().name());
    statement.setString(5, task.caller());
    if (key.isPresent()) {
      statement.setString(6, key.get());
    } else {
      statement.setNull(6, Types.VARCHAR);
    }
    statement.setLong(7, task.created().toEpochMilli());
    statement.setLong(8, task.created().toEpochMilli());
    statement.setLong(9, task.id().value());
    statement.setInt(10, ContentRows.has(order.record()) ? 1 : 0);
    statement.setBytes(11, order.bytes());
  }

  private boolean isTaken(Connection connection, ClaimOrder order) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(taken)) {
      statement.setLong(1, order.id().value());
      try (ResultSet results = statement.executeQuery()) {
        return results.next();
      }
    }
  }

  private Map<String, TaskRecord> holders(Connection connection, List<ClaimOrder> orders)
      throws SQLException {
    Map<String, TaskRecord> holders = new HashMap<>();
    for (ClaimOrder order : orders) {
      Optional<String> key = Keys.reference(order.record().task());
      if (key.isPresent() && !holders.containsKey(key.get())) {
        try {
          rows.one(connection, "reference_key = ?", s -> s.setString(1, key.get()))
              .ifPresent(holder -> holders.put(key.get(), holder));
        } catch (StoreException e) {
          order.failed(e);
        }
      }
    }
    return holders;
  }
}
