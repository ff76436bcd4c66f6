package io.mjrouter.store.jdbc;

import javax.sql.DataSource;

class MysqlDriverStoreTest extends ServerContract {

  @Override
  DataSource source() {
    return Servers.mysql();
  }

  @Override
  String session() {
    return "SELECT @@wait_timeout, @@tx_isolation, @mjr_wait";
  }
}
