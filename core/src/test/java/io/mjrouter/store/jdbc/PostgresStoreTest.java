package io.mjrouter.store.jdbc;

import javax.sql.DataSource;

class PostgresStoreTest extends ServerContract {

  @Override
  DataSource source() {
    return Servers.postgres();
  }

  @Override
  String session() {
    return "SELECT current_setting('idle_in_transaction_session_timeout'),"
        + " current_setting('default_transaction_isolation')";
  }
}
