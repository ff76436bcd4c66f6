package io.mjrouter.store.jdbc;

import javax.sql.DataSource;

class PostgresStoreTest extends JdbcContract {

  @Override
  DataSource source() {
    return Servers.postgres();
  }
}
