package io.mjrouter.store.jdbc;

import io.mjrouter.store.Claim;
import io.mjrouter.store.TaskRecord;

/** A new task that waits to be recorded. */
final class ClaimOrder extends Order<Claim> {

  ClaimOrder(TaskRecord record) {
    super(record);
  }
}
