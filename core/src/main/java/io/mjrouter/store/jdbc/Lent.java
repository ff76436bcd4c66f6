package io.mjrouter.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;

/**
 * A connection that the application uses as well, through the same pool: it goes back as it came,
 * or not at all. For one thread.
 */
final class Lent implements AutoCloseable {

  private final Connection connection;
  private final Dialect dialect;
  private final boolean autoCommit;
  private int patience;
  private boolean limited;
  private boolean began;

  /**
   * Takes over a connection until {@link #close}, which does not close it.
   *
   * @param deadline no answer of the database is waited for longer
   */
  Lent(Connection connection, Dialect dialect, Duration deadline) throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    autoCommit = connection.getAutoCommit();
    limit(deadline);
  }

  private void limit(Duration deadline) throws SQLException {
    if (dialect == Dialect.H2) {
      return;
    }
    try {
      patience = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, (int) deadline.toMillis());
      limited = true;
    } catch (SQLFeatureNotSupportedException e) {
      // Then the data source's own limits hold.
    }
  }

  /** What is read next is committed with each statement. */
  void read() throws SQLException {
    if (!autoCommit) {
      connection.setAutoCommit(true);
    }
  }

  /** Begins a transaction; whoever asks ends it. */
  void begin() throws SQLException {
    began = true;
    dialect.begin(connection);
  }

  /** Puts everything back; a connection on which that fails is of no use to anybody. */
  @Override
  public void close() {
    try {
      if (began) {
        dialect.ended(connection);
      }
      connection.setAutoCommit(autoCommit);
      if (limited) {
        connection.setNetworkTimeout(Runnable::run, patience);
      }
    } catch (SQLException e) {
      abort();
    }
  }

  private void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // It is gone already.
    }
  }
}
