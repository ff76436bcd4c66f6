package io.mjrouter.store.jdbc;

import static io.mjrouter.store.StoreContract.id;
import static io.mjrouter.store.StoreContract.ids;
import static io.mjrouter.store.StoreContract.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.ConfigurationException;
import io.mjrouter.error.StoreException;
import io.mjrouter.model.Action;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SpendCap;
import io.mjrouter.store.Booking;
import io.mjrouter.store.Claim;
import io.mjrouter.store.Shards;
import io.mjrouter.store.SpendAccount;
import io.mjrouter.store.SpendLimit;
import io.mjrouter.store.StoreContract;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import io.mjrouter.testing.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database that fails, dawdles or holds what this version cannot read. */
@Timeout(60)
class JdbcFaultTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir Path dir;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private H2Files.Opened file;
  private ScriptedSource source;
  private JdbcTaskStore store;

  @BeforeEach
  void open() {
    file = H2Files.open(dir.resolve("tasks"));
    source = new ScriptedSource(file.source());
    store = over(JdbcTaskStore.DEADLINE);
  }

  private JdbcTaskStore over(Duration deadline) {
    return JdbcTaskStore.over(
        source, StoreSettings.defaults(), FakeTime.create(), deadline, () -> {});
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    file.closing().run();
  }

  @Test
  void over_h2ThatConfirmsBeforeItWrites_isRefusedWithTheHint() {
    JdbcConnectionPool lazy = JdbcConnectionPool.create("jdbc:h2:" + dir.resolve("lazy"), "sa", "");
    try {
      ConfigurationException e =
          assertThrows(ConfigurationException.class, () -> JdbcTaskStore.over(lazy));
      assertTrue(e.problems().get(0).startsWith("midjourney.store.data-source: "), e::getMessage);
      assertTrue(e.problems().get(0).contains(";WRITE_DELAY=0"), e::getMessage);
    } finally {
      lazy.dispose();
    }
  }

  @Test
  void h2File_openedAgain_hasEverything() {
    Path own = dir.resolve("own");
    try (JdbcTaskStore first = JdbcTaskStore.h2File(own)) {
      first.claim(Write.of(record(1, "a")));
    }
    try (JdbcTaskStore second = JdbcTaskStore.h2File(own)) {
      assertEquals(id(1), second.findReference("", "a").orElseThrow().id());
    }
  }

  @Test
  void h2File_openInThisProcessAlready_isRefusedUntilItIsClosed() throws IOException {
    Path own = dir.resolve("own");
    Path alias = Files.createSymbolicLink(dir.resolve("alias"), dir).resolve("own");
    try (JdbcTaskStore first = JdbcTaskStore.h2File(own)) {
      first.claim(Write.of(record(1, "a")));
      for (Path same : List.of(own, dir.resolve("other").resolve("..").resolve("own"), alias)) {
        StoreException e =
            assertThrows(StoreException.class, () -> JdbcTaskStore.h2File(same).close());
        assertTrue(e.getMessage().contains("open in this process already"), e::getMessage);
      }
      assertTrue(first.find(id(1)).isPresent());
    }
    JdbcTaskStore.h2File(alias).close();
  }

  @Test
  void h2File_thatCannotBeUsed_isNotTakenForOpen() {
    Path own = dir.resolve("own");
    StoreSettings none = StoreSettings.defaults().withSchema(StoreSettings.SchemaMode.VALIDATE);
    assertThrows(
        ConfigurationException.class, () -> JdbcTaskStore.h2File(own, none, FakeTime.create()));

    JdbcTaskStore.h2File(own).close();
  }

  @Test
  void f66_interruptInTheMiddleOfAWrite_reachesTheCallerAndNotTheFile() {
    Thread caller = Thread.currentThread();
    AtomicBoolean reached = new AtomicBoolean();
    source.beforeCommit(
        () -> {
          caller.interrupt();
          reached.set(Thread.currentThread().isInterrupted());
        });

    assertEquals(new Claim.Made(), store.claim(Write.of(record(1, "a"))));
    assertTrue(Thread.interrupted(), "the caller is to know");
    assertFalse(reached.get(), "H2 closes its file for good when it is interrupted");
    assertTrue(store.find(id(1)).isPresent());
  }

  @Test
  void f75_databaseDown_everyWriteFails() {
    source.beforeConnect(
        () -> {
          throw new SQLException("refused", "08001");
        });

    assertThrows(StoreException.class, () -> store.claim(Write.of(record(1, "a"))));
    assertThrows(StoreException.class, () -> store.find(id(1)));
  }

  @Test
  void f77_connectionsStuck_callersAreToldWithinTheDeadline() throws Exception {
    JdbcTaskStore hasty = over(SHORT);
    AtomicInteger entered = new AtomicInteger();
    source.beforeConnect(
        () -> {
          entered.incrementAndGet();
          await(goOn);
        });
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(threads.submit(() -> hasty.find(id(1))));
    }
    while (entered.get() < 10) {
      Thread.onSpinWait();
    }

    StoreException e = assertThrows(StoreException.class, () -> hasty.find(id(1)));

    assertTrue(String.valueOf(e.getMessage()).contains("busy"), e::getMessage);
    assertEquals(10, entered.get());
    goOn.countDown();
    for (Future<?> each : all) {
      each.get();
    }
    assertEquals(Optional.empty(), hasty.find(id(1)));
  }

  @Test
  void f79_othersWereInTheWay_isTriedAgain() {
    AtomicInteger failures = new AtomicInteger(3);
    source.beforeCommit(
        () -> {
          if (failures.getAndDecrement() > 0) {
            throw new SQLException("deadlock", "40P01");
          }
        });

    assertEquals(new Claim.Made(), store.claim(Write.of(record(1, "a"))));
    assertEquals(id(1), store.find(id(1)).orElseThrow().id());
  }

  @Test
  void f79_othersAreAlwaysInTheWay_isGivenUp() {
    source.beforeCommit(
        () -> {
          throw new SQLException("deadlock", "40001");
        });

    assertThrows(StoreException.class, () -> store.claim(Write.of(record(1, "a"))));
  }

  @Test
  void claim_commitNotConfirmed_isNotTriedAgainAndSaysSo() {
    source.beforeCommit(
        () -> {
          throw new SQLException("connection reset", "08006");
        });

    StoreException e =
        assertThrows(StoreException.class, () -> store.claim(Write.of(record(1, "a"))));

    assertTrue(String.valueOf(e.getMessage()).contains("unknown"), e::getMessage);
    assertEquals(0, source.commits());
  }

  @Test
  void claim_connectionDiedInThePool_isTriedOnAnother() {
    AtomicInteger dead = new AtomicInteger(1);
    source.beforeConnect(
        () -> {
          if (dead.getAndDecrement() > 0) {
            throw new SQLException("terminated", "57P01");
          }
        });

    assertEquals(new Claim.Made(), store.claim(Write.of(record(1, "a"))));
  }

  @Test
  void write_oneOfManyIsBad_theOthersAreStored() throws Exception {
    for (int i = 0; i < 6; i++) {
      store.claim(Write.of(record(i, "r" + i)));
    }
    source.beforeCommit(() -> await(goOn));
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String caller = i == 3 ? "c".repeat(100) : "c-" + i;
      TaskRecord found = store.find(id(i)).orElseThrow();
      SpendAccount account =
          new SpendAccount(
              LocalDate.of(2026, 11, 25), ProviderId.of("host"), caller, Mode.FAST, Action.IMAGINE);
      Booking booking =
          new Booking(account, Optional.empty(), ChargeState.RESERVED, new Money(50_000));
      all.add(threads.submit(() -> store.write(Write.of(found).booking(List.of(booking)))));
    }
    goOn.countDown();

    for (int i = 0; i < 6; i++) {
      Future<?> each = all.get(i);
      if (i == 3) {
        assertThrows(ExecutionException.class, each::get);
      } else {
        each.get();
        assertNotEquals(0, store.find(id(i)).orElseThrow().version());
      }
    }
    assertEquals(0, store.find(id(3)).orElseThrow().version());
  }

  /** The first has taken the last cents and not committed yet when the second asks for them. */
  @Test
  void write_capReachedByWhoIsJustCommitting_isWaitedForAndRefused() throws Exception {
    ScriptedSource other = new ScriptedSource(file.source());
    JdbcTaskStore node = JdbcTaskStore.over(other);
    store.claim(Write.of(record(1, "a")));
    store.claim(Write.of(record(2, "b")));
    Write first = reserving(1);
    Write second = reserving(2);
    Future<Written> winner = heldUp(() -> store.write(first));
    Future<Written> loser = rival(other, () -> node.write(second));
    goOn.countDown();

    assertTrue(winner.get().stored().isPresent());
    assertEquals(new Written.CapReached(SpendCap.TOTAL), loser.get());
  }

  /** The same of two that are claimed with their intents. */
  @Test
  void claim_capReachedByWhoIsJustCommitting_isWaitedForAndRefused() throws Exception {
    ScriptedSource other = new ScriptedSource(file.source());
    JdbcTaskStore node = JdbcTaskStore.over(other);
    Future<Claim> winner = heldUp(() -> store.claim(reserving(record(1, "a"))));
    Future<Claim> loser = rival(other, () -> node.claim(reserving(record(2, "b"))));
    goOn.countDown();

    assertEquals(new Claim.Made(), winner.get());
    assertEquals(new Claim.CapReached(SpendCap.TOTAL), loser.get());
    assertEquals(Optional.empty(), store.find(id(2)));
  }

  /** They share a transaction, in which the first takes the last cents. */
  @Test
  void claim_severalInOneTransaction_respectTheCapTogether() throws Exception {
    Future<Claim> leader = heldUp(() -> store.claim(Write.of(record(0, "leads"))));
    List<Future<Claim>> all = threeWaiting();
    goOn.countDown();

    assertEquals(new Claim.Made(), leader.get());
    int made = 0;
    for (Future<Claim> each : all) {
      made += each.get() instanceof Claim.Made ? 1 : 0;
    }
    assertEquals(1, made);
    assertEquals(2, source.commits());
    assertEquals(
        Money.usd("0.05"), store.spend().sums(LocalDate.MIN, LocalDate.MAX).get(0).amount());
  }

  @Test
  void claim_withAnIntentUnderACap_isOneCommitAndItsOutcomeAnother() {
    store.claim(reserving(record(1, "a")));
    assertEquals(1, source.commits());

    store.write(Write.of(store.recall(id(1)).orElseThrow()));
    assertEquals(2, source.commits());
  }

  @Test
  void claim_commitFails_leavesNothingBooked() {
    source.beforeCommit(
        () -> {
          throw new SQLException("disk full", "53100");
        });
    assertThrows(StoreException.class, () -> store.claim(reserving(record(1, "a"))));

    source.beforeCommit(() -> {});
    assertEquals(Optional.empty(), store.find(id(1)));
    assertEquals(List.of(), store.spend().sums(LocalDate.MIN, LocalDate.MAX));
  }

  @Test
  void claim_errorInTheMiddle_leavesNothingStored() {
    failsAtTheMoney();

    assertThrows(StackOverflowError.class, () -> store.claim(reserving(record(1, "a"))));

    source.beforePrepare(sql -> {});
    assertEquals(Optional.empty(), store.find(id(1)));
    assertEquals(List.of(), store.spend().sums(LocalDate.MIN, LocalDate.MAX));
  }

  /** Who writes for all meets the error: nobody may take their own for stored. */
  @Test
  void claim_errorInATransactionOfSeveral_isAFailureToEachAndStoresNone() throws Exception {
    Future<Claim> leader = heldUp(() -> store.claim(Write.of(record(0, "leads"))));
    List<Future<Claim>> all = threeWaiting();
    failsAtTheMoney();
    goOn.countDown();

    assertEquals(new Claim.Made(), leader.get());
    List<Class<?>> failures = new ArrayList<>();
    for (Future<Claim> each : all) {
      failures.add(assertThrows(ExecutionException.class, each::get).getCause().getClass());
    }
    source.beforePrepare(sql -> {});
    assertEquals(1, failures.stream().filter(StackOverflowError.class::equals).count());
    assertEquals(2, failures.stream().filter(StoreException.class::equals).count());
    assertEquals(
        List.of(id(0)), ids(store.open(Shards.every(), Optional.empty(), 10)), "what is stored");
    assertEquals(new Claim.Made(), store.claim(Write.of(record(4, "goes on"))));
  }

  /** Begins what does not commit until it may {@link #goOn}, and waits until it is that far. */
  private <T> Future<T> heldUp(Callable<T> work) throws InterruptedException {
    CountDownLatch committing = new CountDownLatch(1);
    source.beforeCommit(
        () -> {
          committing.countDown();
          await(goOn);
        });
    Future<T> begun = threads.submit(work);
    committing.await();
    return begun;
  }

  /** Begins what somebody else's transaction is in the way of, and waits until it is. */
  private <T> Future<T> rival(ScriptedSource own, Callable<T> work) {
    AtomicReference<Thread> rival = new AtomicReference<>();
    own.beforeConnect(() -> rival.set(Thread.currentThread()));
    Future<T> begun = threads.submit(work);
    while (rival.get() == null || rival.get().getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    return begun;
  }

  private void failsAtTheMoney() {
    source.beforePrepare(
        sql -> {
          if (sql.startsWith("UPDATE mjr_spend")) {
            throw new StackOverflowError("planted");
          }
        });
  }

  private List<Future<Claim>> threeWaiting() {
    List<Future<Claim>> all = new ArrayList<>();
    Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
    for (int i = 1; i <= 3; i++) {
      Write write = reserving(record(i, "r" + i));
      all.add(
          threads.submit(
              () -> {
                waiting.add(Thread.currentThread());
                return store.claim(write);
              }));
    }
    while (waiting.size() < 3
        || waiting.stream().anyMatch(each -> each.getState() != Thread.State.TIMED_WAITING)) {
      Thread.onSpinWait();
    }
    return all;
  }

  private Write reserving(int number) {
    return reserving(store.find(id(number)).orElseThrow());
  }

  private static Write reserving(TaskRecord record) {
    SpendAccount account =
        new SpendAccount(
            LocalDate.of(2026, 1, 1), StoreContract.HOST, "", Mode.FAST, Action.IMAGINE);
    Money nickel = Money.usd("0.05");
    return Write.of(record)
        .booking(List.of(new Booking(account, Optional.empty(), ChargeState.RESERVED, nickel)))
        .within(List.of(new SpendLimit(SpendCap.TOTAL, nickel)));
  }

  @Test
  void f80_rowOfALaterVersion_isLeftOutAndTheOthersGoOn() throws Exception {
    for (int i = 1; i <= 3; i++) {
      store.claim(Write.of(record(i, "r" + i)));
    }
    rewrite(2, "{\"task\":{\"kind\":\"HOLOGRAM\",\"created\":\"2026-01-01T00:00:00Z\"}}");

    assertEquals(List.of(id(1), id(3)), ids(store.open(Shards.every(), Optional.empty(), 10)));
    assertEquals(List.of(id(1), id(3)), ids(store.open(Shards.every(), Optional.empty(), 2)));
    assertThrows(StoreException.class, () -> store.find(id(2)));
    assertThrows(StoreException.class, () -> store.claim(Write.of(record(4, "r2"))));
    assertEquals(new Claim.Made(), store.claim(Write.of(record(5, "r5"))));
  }

  @Test
  void f80_damagedRow_isLeftOut() throws Exception {
    store.claim(Write.of(record(1, "a")));
    store.claim(Write.of(record(2, "b")));
    rewrite(1, "\u0001 no JSON");

    assertEquals(List.of(id(2)), ids(store.open(Shards.every(), Optional.empty(), 10)));
  }

  private void rewrite(int number, String json) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("UPDATE mjr_task SET record = ? WHERE id = ?")) {
      connection.setAutoCommit(true);
      statement.setBytes(1, json.getBytes(UTF_8));
      statement.setLong(2, id(number).value());
      assertEquals(1, statement.executeUpdate());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
