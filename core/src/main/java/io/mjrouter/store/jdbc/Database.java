package io.mjrouter.store.jdbc;

import com.google.common.util.concurrent.Uninterruptibles;
import io.mjrouter.error.StoreException;
import io.mjrouter.model.Backoff;
import io.mjrouter.model.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/**
 * Connections, each for one piece of work: few at once, and none for ever.
 *
 * <p>Whoever finds all of them in use waits, at most for the deadline, so that a slow database
 * holds a bounded number of threads for a bounded time. Safe for use by many threads.
 */
final class Database {

  /** As many as common pools hold, and more than a database has use for. */
  private static final int MOST_CONNECTIONS = 10;

  private static final int MOST_TRIES = 8;
  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(2), Duration.ofSeconds(1));

  private final DataSource source;
  private final Dialect dialect;
  private final Duration deadline;
  private final TimeSource time;
  private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
  private final Undisturbed undisturbed = new Undisturbed();

  /** A piece of work; it may be done again, on another connection, after it failed. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private interface LentWork<T> {
    T on(Connection connection, Lent lent) throws SQLException;
  }

  Database(DataSource source, Dialect dialect, Duration deadline, TimeSource time) {
    this.source = source;
    this.dialect = dialect;
    this.deadline = deadline;
    this.time = time;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Reads something; what is committed meanwhile may be seen or not. */
  <T> T read(Work<T> work) {
    try {
      try {
        return with((connection, lent) -> reading(connection, lent, work));
      } catch (SQLException e) {
        if (!SqlFaults.isLostConnection(e) && !SqlFaults.isRivalry(e)) {
          throw e;
        }
        return with((connection, lent) -> reading(connection, lent, work));
      }
    } catch (SQLException e) {
      throw failed("cannot be read", e);
    }
  }

  /** Does something in one transaction. */
  <T> T transaction(Work<T> work) {
    try {
      return tried(work);
    } catch (SQLException e) {
      throw failed("cannot be written", e);
    }
  }

  /** The same for whoever wants to know what the database objects to. */
  <T> T tried(Work<T> work) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        return with((connection, lent) -> committed(connection, lent, work));
      } catch (CommitFailedException e) {
        throw new StoreException(
            "store: whether a write took place is unknown: " + e.getMessage(), e.getCause());
      } catch (SQLException e) {
        if (tries >= mostTries(e)) {
          throw e;
        }
      }
      pause(PAUSES.after(tries - 1));
    }
  }

  private static int mostTries(SQLException e) {
    if (SqlFaults.isRivalry(e)) {
      return MOST_TRIES;
    }
    if (SqlFaults.isDuplicate(e)) {
      return 3;
    }
    return SqlFaults.isLostConnection(e) ? 2 : 1;
  }

  private void pause(Duration pause) {
    try {
      time.sleep(pause);
    } catch (InterruptedException e) {
      // What is to be written may be a host's only answer: it is tried again, without rest.
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T reading(Connection connection, Lent lent, Work<T> work) throws SQLException {
    lent.read();
    return work.on(connection);
  }

  private static <T> T committed(Connection connection, Lent lent, Work<T> work)
      throws SQLException {
    lent.begin();
    T result;
    try {
      result = work.on(connection);
    } catch (SQLException | RuntimeException | Error e) {
      // Of an error as well: who gives the connection back would commit what is half done.
      rollback(connection, e);
      throw e;
    }
    try {
      connection.commit();
    } catch (SQLException e) {
      rollback(connection, e);
      if (SqlFaults.isRivalry(e) || SqlFaults.isData(e)) {
        throw e;
      }
      throw new CommitFailedException(e);
    }
    return result;
  }

  private static void rollback(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** An interrupt waits until the work is done. */
  private <T> T with(LentWork<T> work) throws SQLException {
    take();
    boolean interrupted = Thread.interrupted();
    try {
      return dialect == Dialect.H2 ? undisturbed.call(() -> here(work)) : here(work);
    } finally {
      places.release();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> T here(LentWork<T> work) throws SQLException {
    try (Connection connection = source.getConnection();
        Lent lent = new Lent(connection, dialect, deadline)) {
      return work.on(connection, lent);
    }
  }

  private void take() {
    if (!Uninterruptibles.tryAcquireUninterruptibly(places, deadline)) {
      throw new StoreException(
          "store: every connection busy for " + deadline.toMillis() + " ms", null);
    }
  }

  private static StoreException failed(String what, SQLException e) {
    return new StoreException("store: " + what + ": " + e.getMessage(), e);
  }

  /** A commit was sent and not confirmed. */
  private static final class CommitFailedException extends SQLException {

    private static final long serialVersionUID = 1;

    CommitFailedException(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
