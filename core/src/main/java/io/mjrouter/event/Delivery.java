package io.mjrouter.event;

import java.util.List;

/**
 * What one listener is told in one go: one event, or all that is told of a task's end, which lasts
 * until the listener has returned from each. Its line guards it.
 */
final class Delivery {

  private final List<MjEvent> events;
  private final boolean lasting;
  private int next;
  private int failures;
  private long due;

  private Delivery(List<MjEvent> events, boolean lasting) {
    this.events = events;
    this.lasting = lasting;
  }

  /** An event that is told once, well or not. */
  static Delivery once(MjEvent event) {
    return new Delivery(List.of(event), false);
  }

  /** Events that are told until the listener returns. */
  static Delivery lasting(List<MjEvent> events) {
    return new Delivery(List.copyOf(events), true);
  }

  boolean isLasting() {
    return lasting;
  }

  /** Whether it may be left out when a listener is far behind. */
  boolean isProgress() {
    return event() instanceof MjEvent.Progressed;
  }

  /** What is told next. */
  MjEvent event() {
    return events.get(next);
  }

  /** The listener returned; whether there is more. */
  boolean returned() {
    failures = 0;
    next++;
    return next < events.size();
  }

  /** The listener threw; how often it has at this event. */
  int threw() {
    return ++failures;
  }

  long due() {
    return due;
  }

  void due(long due) {
    this.due = due;
  }
}
