package io.mjrouter.store.jdbc;

import io.mjrouter.store.Holding;
import io.mjrouter.store.Leases;
import io.mjrouter.store.NodePlace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Leases of shards, by the database's clock. One change at a time: whoever changes locks. */
final class LeaseRows implements Leases {

  private final Database database;
  private final MetaRows meta;
  private final String now;
  private final String aliveNodes;
  private final String bury;
  private final String live;
  private final String born;
  private final String all;
  private final String change;
  private final String add;
  private final String leave;
  private volatile boolean alone;

  LeaseRows(Database database, Tables tables, MetaRows meta) {
    this.database = database;
    this.meta = meta;
    now = tables.sql("SELECT " + database.dialect().millis() + " FROM mjr_meta WHERE item = ?");
    aliveNodes = tables.sql("SELECT node FROM mjr_node");
    bury = tables.sql("DELETE FROM mjr_node WHERE alive_until <= ?");
    live = tables.sql("UPDATE mjr_node SET alive_until = ? WHERE node = ?");
    born = tables.sql("INSERT INTO mjr_node (alive_until, node) VALUES (?, ?)");
    all = tables.sql("SELECT shard, node, epoch, held_until FROM mjr_lease");
    change = tables.sql("UPDATE mjr_lease SET node = ?, epoch = ?, held_until = ? WHERE shard = ?");
    add = tables.sql("INSERT INTO mjr_lease (node, epoch, held_until, shard) VALUES (?, ?, ?, ?)");
    leave = tables.sql("DELETE FROM mjr_node WHERE node = ?");
  }

  @Override
  public Holding renew(String node, Duration length) {
    return database.transaction(
        connection -> {
          meta.lock(connection, MetaRows.LEASES);
          long time = millis(connection);
          long until = time + length.toMillis();
          NodePlace place = alive(connection, node, time, until);
          LeaseShares shares = new LeaseShares(node, time, until, place);
          Map<Integer, LeaseShares.Lease> before = leases(connection);
          Map<Integer, LeaseShares.Lease> after = shares.renewed(before);
          store(connection, before, after);
          return shares.held(after);
        });
  }

  @Override
  public boolean isAlone() {
    return alone;
  }

  @Override
  public void release(String node) {
    database.transaction(
        connection -> {
          meta.lock(connection, MetaRows.LEASES);
          try (PreparedStatement statement = connection.prepareStatement(leave)) {
            statement.setString(1, node);
            statement.executeUpdate();
          }
          Map<Integer, LeaseShares.Lease> before = leases(connection);
          Map<Integer, LeaseShares.Lease> after = new HashMap<>();
          before.forEach(
              (shard, lease) -> {
                if (lease.node().equals(node)) {
                  after.put(shard, lease.free());
                }
              });
          store(connection, before, after);
          return after.size();
        });
  }

  /** The database's clock, in milliseconds. */
  long now() {
    return database.read(this::millis);
  }

  /** No other process can reach the database: whoever held anything is gone. */
  void setAlone() {
    alone = true;
    database.transaction(
        connection -> {
          meta.lock(connection, MetaRows.LEASES);
          try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(bury.replace("?", Long.toString(Long.MAX_VALUE)));
          }
          Map<Integer, LeaseShares.Lease> before = leases(connection);
          Map<Integer, LeaseShares.Lease> after = new HashMap<>();
          before.forEach((shard, lease) -> after.put(shard, lease.free()));
          store(connection, before, after);
          return after.size();
        });
  }

  private long millis(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(now)) {
      statement.setString(1, MetaRows.LEASES);
      try (ResultSet results = statement.executeQuery()) {
        results.next();
        return results.getLong(1);
      }
    }
  }

  /** Says that a node is alive, and returns its place among those that are. */
  private NodePlace alive(Connection connection, String node, long time, long until)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(bury)) {
      statement.setLong(1, time);
      statement.executeUpdate();
    }
    for (String sql : List.of(live, born)) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setLong(1, until);
        statement.setString(2, node);
        if (statement.executeUpdate() > 0) {
          break;
        }
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(aliveNodes);
        ResultSet results = statement.executeQuery()) {
      int nodes = 0;
      int rank = 0;
      while (results.next()) {
        nodes++;
        rank += results.getString(1).compareTo(node) < 0 ? 1 : 0;
      }
      return new NodePlace(nodes, rank);
    }
  }

  private Map<Integer, LeaseShares.Lease> leases(Connection connection) throws SQLException {
    Map<Integer, LeaseShares.Lease> leases = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(all);
        ResultSet results = statement.executeQuery()) {
      while (results.next()) {
        leases.put(
            results.getInt(1),
            new LeaseShares.Lease(results.getString(2), results.getLong(3), results.getLong(4)));
      }
    }
    return leases;
  }

  private void store(
      Connection connection,
      Map<Integer, LeaseShares.Lease> before,
      Map<Integer, LeaseShares.Lease> after)
      throws SQLException {
    try (PreparedStatement changes = connection.prepareStatement(change);
        PreparedStatement adds = connection.prepareStatement(add)) {
      for (Map.Entry<Integer, LeaseShares.Lease> each : new TreeMap<>(after).entrySet()) {
        int shard = each.getKey();
        LeaseShares.Lease lease = each.getValue();
        if (!lease.equals(before.get(shard))) {
          PreparedStatement statement = before.containsKey(shard) ? changes : adds;
          statement.setString(1, lease.node());
          statement.setLong(2, lease.epoch());
          statement.setLong(3, lease.until());
          statement.setInt(4, shard);
          statement.addBatch();
        }
      }
      changes.executeBatch();
      adds.executeBatch();
    }
  }
}
