package io.mjrouter.store.jdbc;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The marks that hosts were given, each leading to its task. */
final class TokenRows {

  private final String insert;
  private final String delete;

  TokenRows(Tables tables, Dialect dialect) {
    insert = tables.sql(dialect.insertIfAbsent("mjr_token", "token, task", "?, ?", "token"));
    delete = tables.sql("DELETE FROM mjr_token WHERE task IN ");
  }

  /** Whoever makes an attempt stores it as an open intent first: then its token is kept. */
  void insert(Connection connection, List<WriteOrder> stored) throws SQLException {
    if (stored.stream().noneMatch(WriteOrder::intends)) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      for (WriteOrder order : stored) {
        for (Attempt attempt : order.record().task().attempts()) {
          if (WriteOrder.isOpen(attempt)) {
            statement.setString(1, attempt.token());
            statement.setLong(2, order.id().value());
            statement.addBatch();
          }
        }
      }
      statement.executeBatch();
    }
  }

  void remove(Connection connection, Collection<TaskId> ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(delete + Rows.in(ids))) {
      statement.executeUpdate();
    }
  }
}
