package io.mjrouter.ledger;

import static java.util.Objects.requireNonNull;

import io.mjrouter.event.MjEvent;
import io.mjrouter.store.TaskRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * One transition of a record.
 *
 * @param record the record after it
 * @param changed whether there is anything to store
 * @param events what to tell once the record is stored
 */
public record Step(TaskRecord record, boolean changed, List<MjEvent> events) {

  public Step {
    requireNonNull(record, "record");
    events = List.copyOf(events);
  }

  /** A transition that this record does not make. */
  public static Step none(TaskRecord record) {
    return new Step(record, false, List.of());
  }

  /** This transition made right after another, stored as one. */
  public Step after(Step first) {
    List<MjEvent> both = new ArrayList<>(first.events);
    both.addAll(events);
    return new Step(record, first.changed || changed, both);
  }

  static Step to(TaskRecord record, List<MjEvent> events) {
    return new Step(record, true, events);
  }
}
