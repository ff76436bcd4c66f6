package io.mjrouter.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What a store in a database that several nodes share must do. */
abstract class ServerContract extends JdbcContract {

  private static final String LOCKING =
      "UPDATE mjr_meta SET counter = counter WHERE item = 'finish'";

  @Test
  void f65_nodeStandsStillInATransaction_itEndsAndOthersGoOn() throws SQLException {
    try (Connection still = source().getConnection();
        Statement held = still.createStatement();
        Connection other = source().getConnection();
        Statement waits = other.createStatement()) {
      Dialect.of(still).begin(still, 1);
      held.execute(LOCKING);

      waits.setQueryTimeout(30);
      assertEquals(1, waits.executeUpdate(LOCKING));
      assertThrows(SQLException.class, still::commit);
    }
  }
}
