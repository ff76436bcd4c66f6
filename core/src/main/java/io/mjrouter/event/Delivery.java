package io.mjrouter.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one listener is told in one go: one event, or all that is told of a task's end, which lasts
 * until the listener has returned from each. Its line guards it.
 */
final class Delivery {

  private final List<MjEvent> events;
  private final @Nullable Heard heard;
  private int next;
  private int failures;
  private long due;

  private Delivery(List<MjEvent> events, @Nullable Heard heard) {
    this.events = events;
    this.heard = heard;
  }

  /** An event that is told once, well or not. */
  static Delivery once(MjEvent event) {
    return new Delivery(List.of(event), null);
  }

  /** Events that are told until the listener returns, which is noted. */
  static Delivery lasting(List<MjEvent> events, Heard heard) {
    return new Delivery(List.copyOf(events), heard);
  }

  boolean isLasting() {
    return heard != null;
  }

  /** What tells it from others. */
  String key() {
    return events.get(0).id();
  }

  /** The listener returned from all of it. */
  void heardBy(Line line) {
    if (heard != null) {
      heard.add(line, events.get(0).task().id());
    }
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
