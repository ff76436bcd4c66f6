package io.mjrouter.task;

import io.mjrouter.ledger.Step;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** By what right a record is changed: as its node, or as anybody who knows something. */
@FunctionalInterface
interface Changes {

  /** The record as it is stored now; empty when there is none, or it is not to be changed here. */
  Optional<TaskRecord> change(TaskId id, BiFunction<TaskRecord, Instant, Step> transition);
}
