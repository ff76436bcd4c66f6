package io.mjrouter.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mjrouter.error.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables are made by nobody who has not the lock. */
public final class SchemaLockTest {

  /** What MySQL may answer who asks for a lock; called by a database in its place. */
  public static final class Answers {

    private Answers() {}

    public static Integer mine(String name, int seconds) {
      return 1;
    }

    /** Another kept it all the time. */
    public static Integer anothers(String name, int seconds) {
      return 0;
    }

    /** It could not even be asked for. */
    public static @Nullable Integer failed(String name, int seconds) {
      return null;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"anothers", "failed"})
  void lockSchema_mysqlDoesNotGiveIt_isAFailure(String answer) throws SQLException {
    try (Connection connection = answering(answer)) {
      StoreException failure =
          assertThrows(StoreException.class, () -> Dialect.MYSQL.lockSchema(connection));
      assertEquals("store: another has been making the tables for a minute", failure.getMessage());
    }
  }

  @Test
  void lockSchema_mysqlGivesIt_goesOn() throws SQLException {
    try (Connection connection = answering("mine")) {
      Dialect.MYSQL.lockSchema(connection);
    }
  }

  private static Connection answering(String answer) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE ALIAS GET_LOCK FOR '" + Answers.class.getName() + "." + answer + "'");
    }
    return connection;
  }
}
