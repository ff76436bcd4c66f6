package io.mjrouter.store.jdbc;

import io.mjrouter.error.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** What differs between databases, apart from their scripts. */
enum Dialect {
  H2(
      "h2",
      "DATEDIFF(MILLISECOND, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z', CURRENT_TIMESTAMP)",
      "DATEDIFF(SECOND, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z', CURRENT_TIMESTAMP)"),
  POSTGRESQL(
      "postgresql",
      "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
      "CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp())) AS BIGINT)"),
  /** MySQL and MariaDB. */
  MYSQL(
      "mysql",
      "CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED)",
      "CAST(UNIX_TIMESTAMP(SYSDATE()) AS SIGNED)");

  /** How long a transaction may stand still, in seconds. */
  private static final int LONGEST_PAUSE = 5;

  /** Ours among the advisory locks of a PostgreSQL database: "mjrouter" in ASCII. */
  private static final long SCHEMA_LOCK = 0x6d6a726f75746572L;

  private final String script;
  private final String millis;
  private final String seconds;

  Dialect(String script, String millis, String seconds) {
    this.script = script;
    this.millis = millis;
    this.seconds = seconds;
  }

  /** The dialect of the database behind a connection. */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "h2" -> H2;
      case "postgresql" -> POSTGRESQL;
      case "mysql", "mariadb" -> MYSQL;
      default ->
          throw new IllegalArgumentException(
              product + " (expected: H2, PostgreSQL, MySQL or MariaDB)");
    };
  }

  /** The name of its scripts. */
  String script() {
    return script;
  }

  /** An expression for the database's own clock, in milliseconds. */
  String millis() {
    return millis;
  }

  /** The same in whole seconds, rounded down. */
  String seconds() {
    return seconds;
  }

  /** Whether a batch says of each of its statements how many rows it changed. */
  boolean countsBatches() {
    return this != MYSQL;
  }

  /**
   * Keeps other processes from making the tables, until {@link #unlockSchema} or the end of the
   * connection. H2 has no such lock; embedded, it serves one process only.
   *
   * @throws StoreException when another keeps them for too long
   */
  void lockSchema(Connection connection) throws SQLException {
    switch (this) {
      case H2 -> {}
      case POSTGRESQL -> execute(connection, "SELECT pg_advisory_lock(" + SCHEMA_LOCK + ")");
      case MYSQL -> {
        if (!says(connection, "SELECT GET_LOCK('mj-router-schema', 60)")) {
          throw new StoreException("store: another has been making the tables for a minute", null);
        }
      }
    }
  }

  void unlockSchema(Connection connection) throws SQLException {
    switch (this) {
      case H2 -> {}
      case POSTGRESQL -> execute(connection, "SELECT pg_advisory_unlock(" + SCHEMA_LOCK + ")");
      case MYSQL -> execute(connection, "SELECT RELEASE_LOCK('mj-router-schema')");
    }
  }

  /** Whether the answer is 1. */
  private static boolean says(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      return answer.next() && answer.getInt(1) == 1;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Begins a transaction that sees what others committed meanwhile, and that the server ends where
   * this process stands still in it, so that its locks do not hold up every other node. MySQL knows
   * no limit for that; its limit for a connection that says nothing ends a transaction as well.
   */
  void begin(Connection connection) throws SQLException {
    begin(connection, LONGEST_PAUSE);
  }

  /** The same, with a limit in seconds. */
  void begin(Connection connection, int pause) throws SQLException {
    connection.setAutoCommit(false);
    switch (this) {
      case H2 -> {}
      case POSTGRESQL ->
          execute(connection, "SET LOCAL idle_in_transaction_session_timeout = '" + pause + "s'");
      case MYSQL -> {
        execute(connection, "SET @mjr_wait = @@wait_timeout, SESSION wait_timeout = " + pause);
        execute(connection, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
      }
    }
  }

  /** Undoes what {@link #begin} left in the session, once the transaction is over. */
  void ended(Connection connection) throws SQLException {
    if (this == MYSQL) {
      execute(connection, "SET SESSION wait_timeout = @mjr_wait, @mjr_wait = NULL");
    }
  }
}
