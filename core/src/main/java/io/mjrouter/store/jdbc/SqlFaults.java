package io.mjrouter.store.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a failure of a database means for the work that met it. */
final class SqlFaults {

  private static final int MYSQL_LOCK_WAIT_TIMEOUT = 1205;

  private SqlFaults() {}

  /** Others were in the way: it was rolled back and may be tried again. */
  static boolean isRivalry(SQLException e) {
    String state = state(e);
    return state.startsWith("40")
        || state.equals("HYT00")
        || state.equals("55P03")
        || e.getErrorCode() == MYSQL_LOCK_WAIT_TIMEOUT;
  }

  /** The connection is gone, as after a restart of the database. */
  static boolean isLostConnection(SQLException e) {
    String state = state(e);
    return state.startsWith("08") || state.startsWith("57P");
  }

  /** One of the written values is at fault; the others of a batch are not. */
  static boolean isData(SQLException e) {
    String state = state(e);
    return state.startsWith("22") || state.startsWith("23");
  }

  /** A row with that key is there: somebody else has just made it. */
  static boolean isDuplicate(SQLException e) {
    return state(e).startsWith("23");
  }

  private static String state(SQLException e) {
    for (@Nullable SQLException each = e; each != null; each = each.getNextException()) {
      if (each.getSQLState() != null && !each.getSQLState().isEmpty()) {
        return each.getSQLState();
      }
    }
    return e.getCause() instanceof SQLException cause ? state(cause) : "";
  }
}
