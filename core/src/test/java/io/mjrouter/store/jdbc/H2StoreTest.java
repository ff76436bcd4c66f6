package io.mjrouter.store.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest extends JdbcContract {

  private static H2Files.Opened file;

  @BeforeAll
  static void openFile(@TempDir Path dir) {
    file = H2Files.open(dir.resolve("tasks"));
  }

  @AfterAll
  static void closeFile() {
    file.closing().run();
  }

  @Override
  DataSource source() {
    return file.source();
  }

  @Override
  String session() {
    return "SELECT isolation_level FROM information_schema.sessions"
        + " WHERE session_id = SESSION_ID()";
  }
}
