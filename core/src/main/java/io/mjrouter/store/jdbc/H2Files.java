package io.mjrouter.store.jdbc;

import io.mjrouter.error.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Databases of our own: a file of H2, in this process. The one class that needs H2 to be there.
 *
 * <p>A file is one store's at a time, since its router takes itself for alone. Other processes are
 * kept off by H2; within this one, where H2 would share it, by what is noted here.
 */
final class H2Files {

  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private H2Files() {}

  /** A pool of connections to a file, and what closes it. */
  record Opened(DataSource source, Runnable closing) {}

  /**
   * Opens a file, which is made if it is not there.
   *
   * @throws StoreException when it is open in this process already
   */
  static Opened open(Path file) {
    Path real = real(file);
    if (!OPEN.add(real)) {
      throw new StoreException("store: " + file + " is open in this process already", null);
    }
    JdbcConnectionPool pool =
        JdbcConnectionPool.create(
            "jdbc:h2:file:"
                + file.toAbsolutePath()
                + ";WRITE_DELAY=0;LOCK_TIMEOUT=5000;QUERY_CACHE_SIZE=64;DB_CLOSE_ON_EXIT=FALSE",
            "mjr",
            "");
    return new Opened(
        pool,
        () -> {
          pool.dispose();
          OPEN.remove(real);
        });
  }

  /** The same for each way to name a file, as far as the directories are there. */
  private static Path real(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    Path directory = whole.getParent();
    try {
      return directory == null
          ? whole
          : directory.toRealPath().resolve(directory.relativize(whole));
    } catch (IOException e) {
      return whole;
    }
  }
}
