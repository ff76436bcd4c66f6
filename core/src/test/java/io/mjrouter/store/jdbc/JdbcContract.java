package io.mjrouter.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.TaskId;
import io.mjrouter.store.LeasesContract;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.TaskStoreContract;
import io.mjrouter.testing.FakeTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store in a database must do: extended once a database. */
abstract class JdbcContract extends TaskStoreContract implements LeasesContract {

  private static final List<String> TABLES =
      List.of("task", "token", "content", "spend", "node", "lease", "mark", "duration");

  private static final int NODES = 4;

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

  @Test
  void create_severalNodesAtOnce_oneMakesTheTablesAndAllFindThem() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(NODES);
    try {
      for (int round = 0; round < 3; round++) {
        StoreSettings fresh = StoreSettings.defaults().withTablePrefix("race" + round + "_");
        CyclicBarrier together = new CyclicBarrier(NODES);
        List<Future<TaskStore>> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
          nodes.add(
              threads.submit(
                  () -> {
                    together.await();
                    return JdbcTaskStore.over(source(), fresh, time);
                  }));
        }
        for (Future<TaskStore> node : nodes) {
          assertEquals(Optional.empty(), node.get().find(new TaskId(1_000_000_000_000_001L)));
        }
        drop("race" + round + "_");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void drop(String prefix) throws SQLException {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute("DROP TABLE " + prefix + table);
      }
      statement.execute("DROP TABLE " + prefix + "meta");
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
