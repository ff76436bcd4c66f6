package io.mjrouter.store.jdbc;

import javax.sql.DataSource;

class MariaDbStoreTest extends ServerContract {

  @Override
  DataSource source() {
    return Servers.maria();
  }

  @Override
  String session() {
    return "SELECT @@wait_timeout, @@tx_isolation, @mjr_wait";
  }
}
