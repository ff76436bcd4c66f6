package io.mjrouter.store;

import java.time.LocalDate;
import java.util.List;

/**
 * What was spent, by day. The sums outlive the tasks; they are moved by {@link TaskStore#write}
 * alone, in one transaction with the record.
 *
 * <p>Safe for use by many threads; may block; throws {@link io.mjrouter.error.StoreException}.
 */
public interface SpendBook {

  /** The sums of these days, both included; in no order, and none that is nothing. */
  List<SpendSum> sums(LocalDate from, LocalDate to);
}
