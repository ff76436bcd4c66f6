package io.mjrouter.store;

import java.util.List;

/**
 * What was stored lately.
 *
 * @param records in no order; some have come before
 * @param next where the next call goes on
 */
public record Lately(List<TaskRecord> records, long next) {
  public Lately {
    records = List.copyOf(records);
  }
}
