package io.mjrouter.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.mjrouter.error.ConfigurationException;
import io.mjrouter.error.StoreException;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Problems;
import io.mjrouter.store.Claim;
import io.mjrouter.store.DurationBook;
import io.mjrouter.store.Finishes;
import io.mjrouter.store.Lately;
import io.mjrouter.store.Leases;
import io.mjrouter.store.Shards;
import io.mjrouter.store.SharedSettings;
import io.mjrouter.store.SpendBook;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.TaskFilter;
import io.mjrouter.store.TaskPage;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Remembers tasks in a database: H2, PostgreSQL, MySQL or MariaDB. What a call wrote before it
 * returned survives the end of the process; several nodes can share it.
 *
 * <p>Safe for use by many threads. Calls may block, at most a few times {@link #DEADLINE}; a pool's
 * own limits come on top. The data source is closed where it was made.
 */
public final class JdbcTaskStore implements TaskStore {

  /** How long one waits for a connection to be free, and for one answer of the database. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final int MILLIS = 1_000;
  private static final int MOST_TOGETHER = 128;
  private static final int MOST_KNOWN = 500;

  /** Longer than a write can take to be seen once it noted the time. */
  private static final long OVERLAP = 15_000;

  /** Whoever has not asked for longer reads all that is open again. */
  private static final long LONGEST_AGO = 90_000;

  private final Database database;
  private final Memo memo;
  private final Rows rows;
  private final Batch batch;
  private final GroupCommit<Order<?>> writer;
  private final SearchRows search;
  private final FinishRows finishes;
  private final SpendRows spend;
  private final LeaseRows leases;
  private final SharedRows shared;
  private final DurationRows durations;
  private final Retention retention;
  private final Runnable closing;

  private JdbcTaskStore(
      Database database,
      StoreSettings settings,
      TimeSource time,
      Duration deadline,
      Runnable closing) {
    this.database = database;
    this.closing = closing;
    Dialect dialect = database.dialect();
    Tables tables = new Tables(settings.tablePrefix());
    MetaRows meta = new MetaRows(tables);
    ContentRows contents = new ContentRows(tables);
    memo = new Memo(time);
    rows = new Rows(tables, memo);
    spend = new SpendRows(database, tables, meta);
    durations = new DurationRows(database, tables);
    search = new SearchRows(database, rows);
    finishes = new FinishRows(database, tables, rows);
    leases = new LeaseRows(database, tables, meta);
    shared = new SharedRows(database, tables, meta);
    retention = new Retention(database, tables, contents, durations, time, settings.retention());
    batch =
        new Batch(
            new ClaimRows(tables, dialect, rows),
            new TaskRows(tables, dialect, time),
            spend,
            contents,
            meta);
    writer = new GroupCommit<>(this::commit, MOST_TOGETHER, deadline);
  }

  /** A store in any supported database, its tables made if they are not there. */
  public static JdbcTaskStore over(DataSource source) {
    return over(source, StoreSettings.defaults(), TimeSource.system());
  }

  /**
   * A store in any supported database.
   *
   * @throws ConfigurationException when the database, its tables or the settings will not do
   * @throws StoreException when the database cannot be reached
   */
  public static JdbcTaskStore over(DataSource source, StoreSettings settings, TimeSource time) {
    return over(source, settings, time, DEADLINE, () -> {});
  }

  /**
   * A store in a file, which an H2 in this process reads and writes. One store at a time can have
   * it, here or in another process. It is closed with {@link #close}.
   *
   * @param file its path, without the ending that H2 adds
   */
  public static JdbcTaskStore h2File(Path file) {
    return h2File(file, StoreSettings.defaults(), TimeSource.system());
  }

  /**
   * A store in a file.
   *
   * @throws ConfigurationException when H2 is not on the class path, or the settings will not do
   * @throws StoreException when the file cannot be used, as by a store that has it already
   */
  public static JdbcTaskStore h2File(Path file, StoreSettings settings, TimeSource time) {
    H2Files.Opened opened;
    try {
      opened = H2Files.open(file);
    } catch (NoClassDefFoundError e) {
      throw new ConfigurationException(
          List.of("midjourney.store: H2 is not there (expected: com.h2database:h2 as dependency)"));
    }
    try {
      JdbcTaskStore store = over(opened.source(), settings, time, DEADLINE, opened.closing());
      // Nobody else can have the file: a process that held leases is gone, and need not be waited
      // for.
      store.leases.setAlone();
      return store;
    } catch (RuntimeException e) {
      opened.closing().run();
      throw e;
    }
  }

  static JdbcTaskStore over(
      DataSource source,
      StoreSettings settings,
      TimeSource time,
      Duration deadline,
      Runnable closing) {
    requireNonNull(source, "source");
    Problems problems = Problems.under("midjourney.store");
    settings.validate(problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems.lines());
    }
    Dialect dialect = prepared(source, settings);
    return new JdbcTaskStore(
        new Database(source, dialect, deadline, time), settings, time, deadline, closing);
  }

  private static Dialect prepared(DataSource source, StoreSettings settings) {
    try (Connection connection = source.getConnection()) {
      Dialect dialect = Dialect.of(connection);
      if (dialect == Dialect.H2) {
        H2Durability.check(connection);
      }
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(true);
      new SchemaScripts(dialect, new Tables(settings.tablePrefix()))
          .prepare(connection, settings.schema());
      connection.setAutoCommit(autoCommit);
      return dialect;
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(List.of("midjourney.store.data-source: " + e.getMessage()));
    } catch (SQLException e) {
      throw new StoreException("store: cannot be opened: " + e.getMessage(), e);
    }
  }

  // ---- Writing.

  @Override
  public Claim claim(Write write) {
    return written(new ClaimOrder(write));
  }

  @Override
  public Written write(Write write) {
    return written(new WriteOrder(write));
  }

  private <R> R written(Order<R> order) {
    memo.drop(order.id());
    writer.write(order);
    R result = order.get();
    order.stored().ifPresent(record -> memo.put(record, order.bytes()));
    return result;
  }

  /**
   * One order that the database objects to must not fail the others: then each goes alone. Whoever
   * wrote for all is told of an error as it is.
   */
  private void commit(List<Order<?>> orders) {
    try {
      together(orders);
    } catch (SQLException e) {
      fail(orders, new StoreException("store: cannot be written: " + e.getMessage(), e));
      if (orders.size() > 1 && SqlFaults.isData(e)) {
        orders.forEach(order -> commit(List.of(order)));
      }
    } catch (RuntimeException e) {
      fail(orders, e);
    } catch (Error e) {
      fail(orders, new StoreException("store: cannot be written: " + e, e));
      throw e;
    }
  }

  private void together(List<Order<?>> orders) throws SQLException {
    database.tried(
        connection -> {
          batch.write(connection, orders);
          return orders.size();
        });
  }

  private static void fail(List<Order<?>> orders, RuntimeException e) {
    orders.forEach(order -> order.failed(e));
  }

  // ---- Reading.

  @Override
  public Optional<TaskRecord> find(TaskId id) {
    return one("id = ?", s -> s.setLong(1, id.value()));
  }

  @Override
  public Optional<TaskRecord> recall(TaskId id) {
    Optional<TaskRecord> known = memo.find(id);
    return known.isPresent() ? known : find(id);
  }

  @Override
  public Optional<TaskRecord> findReference(String caller, String reference) {
    return one("reference_key = ?", s -> s.setString(1, Keys.reference(caller, reference)));
  }

  @Override
  public List<TaskRecord> findHostTask(HostTask hostTask) {
    return list("host_key = ? ORDER BY id", s -> s.setLong(1, Keys.hostTask(hostTask))).stream()
        .filter(record -> record.task().hostTask().equals(Optional.of(hostTask)))
        .toList();
  }

  @Override
  public List<TaskRecord> newer(Map<TaskId, Long> known) {
    if (known.size() == 1) {
      return newer(known.entrySet().iterator().next());
    }
    List<TaskRecord> newer = new ArrayList<>();
    List<Map.Entry<TaskId, Long>> all = List.copyOf(known.entrySet());
    for (int from = 0; from < all.size(); from += MOST_KNOWN) {
      var part = all.subList(from, Math.min(all.size(), from + MOST_KNOWN));
      String each = String.join(" OR ", part.stream().map(JdbcTaskStore::beyond).toList());
      newer.addAll(list(each, s -> {}));
    }
    return newer;
  }

  /** One of which somebody asks again and again: the database knows the statement. */
  private List<TaskRecord> newer(Map.Entry<TaskId, Long> known) {
    return list(
        "id = ? AND version > ?",
        s -> {
          s.setLong(1, known.getKey().value());
          s.setLong(2, known.getValue());
        });
  }

  private static String beyond(Map.Entry<TaskId, Long> known) {
    return "(id = " + known.getKey() + " AND version > " + known.getValue() + ")";
  }

  @Override
  public List<TaskRecord> open(Shards shards, Optional<TaskId> after, int limit) {
    return shards.size() == 0
        ? List.of()
        : page(after, limit, (cursor, most) -> open(shards, cursor, most));
  }

  @Override
  public List<TaskRecord> unresolved(Optional<TaskId> after, int limit) {
    return page(
        after,
        limit,
        (cursor, most) ->
            found(
                "unresolved_id > ? ORDER BY unresolved_id LIMIT ?",
                s -> {
                  s.setLong(1, cursor);
                  s.setInt(2, most);
                }));
  }

  @Override
  public Lately lately(Shards shards, long cursor) {
    long now = leases.now();
    boolean first = cursor <= 0;
    List<TaskRecord> records =
        first || shards.size() == 0
            ? List.of()
            : list(
                "stored >= ?" + ShardSql.and(shards),
                s -> s.setLong(1, Math.max(cursor, now - LONGEST_AGO) / MILLIS));
    return new Lately(records, now - OVERLAP);
  }

  @Override
  public TaskPage newest(TaskFilter filter, Optional<TaskId> after, int limit) {
    return search.newest(filter, after, limit);
  }

  /** In the order in which they were made; after one that is gone, from the first. */
  private Rows.Found open(Shards shards, long cursor, int limit) {
    long since = database.read(connection -> rows.made(connection, cursor));
    return found(
        "open_since >= ? AND (open_since > ? OR open_id > ?)"
            + ShardSql.and(shards)
            + " ORDER BY open_since, open_id LIMIT ?",
        s -> {
          s.setLong(1, since);
          s.setLong(2, since);
          s.setLong(3, cursor);
          s.setInt(4, limit);
        });
  }

  /** Reads rows, beginning after an id. */
  private interface Reader {
    Rows.Found read(long cursor, int limit);
  }

  /** One that cannot be read must not make a page look like the last. */
  private static List<TaskRecord> page(Optional<TaskId> after, int limit, Reader reader) {
    List<TaskRecord> page = new ArrayList<>();
    long cursor = after.map(TaskId::value).orElse(0L);
    Rows.Found found;
    do {
      found = reader.read(cursor, limit - page.size());
      page.addAll(found.records());
      cursor = found.lastId();
    } while (found.rows() > found.records().size() && page.size() < limit);
    return page;
  }

  private Rows.Found found(String where, Rows.Binder binder) {
    return database.read(connection -> rows.list(connection, where, binder));
  }

  private Optional<TaskRecord> one(String where, Rows.Binder binder) {
    return database.read(connection -> rows.one(connection, where, binder));
  }

  private List<TaskRecord> list(String where, Rows.Binder binder) {
    return found(where, binder).records();
  }

  // ---- The rest.

  @Override
  public int forget(int most) {
    return retention.forget(most);
  }

  @Override
  public Finishes finishes() {
    return finishes;
  }

  @Override
  public SpendBook spend() {
    return spend;
  }

  @Override
  public Leases leases() {
    return leases;
  }

  @Override
  public SharedSettings shared() {
    return shared;
  }

  @Override
  public DurationBook durations() {
    return durations;
  }

  /** Closes what it opened itself. */
  @Override
  public void close() {
    closing.run();
  }
}
