package io.mjrouter.examples.migration.before;

import io.mjrouter.examples.migration.shop.Card;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** What the shop remembers of the host's tasks. */
@Repository
class CardTable {

  record Row(long id, String taskId, String status, int progress, String buttons) {

    Card card() {
      return new Card(String.valueOf(id), Card.Status.valueOf(status), progress);
    }
  }

  private final JdbcClient jdbc;

  CardTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Row insert(String taskId) {
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.sql("insert into card (task_id, status, progress, buttons) values (?, 'DRAWING', 0, '')")
        .param(taskId)
        .update(key, "id");
    Number id = key.getKey();
    return find(id == null ? 0 : id.longValue()).orElseThrow();
  }

  Optional<Row> find(long id) {
    return jdbc.sql("select * from card where id = ?").param(id).query(Row.class).optional();
  }

  Optional<Row> findByTask(String taskId) {
    return jdbc.sql("select * from card where task_id = ?")
        .param(taskId)
        .query(Row.class)
        .optional();
  }

  List<Row> drawing() {
    return jdbc.sql("select * from card where status = 'DRAWING'").query(Row.class).list();
  }

  void update(long id, Card.Status status, int progress, String buttons) {
    jdbc.sql("update card set status = ?, progress = ?, buttons = ? where id = ?")
        .params(status.name(), progress, buttons, id)
        .update();
  }
}
