package io.mjrouter.store.jdbc;

import io.mjrouter.model.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/**
 * The statements of one transaction of several orders.
 *
 * <p>Every transaction of every node locks in the same order, so that none waits for another in a
 * circle: the caps, the number of the next end, the tasks by their ids, the sums by their names.
 */
final class Batch {

  private final ClaimRows claims;
  private final TaskRows tasks;
  private final SpendRows spend;
  private final ContentRows contents;
  private final MetaRows meta;

  Batch(ClaimRows claims, TaskRows tasks, SpendRows spend, ContentRows contents, MetaRows meta) {
    this.claims = claims;
    this.tasks = tasks;
    this.spend = spend;
    this.contents = contents;
    this.meta = meta;
  }

  /** Writes all of them, and notes in each what came of it, should this be committed. */
  void write(Connection connection, List<Order<?>> orders) throws SQLException {
    orders.forEach(Order::forget);
    List<ClaimOrder> claimed =
        orders.stream()
            .filter(ClaimOrder.class::isInstance)
            .map(ClaimOrder.class::cast)
            .sorted(Comparator.comparing(Order::id))
            .toList();
    List<WriteOrder> written =
        orders.stream()
            .filter(WriteOrder.class::isInstance)
            .map(WriteOrder.class::cast)
            .sorted(Comparator.comparing(Order::id))
            .toList();
    SpendRows.Guard caps = spend.guard(connection, orders);
    number(connection, written);
    claims.insert(connection, claimed, caps);
    tasks.update(connection, written, caps);
    List<Order<?>> stored = orders.stream().filter(Order::isStored).toList();
    spend.add(connection, stored);
    contents.put(connection, stored.stream().map(Order::record).toList());
    contents.remove(connection, leaving(written));
  }

  private static List<TaskId> leaving(List<WriteOrder> written) {
    return written.stream()
        .filter(order -> order.isStored() && order.leavesContent())
        .map(Order::id)
        .toList();
  }

  private void number(Connection connection, List<WriteOrder> written) throws SQLException {
    List<WriteOrder> ending = written.stream().filter(WriteOrder::ends).toList();
    if (!ending.isEmpty()) {
      long last = meta.count(connection, MetaRows.FINISH, ending.size());
      long number = last - ending.size();
      for (WriteOrder order : ending) {
        order.number(++number);
      }
    }
  }
}
