package io.mjrouter.ledger;

import static java.util.Objects.requireNonNull;

import io.mjrouter.event.MjEvent;
import io.mjrouter.model.Task;
import io.mjrouter.store.TaskRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * One transition of a record.
 *
 * @param record the record after it
 * @param changed whether there is anything to store
 * @param events what to tell once the record is stored
 * @param mayWait whether it may be stored a little later: {@link io.mjrouter.store.Write#mayWait}
 */
public record Step(TaskRecord record, boolean changed, List<MjEvent> events, boolean mayWait) {

  public Step {
    requireNonNull(record, "record");
    events = List.copyOf(events);
  }

  /** A transition that this record does not make. */
  public static Step none(TaskRecord record) {
    return new Step(record, false, List.of(), false);
  }

  /** This transition made right after another, stored as one. */
  public Step after(Step first) {
    List<MjEvent> both = new ArrayList<>(first.events);
    both.addAll(events);
    return new Step(record, first.changed || changed, both, mayWait && !first.changed);
  }

  static Step to(TaskRecord record, List<MjEvent> events) {
    return new Step(record, true, events, false);
  }

  /** A step of progress and no more. */
  static Step onward(TaskRecord record, List<MjEvent> events) {
    return new Step(record, true, events, true);
  }

  /** The same with a task that was worked on before it is stored. */
  public Step with(Task task) {
    return new Step(record.with(task), changed, events, mayWait);
  }
}
