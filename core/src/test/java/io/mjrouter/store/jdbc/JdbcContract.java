package io.mjrouter.store.jdbc;

import io.mjrouter.store.LeasesContract;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.TaskStoreContract;
import io.mjrouter.testing.FakeTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;

/** What a store in a database must do: extended once a database. */
abstract class JdbcContract extends TaskStoreContract implements LeasesContract {

  private static final List<String> TABLES =
      List.of("task", "token", "content", "spend", "node", "lease", "mark", "duration");

  final FakeTime time = FakeTime.create();
  private TaskStore store;
  private TaskStore another;

  /** The database; the same one throughout a test. */
  abstract DataSource source();

  @BeforeEach
  void open() throws SQLException {
    store = JdbcTaskStore.over(source(), StoreSettings.defaults(), time);
    another = JdbcTaskStore.over(source(), StoreSettings.defaults(), time);
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute("DELETE FROM mjr_" + table);
      }
      statement.execute("DELETE FROM mjr_meta WHERE item LIKE 'common.%'");
      statement.execute("UPDATE mjr_meta SET counter = 0 WHERE item = 'finish'");
    }
  }

  @Override
  public TaskStore store() {
    return store;
  }

  @Override
  public TaskStore another() {
    return another;
  }

  @Override
  protected int increments() {
    return 10;
  }
}
