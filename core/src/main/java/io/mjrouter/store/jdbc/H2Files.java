package io.mjrouter.store.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Databases of our own: a file of H2, in this process. The one class that needs H2 to be there. */
final class H2Files {

  private H2Files() {}

  /** A pool of connections to a file, and what closes it. */
  record Opened(DataSource source, Runnable closing) {}

  /** Opens a file, which is made if it is not there. */
  static Opened open(Path file) {
    // async: an interrupted thread must not close the file under everybody else.
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:async:"
                + file.toAbsolutePath()
                + ";WRITE_DELAY=0;LOCK_TIMEOUT=5000;QUERY_CACHE_SIZE=64",
            "mjr",
            "");
    return new Opened(pool, pool::dispose);
  }
}
