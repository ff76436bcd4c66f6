package io.mjrouter.store.jdbc;

import com.google.common.base.Enums;
import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.store.DurationBook;
import io.mjrouter.store.DurationCount;
import io.mjrouter.store.HalfLife;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long tasks took. */
final class DurationRows implements DurationBook {

  private static final Comparator<DurationCount> IN_ORDER =
      Comparator.comparing((DurationCount count) -> count.provider().name())
          .thenComparing(DurationCount::mode)
          .thenComparing(DurationCount::action)
          .thenComparing(DurationCount::bucket);

  private final Database database;
  private final String select;
  private final String update;
  private final String insert;
  private final String delete;

  /** What counts are summed by. */
  private record Kind(ProviderId provider, Mode mode, Action action, int bucket) {}

  DurationRows(Database database, Tables tables) {
    this.database = database;
    select =
        tables.sql(
            "SELECT taken_on, provider, speed, act, bucket, tally FROM mjr_duration"
                + " WHERE taken_on BETWEEN ? AND ?");
    update =
        tables.sql(
            "UPDATE mjr_duration SET tally = tally + ?"
                + " WHERE taken_on = ? AND provider = ? AND speed = ? AND act = ? AND bucket = ?");
    insert =
        tables.sql(
            "INSERT INTO mjr_duration (tally, taken_on, provider, speed, act, bucket)"
                + " VALUES (?, ?, ?, ?, ?, ?)");
    delete = tables.sql("DELETE FROM mjr_duration WHERE taken_on < ?");
  }

  @Override
  public void add(LocalDate day, List<DurationCount> counts) {
    List<DurationCount> sorted = counts.stream().sorted(IN_ORDER).toList();
    database.transaction(
        connection -> {
          try (PreparedStatement adds = connection.prepareStatement(update);
              PreparedStatement begins = connection.prepareStatement(insert)) {
            for (DurationCount count : sorted) {
              bind(adds, day, count);
              if (adds.executeUpdate() == 0) {
                bind(begins, day, count);
                begins.executeUpdate();
              }
            }
          }
          return sorted.size();
        });
  }

  @Override
  public List<DurationCount> weights(LocalDate today) {
    return database.read(connection -> weights(connection, today));
  }

  private List<DurationCount> weights(Connection connection, LocalDate today) throws SQLException {
    Map<Kind, Double> sums = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setObject(1, HalfLife.first(today));
      statement.setObject(2, today);
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          var mode = Enums.getIfPresent(Mode.class, results.getString(3));
          var action = Enums.getIfPresent(Action.class, results.getString(4));
          // What a later version counts is of no use here.
          if (mode.isPresent() && action.isPresent()) {
            sums.merge(
                new Kind(
                    ProviderId.of(results.getString(2)),
                    mode.get(),
                    action.get(),
                    results.getInt(5)),
                results.getDouble(6)
                    * HalfLife.weight(results.getObject(1, LocalDate.class), today),
                Double::sum);
          }
        }
      }
    }
    return sums.entrySet().stream()
        .map(
            each ->
                new DurationCount(
                    each.getKey().provider(),
                    each.getKey().mode(),
                    each.getKey().action(),
                    each.getKey().bucket(),
                    each.getValue()))
        .toList();
  }

  /** Deletes the days that weigh nothing any more. */
  void forget(LocalDate today) {
    database.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setObject(1, HalfLife.first(today));
            return statement.executeUpdate();
          }
        });
  }

  private static void bind(PreparedStatement statement, LocalDate day, DurationCount count)
      throws SQLException {
    statement.setDouble(1, count.count());
    statement.setObject(2, day);
    statement.setString(3, count.provider().name());
    statement.setString(4, count.mode().name());
    statement.setString(5, count.action().name());
    statement.setInt(6, count.bucket());
  }
}
