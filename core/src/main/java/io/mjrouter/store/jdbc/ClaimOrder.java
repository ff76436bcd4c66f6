package io.mjrouter.store.jdbc;

import io.mjrouter.store.Claim;
import io.mjrouter.store.TaskRecord;
import java.util.Optional;

/** A new task that waits to be recorded. */
final class ClaimOrder extends Order<Claim> {

  ClaimOrder(TaskRecord record) {
    super(record);
  }

  @Override
  Optional<TaskRecord> stored() {
    return Claim.made().equals(result()) ? Optional.of(record()) : Optional.empty();
  }
}
