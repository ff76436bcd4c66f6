package io.mjrouter.store.jdbc;

import javax.sql.DataSource;

class MysqlDriverStoreTest extends JdbcContract {

  @Override
  DataSource source() {
    return Servers.mysql();
  }
}
