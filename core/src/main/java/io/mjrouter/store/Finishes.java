package io.mjrouter.store;

import io.mjrouter.model.TaskId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The tasks that ended, in the order in which their ends were stored. The number of an end is given
 * in the transaction that stores it, so whoever has read up to a number has missed none before it.
 *
 * <p>Safe for use by many threads; may block; throws {@link io.mjrouter.error.StoreException}.
 */
public interface Finishes {

  /**
   * Some of the tasks that ended.
   *
   * @param records in the order of their ends
   * @param next where the next page begins; the same as before when nothing is left
   */
  record Page(List<TaskRecord> records, long next) {
    public Page {
      records = List.copyOf(records);
    }
  }

  /**
   * The ends after a cursor.
   *
   * @param cursor the {@code next} of the page before; 0 for the first
   */
  Page since(long cursor, int limit);

  /**
   * Tasks of these shards whose end was not told to every listener yet, first ended first.
   *
   * @param cursor the {@code next} of the page before; 0 for the first
   */
  Page untold(Shards shards, long cursor, int limit);

  /**
   * Tasks of these shards that failed since a time, by the clocks of those who recorded it; in no
   * order.
   *
   * @param limit the most that are returned: those that were stored last
   */
  List<TaskRecord> failedSince(Shards shards, Instant since, int limit);

  /** Their ends were told. A task that is gone is passed over. */
  void told(Collection<TaskId> ids);
}
