package io.mjrouter.store.jdbc;

import static java.util.Comparator.comparing;

import com.google.common.base.Enums;
import io.mjrouter.model.Action;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SpendCap;
import io.mjrouter.store.Booking;
import io.mjrouter.store.SpendAccount;
import io.mjrouter.store.SpendBook;
import io.mjrouter.store.SpendSum;
import io.mjrouter.store.SpendSums;
import io.mjrouter.store.Write;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sums of money. */
final class SpendRows implements SpendBook {

  private static final Logger LOG = LoggerFactory.getLogger(SpendRows.class);

  private static final Comparator<SpendSum> IN_ORDER =
      comparing((SpendSum sum) -> sum.account().day())
          .thenComparing(sum -> sum.account().provider().name())
          .thenComparing(sum -> sum.account().caller())
          .thenComparing(sum -> sum.account().mode())
          .thenComparing(sum -> sum.account().action())
          .thenComparing(SpendSum::state);

  private static final String WHERE =
      " WHERE spent_on = ? AND provider = ? AND caller = ? AND speed = ? AND act = ? AND state = ?";

  private final Database database;
  private final MetaRows meta;
  private final String select;
  private final String update;
  private final String insert;

  SpendRows(Database database, Tables tables, MetaRows meta) {
    this.database = database;
    this.meta = meta;
    select =
        tables.sql(
            "SELECT spent_on, provider, caller, speed, act, state, micros, attempts"
                + " FROM mjr_spend WHERE spent_on BETWEEN ? AND ?");
    update =
        tables.sql("UPDATE mjr_spend SET micros = micros + ?, attempts = attempts + ?" + WHERE);
    insert =
        tables.sql(
            "INSERT INTO mjr_spend"
                + " (micros, attempts, spent_on, provider, caller, speed, act, state)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  }

  /** The sums that caps are checked against, kept up during one transaction. */
  static final class Guard {
    private final SpendSums sums = new SpendSums();

    Optional<SpendCap> passed(Write write) {
      return sums.passed(write);
    }

    void add(List<Booking> bookings) {
      sums.add(bookings);
    }
  }

  /** Where a cap must be respected, nobody else reserves until the transaction ends. */
  Guard guard(Connection connection, List<Order<?>> orders) throws SQLException {
    Guard guard = new Guard();
    Set<LocalDate> days =
        orders.stream()
            .filter(order -> !order.write().limits().isEmpty())
            .flatMap(order -> order.write().bookings().stream())
            .map(booking -> booking.account().day())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!days.isEmpty()) {
      meta.lock(connection, MetaRows.CAPS);
      for (LocalDate day : days) {
        read(connection, day, day).forEach(guard.sums::add);
      }
    }
    return guard;
  }

  /** Moves the money of what was stored. */
  void add(Connection connection, List<Order<?>> stored) throws SQLException {
    SpendSums moved = new SpendSums();
    stored.forEach(order -> moved.add(order.write().bookings()));
    List<SpendSum> changes = moved.all().stream().sorted(IN_ORDER).toList();
    if (changes.isEmpty()) {
      return;
    }
    try (PreparedStatement adds = connection.prepareStatement(update);
        PreparedStatement begins = connection.prepareStatement(insert)) {
      for (SpendSum change : changes) {
        bind(adds, change);
        if (adds.executeUpdate() == 0) {
          bind(begins, change);
          begins.executeUpdate();
        }
      }
    }
  }

  @Override
  public List<SpendSum> sums(LocalDate from, LocalDate to) {
    return database.read(connection -> read(connection, from, to)).stream()
        .filter(sum -> sum.count() != 0 || !sum.amount().equals(Money.ZERO))
        .toList();
  }

  private List<SpendSum> read(Connection connection, LocalDate from, LocalDate to)
      throws SQLException {
    List<SpendSum> sums = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setObject(1, from);
      statement.setObject(2, to);
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          sum(results).ifPresent(sums::add);
        }
      }
    }
    return sums;
  }

  private static Optional<SpendSum> sum(ResultSet results) throws SQLException {
    Optional<Mode> mode = Enums.getIfPresent(Mode.class, results.getString(4)).toJavaUtil();
    Optional<ChargeState> state =
        Enums.getIfPresent(ChargeState.class, results.getString(6)).toJavaUtil();
    if (mode.isEmpty() || state.isEmpty()) {
      LOG.error(
          "a sum of {} {} was stored by a later version; it is left out",
          results.getString(4),
          results.getString(6));
      return Optional.empty();
    }
    SpendAccount account =
        new SpendAccount(
            results.getObject(1, LocalDate.class),
            ProviderId.of(results.getString(2)),
            results.getString(3),
            mode.get(),
            Enums.getIfPresent(Action.class, results.getString(5)).or(Action.OTHER));
    return Optional.of(
        new SpendSum(account, state.get(), new Money(results.getLong(7)), results.getLong(8)));
  }

  private static void bind(PreparedStatement statement, SpendSum sum) throws SQLException {
    SpendAccount account = sum.account();
    statement.setLong(1, sum.amount().micros());
    statement.setLong(2, sum.count());
    statement.setObject(3, account.day());
    statement.setString(4, account.provider().name());
    statement.setString(5, account.caller());
    statement.setString(6, account.mode().name());
    statement.setString(7, account.action().name());
    statement.setString(8, sum.state().name());
  }
}
