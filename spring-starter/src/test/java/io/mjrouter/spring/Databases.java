package io.mjrouter.spring;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Databases of tests. */
final class Databases {

  private Databases() {}

  /** One of its own that lasts as long as the process. */
  static DataSource inMemory() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return source;
  }
}
