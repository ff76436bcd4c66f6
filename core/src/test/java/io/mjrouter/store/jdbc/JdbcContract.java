package io.mjrouter.store.jdbc;

import static io.mjrouter.store.StoreContract.id;
import static io.mjrouter.store.StoreContract.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.TaskId;
import io.mjrouter.store.LeasesContract;
import io.mjrouter.store.SameReferenceContract;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.TaskStoreContract;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import io.mjrouter.testing.FakeTime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
abstract class JdbcContract extends TaskStoreContract
    implements LeasesContract, SameReferenceContract {

  private static final List<String> TABLES =
      List.of("task", "content", "spend", "node", "lease", "mark", "duration");

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

  @Override
  public TaskStore node() {
    return JdbcTaskStore.over(source(), StoreSettings.defaults(), time);
  }

  /** A query for what a session of this database remembers from one transaction to the next. */
  abstract String session();

  @Test
  void connection_ofThePoolOfTheApplication_goesBackAsItCame() throws SQLException {
    try (Connection real = source().getConnection()) {
      DataSource one = lending(real);
      for (boolean autoCommit : List.of(true, false)) {
        real.setAutoCommit(autoCommit);
        String before = remembered(real);

        TaskStore lent = JdbcTaskStore.over(one, StoreSettings.defaults(), time);
        lent.claim(Write.of(record(autoCommit ? 1 : 2, "r" + autoCommit)));
        assertEquals(Optional.empty(), lent.findReference("", "nobody's"));
        lent.leases().renew("a", Duration.ofSeconds(15));

        assertEquals(before, remembered(real));
      }
    }
  }

  /** A pool of one connection, which leaves it as it is given back. */
  private static DataSource lending(Connection real) {
    Object lent =
        Proxy.newProxyInstance(
            JdbcContract.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : call(method, real, arguments));
    return (DataSource)
        Proxy.newProxyInstance(
            JdbcContract.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> lent);
  }

  private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private String remembered(Connection connection) throws SQLException {
    StringBuilder state = new StringBuilder().append(connection.getAutoCommit());
    state.append(' ').append(connection.getNetworkTimeout());
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(session())) {
      results.next();
      for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
        state.append(' ').append(results.getString(i));
      }
    }
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
    return state.toString();
  }

  @Test
  void recall_changedOnAnotherNode_isRefusedAsARivalAndThenKnown() {
    store.claim(Write.of(record(1, "a")));
    TaskRecord known = store.recall(id(1)).orElseThrow();
    Write write = Write.of(known);
    another.write(write);

    TaskRecord recalled = store.recall(id(1)).orElseThrow();
    assertEquals(0, recalled.version(), "nothing is recalled: the store was asked");
    assertEquals(new Written.Conflict(), store.write(Write.of(recalled)));

    assertEquals(write.version(), store.recall(id(1)).orElseThrow().version());
    assertEquals(write.version(), store.find(id(1)).orElseThrow().version());
  }

  @Test
  void find_sameVersionOfOtherContent_isReadAnew() throws SQLException {
    store.claim(Write.of(record(1, "a")));
    store.write(Write.of(store.find(id(1)).orElseThrow()));
    another.claim(Write.of(record(2, "b")));
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE mjr_task SET record = (SELECT other.record FROM (SELECT * FROM mjr_task) other"
              + " WHERE other.id = "
              + id(2)
              + ") WHERE id = "
              + id(1));
    }

    assertEquals("digest-2", store.find(id(1)).orElseThrow().digest());
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
