package io.mjrouter.store.jdbc;

import static io.mjrouter.store.StoreContract.id;
import static io.mjrouter.store.StoreContract.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.Booking;
import io.mjrouter.store.SpendAccount;
import io.mjrouter.store.StoreContract;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Write;
import io.mjrouter.testing.FakeTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted, and when. */
class RetentionTest {

  private static final ImageData DOT = ImageData.parse("data:image/png;base64,iVBORw0KGgo=");
  private static final ProviderId HOST = ProviderId.of("host");

  @TempDir Path dir;
  private final FakeTime time = FakeTime.create();
  private H2Files.Opened file;
  private JdbcTaskStore store;

  @BeforeEach
  void open() {
    file = H2Files.open(dir.resolve("tasks"));
    store =
        JdbcTaskStore.over(
            file.source(), StoreSettings.defaults().withRetention(Duration.ofDays(7)), time);
  }

  @AfterEach
  void close() {
    file.closing().run();
  }

  @Test
  void f81_forget_afterRetention_goesInSmallStepsAndKeepsTheSums() throws Exception {
    for (int i = 1; i <= 5; i++) {
      store.claim(Write.of(record(i, "r" + i)));
      Attempt attempt =
          Attempt.intent(
              1, new Route(HOST, Mode.FAST), "t-" + i, Optional.empty(), StoreContract.NOW);
      change(i, task -> task.attempts(List.of(attempt)));
    }
    book(1);
    for (int i = 1; i <= 3; i++) {
      change(i, task -> task.status(TaskStatus.SUCCEEDED).ended(StoreContract.NOW));
    }
    change(4, task -> task.status(TaskStatus.NEEDS_MODAL));
    time.advance(Duration.ofDays(7).minusMillis(1));
    assertEquals(0, store.forget(10));
    time.advance(Duration.ofMillis(1));

    assertEquals(2, store.forget(2));
    assertEquals(2, store.forget(2));
    assertEquals(0, store.forget(2));

    assertEquals(1, count("task"));
    assertTrue(store.findReference("", "r1").isEmpty());
    assertTrue(store.find(id(5)).isPresent());
    LocalDate day = LocalDate.of(2026, 1, 1);
    assertEquals(1, store.spend().sums(day, day).size());
  }

  @Test
  void forget_windowAnsweredMeanwhile_isKept() {
    store.claim(Write.of(record(1, "a")));
    change(1, task -> task.status(TaskStatus.NEEDS_MODAL));
    time.advance(Duration.ofDays(6));
    change(1, task -> task.status(TaskStatus.QUEUED));
    time.advance(Duration.ofDays(6));

    assertEquals(0, store.forget(10));
    assertTrue(store.find(id(1)).isPresent());
  }

  @Test
  void pictures_givenByContent_areKeptApartUntilAHostHasThem() throws Exception {
    Imagine fox = new Imagine("a red fox", List.of(DOT, DOT), Optional.empty());
    TaskRecord record =
        TaskRecord.builder(
                Task.claimed(id(1), fox, SubmitOptions.defaults(), StoreContract.NOW),
                SubmitOptions.defaults(),
                "digest")
            .submission(fox)
            .build();
    store.claim(Write.of(record));
    assertEquals(1, count("content"));
    assertEquals(Optional.of(fox), store.find(id(1)).orElseThrow().submission());

    TaskRecord taken =
        store.find(id(1)).orElseThrow().toBuilder()
            .task(record.task().toBuilder().hostTask(new HostTask(HOST, "77")).build())
            .submission(null)
            .build();
    store
        .write(Write.of(taken).booking(List.of(booking(Optional.of(ChargeState.RESERVED)))))
        .stored()
        .orElseThrow();

    assertEquals(0, count("content"));
    assertEquals(Optional.empty(), store.find(id(1)).orElseThrow().submission());
  }

  @Test
  void forget_pictureThatNobodyNeeds_isRemoved() throws Exception {
    Imagine fox = new Imagine("a red fox", List.of(DOT), Optional.empty());
    Task task = Task.claimed(id(1), fox, SubmitOptions.defaults(), StoreContract.NOW);
    store.claim(
        Write.of(
            TaskRecord.builder(task, SubmitOptions.defaults(), "digest").submission(fox).build()));
    TaskRecord found = store.find(id(1)).orElseThrow();
    store.write(Write.of(found.toBuilder().submission(null).build())).stored().orElseThrow();
    assertEquals(1, count("content"));

    assertEquals(0, store.forget(10));

    assertEquals(0, count("content"));
  }

  private void book(int number) {
    TaskRecord found = store.find(id(number)).orElseThrow();
    store.write(Write.of(found).booking(List.of(booking(Optional.empty())))).stored().orElseThrow();
  }

  private static Booking booking(Optional<ChargeState> from) {
    SpendAccount account =
        new SpendAccount(LocalDate.of(2026, 1, 1), HOST, "", Mode.FAST, Action.IMAGINE);
    ChargeState to = from.isPresent() ? ChargeState.SETTLED : ChargeState.RESERVED;
    return new Booking(account, from, to, Money.usd("0.05"));
  }

  private void change(int number, UnaryOperator<Task.Builder> how) {
    TaskRecord found = store.find(id(number)).orElseThrow();
    store
        .write(Write.of(found.with(how.apply(found.task().toBuilder()).build())))
        .stored()
        .orElseThrow();
  }

  private int count(String table) throws SQLException {
    try (Connection connection = file.source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("SELECT COUNT(*) FROM mjr_" + table)) {
      results.next();
      return results.getInt(1);
    }
  }
}
