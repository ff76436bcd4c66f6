package io.mjrouter.store.jdbc;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.ProviderId;
import io.mjrouter.store.SharedSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What operators decided, and the texts that all nodes share. */
final class SharedRows implements SharedSettings {

  private static final String COMMON = "common.";

  private final Database database;
  private final MetaRows meta;
  private final String select;
  private final String drain;
  private final String readmit;
  private final String insert;

  SharedRows(Database database, Tables tables, MetaRows meta) {
    this.database = database;
    this.meta = meta;
    select = tables.sql("SELECT provider, drained, readmitted FROM mjr_mark");
    drain = tables.sql("UPDATE mjr_mark SET drained = ? WHERE provider = ?");
    readmit =
        tables.sql(
            "UPDATE mjr_mark SET drained = 0, readmitted = readmitted + ? WHERE provider = ?");
    insert = tables.sql("INSERT INTO mjr_mark (drained, readmitted, provider) VALUES (?, ?, ?)");
  }

  @Override
  public Map<ProviderId, Mark> marks() {
    return database.read(
        connection -> {
          Map<ProviderId, Mark> marks = new HashMap<>();
          try (PreparedStatement statement = connection.prepareStatement(select);
              ResultSet results = statement.executeQuery()) {
            while (results.next()) {
              int drained = results.getInt(2);
              Optional<Boolean> decided =
                  results.wasNull() ? Optional.empty() : Optional.of(drained != 0);
              marks.put(ProviderId.of(results.getString(1)), new Mark(decided, results.getLong(3)));
            }
          }
          return marks;
        });
  }

  @Override
  public void drain(ProviderId provider, boolean drained) {
    int value = drained ? 1 : 0;
    database.transaction(connection -> change(connection, drain, provider, value, value, 0));
  }

  @Override
  public void readmit(ProviderId provider) {
    database.transaction(connection -> change(connection, readmit, provider, 1, 0, 1));
  }

  private boolean change(
      Connection connection,
      String update,
      ProviderId provider,
      int value,
      int drained,
      int readmitted)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setInt(1, value);
      statement.setString(2, provider.name());
      if (statement.executeUpdate() > 0) {
        return false;
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      statement.setInt(1, drained);
      statement.setInt(2, readmitted);
      statement.setString(3, provider.name());
      return statement.executeUpdate() > 0;
    }
  }

  @Override
  public String common(String name, String proposed) {
    String item = COMMON + name;
    Optional<String> there = database.read(connection -> meta.words(connection, item));
    if (there.isPresent()) {
      return there.get();
    }
    return database
        .transaction(
            connection -> {
              if (meta.words(connection, item).isEmpty()) {
                meta.propose(connection, item, proposed);
              }
              return meta.words(connection, item);
            })
        .orElseThrow(() -> new StoreException("store: no text called " + name, null));
  }
}
