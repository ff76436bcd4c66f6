package io.mjrouter.store.jdbc;

import io.mjrouter.store.Claim;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Write;
import java.util.Optional;

/** A new task that waits to be recorded. */
final class ClaimOrder extends Order<Claim> {

  ClaimOrder(Write write) {
    super(write);
  }

  @Override
  Optional<TaskRecord> stored() {
    return result() instanceof Claim.Made ? Optional.of(record()) : Optional.empty();
  }
}
