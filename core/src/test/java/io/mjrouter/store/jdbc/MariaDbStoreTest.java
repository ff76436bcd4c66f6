package io.mjrouter.store.jdbc;

import javax.sql.DataSource;

class MariaDbStoreTest extends JdbcContract {

  @Override
  DataSource source() {
    return Servers.maria();
  }
}
