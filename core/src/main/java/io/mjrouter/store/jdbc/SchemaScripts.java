package io.mjrouter.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import io.mjrouter.error.ConfigurationException;
import io.mjrouter.error.StoreException;
import io.mjrouter.store.StoreSettings.SchemaMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * Brings the tables to the state that this version needs, or checks that they are in it. Version n
 * is reached from n - 1 by the script {@code DIALECT-n.sql}.
 */
final class SchemaScripts {

  private static final int VERSION = 1;
  private static final String SCHEMA = "schema";

  private final Dialect dialect;
  private final Tables tables;

  SchemaScripts(Dialect dialect, Tables tables) {
    this.dialect = dialect;
    this.tables = tables;
  }

  /**
   * Does what the mode says.
   *
   * @throws ConfigurationException when the tables are missing, or of another version
   */
  void prepare(Connection connection, SchemaMode mode) throws SQLException {
    if (mode == SchemaMode.NONE) {
      return;
    }
    int there = version(connection);
    if (there > VERSION) {
      throw refused("the tables are of version " + there, "a later release of this library");
    }
    if (mode == SchemaMode.VALIDATE && there < VERSION) {
      String found = there == 0 ? "there are no tables" : "the tables are of version " + there;
      throw refused(found, "version " + VERSION + ": run " + names(there) + ", or set create");
    }
    if (there < VERSION) {
      create(connection);
    }
  }

  /** Where several nodes begin at once, one of them makes the tables and the others find them. */
  private void create(Connection connection) throws SQLException {
    synchronized (SchemaScripts.class) {
      dialect.lockSchema(connection);
      try {
        for (int next = version(connection) + 1; next <= VERSION; next++) {
          run(connection, next);
        }
      } finally {
        dialect.unlockSchema(connection);
      }
    }
  }

  private ConfigurationException refused(String found, String expected) {
    return new ConfigurationException(
        List.of("midjourney.store.schema: " + found + " (expected: " + expected + ")"));
  }

  private String names(int there) {
    StringBuilder names = new StringBuilder();
    for (int next = there + 1; next <= VERSION; next++) {
      names.append(names.isEmpty() ? "" : ", ").append(dialect.script()).append("-").append(next);
    }
    return names + ".sql";
  }

  /** 0 where there are no tables. */
  private int version(Connection connection) throws SQLException {
    if (!isThere(connection, tables.sql("mjr_meta"))) {
      return 0;
    }
    String sql = tables.sql("SELECT counter FROM mjr_meta WHERE item = ?");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, SCHEMA);
      try (ResultSet results = statement.executeQuery()) {
        return results.next() ? results.getInt(1) : 0;
      }
    }
  }

  private static boolean isThere(Connection connection, String table) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    for (String name : List.of(table, table.toUpperCase(Locale.ROOT))) {
      try (ResultSet results =
          data.getTables(connection.getCatalog(), connection.getSchema(), name, null)) {
        if (results.next()) {
          return true;
        }
      }
    }
    return false;
  }

  private void run(Connection connection, int version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements(version)) {
        statement.execute(tables.sql(sql));
      }
    } catch (SQLException e) {
      throw new StoreException("store: the tables could not be made: " + e.getMessage(), e);
    }
  }

  private List<String> statements(int version) {
    String name = dialect.script() + "-" + version + ".sql";
    try {
      String script = Resources.toString(Resources.getResource(SchemaScripts.class, name), UTF_8);
      String plain = script.replaceAll("(?m)^\\s*--.*$", "");
      return Splitter.on(';').trimResults().omitEmptyStrings().splitToList(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
