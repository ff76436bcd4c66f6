package io.mjrouter.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends JdbcContract {

  private static final String LOCKING =
      "UPDATE mjr_meta SET counter = counter WHERE item = 'finish'";

  @Override
  DataSource source() {
    return Servers.postgres();
  }

  @Test
  void f65_nodeStandsStillInATransaction_itEndsAndOthersGoOn() throws SQLException {
    try (Connection still = source().getConnection();
        Statement held = still.createStatement();
        Connection other = source().getConnection();
        Statement waits = other.createStatement()) {
      Dialect.POSTGRESQL.begin(still);
      held.execute(LOCKING);

      waits.setQueryTimeout(30);
      assertEquals(1, waits.executeUpdate(LOCKING));
      assertThrows(SQLException.class, still::commit);
    }
  }
}
