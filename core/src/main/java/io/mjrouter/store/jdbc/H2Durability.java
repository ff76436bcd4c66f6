package io.mjrouter.store.jdbc;

import io.mjrouter.error.ConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * Makes sure that H2 keeps what it has confirmed. By default it writes half a second later, and
 * what was committed last is lost with the process.
 */
final class H2Durability {

  private static final String WRITE_DELAY =
      "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'";

  private H2Durability() {}

  /**
   * Refuses a database that confirms before it writes.
   *
   * @throws ConfigurationException with the property to set
   */
  static void check(Connection connection) throws SQLException {
    String url = connection.getMetaData().getURL();
    if (url.toLowerCase(Locale.ROOT).startsWith("jdbc:h2:mem:") || "0".equals(delay(connection))) {
      return;
    }
    throw new ConfigurationException(
        List.of(
            "midjourney.store.data-source: H2 loses what it confirmed when the process is killed"
                + " (expected: ;WRITE_DELAY=0 at the end of the URL, or JdbcTaskStore.h2File)"));
  }

  private static String delay(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITE_DELAY);
        ResultSet results = statement.executeQuery()) {
      return results.next() ? results.getString(1) : "";
    }
  }
}
