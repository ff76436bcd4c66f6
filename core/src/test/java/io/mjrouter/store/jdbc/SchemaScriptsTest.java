package io.mjrouter.store.jdbc;

import static io.mjrouter.store.StoreContract.id;
import static io.mjrouter.store.StoreContract.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.ConfigurationException;
import io.mjrouter.error.StoreException;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.StoreSettings.SchemaMode;
import io.mjrouter.store.Write;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaScriptsTest {

  private static final StoreSettings DEFAULTS = StoreSettings.defaults();

  private JdbcConnectionPool memory;

  @BeforeEach
  void open() {
    memory = JdbcConnectionPool.create("jdbc:h2:mem:schema;DB_CLOSE_DELAY=-1", "sa", "");
  }

  @AfterEach
  void close() throws SQLException {
    execute("SHUTDOWN");
    memory.dispose();
  }

  @Test
  void create_emptyDatabase_makesTheTablesOnceAndValidatesThem() {
    JdbcTaskStore made = over(DEFAULTS);
    made.claim(Write.of(record(1, "a")));

    assertTrue(over(DEFAULTS).find(id(1)).isPresent());
    assertTrue(over(DEFAULTS.withSchema(SchemaMode.VALIDATE)).find(id(1)).isPresent());
    assertTrue(over(DEFAULTS.withSchema(SchemaMode.NONE)).find(id(1)).isPresent());
  }

  @Test
  void create_cutOffAnywhere_theNextStartGoesOn() throws SQLException {
    int statements = 0;
    for (boolean whole = false; !whole; statements++) {
      execute("DROP ALL OBJECTS");
      AtomicInteger left = new AtomicInteger(statements);
      DataSource dying = dying(left);
      try {
        JdbcTaskStore.over(dying, DEFAULTS, TimeSource.system());
        whole = true;
      } catch (StoreException e) {
        assertTrue(String.valueOf(e.getMessage()).contains("planted"), e::getMessage);
      }

      over(DEFAULTS).claim(Write.of(record(1, "a")));
    }
    assertTrue(statements > 20, "there are many to be cut off at: " + statements);
  }

  /** The same database, to which so many statements can be sent. */
  private DataSource dying(AtomicInteger left) {
    return through(
        DataSource.class,
        memory,
        (name, connection) ->
            name.equals("getConnection")
                ? through(
                    Connection.class,
                    connection,
                    (called, made) ->
                        called.equals("createStatement")
                            ? through(
                                Statement.class,
                                made,
                                (sent, result) -> result,
                                sent -> {
                                  if (sent.equals("execute") && left.getAndDecrement() <= 0) {
                                    throw new SQLException("planted");
                                  }
                                })
                            : made)
                : connection);
  }

  private interface Before {
    void call(String method) throws SQLException;
  }

  private static <T> T through(Class<T> type, Object sound, BinaryOperator<Object> after) {
    return through(type, sound, after, name -> {});
  }

  private static <T> T through(
      Class<T> type, Object sound, BinaryOperator<Object> after, Before before) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              before.call(method.getName());
              try {
                return after.apply(method.getName(), method.invoke(sound, args));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Test
  void validate_noTables_namesTheScriptToRun() {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class, () -> over(DEFAULTS.withSchema(SchemaMode.VALIDATE)));

    assertEquals(
        List.of(
            "midjourney.store.schema: there are no tables"
                + " (expected: version 1: run h2-1.sql, or set create)"),
        e.problems());
  }

  @Test
  void create_tablesOfALaterVersion_isRefused() throws SQLException {
    over(DEFAULTS);
    execute("UPDATE mjr_meta SET counter = 99 WHERE item = 'schema'");

    ConfigurationException e = assertThrows(ConfigurationException.class, () -> over(DEFAULTS));

    assertTrue(e.problems().get(0).contains("version 99"), e::getMessage);
  }

  @Test
  void none_noTables_failsAtTheFirstCall() {
    JdbcTaskStore store = over(DEFAULTS.withSchema(SchemaMode.NONE));

    assertThrows(StoreException.class, () -> store.find(id(1)));
  }

  @Test
  void prefix_ofAnother_keepsTasksApart() {
    JdbcTaskStore one = over(DEFAULTS);
    JdbcTaskStore other = over(DEFAULTS.withTablePrefix("shop_mj_"));
    one.claim(Write.of(record(1, "a")));
    other.claim(Write.of(record(2, "a")));

    assertTrue(other.find(id(1)).isEmpty());
    assertEquals(id(2), other.findReference("", "a").orElseThrow().id());
  }

  @Test
  void settings_thatCannotBe_areAllReportedAtOnce() {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () -> over(DEFAULTS.withTablePrefix("x; DROP").withRetention(Duration.ZERO)));

    assertEquals(2, e.problems().size(), e::getMessage);
  }

  @Test
  void over_databaseThatIsNotKnown_isRefused() {
    DataSource derby = new ScriptedSource(memory).named("Apache Derby");

    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> JdbcTaskStore.over(derby));

    assertTrue(
        e.problems().get(0).contains("expected: H2, PostgreSQL, MySQL or MariaDB"), e::getMessage);
  }

  private JdbcTaskStore over(StoreSettings settings) {
    return JdbcTaskStore.over(memory, settings, TimeSource.system());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = memory.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
