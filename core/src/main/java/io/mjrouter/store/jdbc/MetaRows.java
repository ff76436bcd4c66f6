package io.mjrouter.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Numbers and texts that all nodes share, and rows that are locked to do one thing at a time. */
final class MetaRows {

  /** Locked by whoever reserves money under a cap. */
  static final String CAPS = "caps";

  /** Counts ends; whoever raises it holds it until the commit. */
  static final String FINISH = "finish";

  /** Locked by whoever changes leases. */
  static final String LEASES = "leases";

  private final String lock;
  private final String raise;
  private final String read;
  private final String words;
  private final String propose;

  MetaRows(Tables tables) {
    lock = tables.sql("SELECT counter FROM mjr_meta WHERE item = ? FOR UPDATE");
    raise = tables.sql("UPDATE mjr_meta SET counter = counter + ? WHERE item = ?");
    read = tables.sql("SELECT counter FROM mjr_meta WHERE item = ?");
    words = tables.sql("SELECT words FROM mjr_meta WHERE item = ?");
    propose = tables.sql("INSERT INTO mjr_meta (item, words, counter) VALUES (?, ?, 0)");
  }

  /** Until the transaction ends, nobody else has it. */
  void lock(Connection connection, String item) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(lock)) {
      statement.setString(1, item);
      number(statement, item);
    }
  }

  /** Raises a number, and returns what it is now. */
  long count(Connection connection, String item, long by) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(raise)) {
      statement.setLong(1, by);
      statement.setString(2, item);
      statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(read)) {
      statement.setString(1, item);
      return number(statement, item);
    }
  }

  Optional<String> words(Connection connection, String item) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(words)) {
      statement.setString(1, item);
      try (ResultSet results = statement.executeQuery()) {
        return results.next() ? Optional.ofNullable(results.getString(1)) : Optional.empty();
      }
    }
  }

  /** Fails where there is one. */
  void propose(Connection connection, String item, String text) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(propose)) {
      statement.setString(1, item);
      statement.setString(2, text);
      statement.executeUpdate();
    }
  }

  private static long number(PreparedStatement statement, String item) throws SQLException {
    try (ResultSet results = statement.executeQuery()) {
      if (!results.next()) {
        throw new SQLException("the row " + item + " is missing from the table of shared numbers");
      }
      return results.getLong(1);
    }
  }
}
