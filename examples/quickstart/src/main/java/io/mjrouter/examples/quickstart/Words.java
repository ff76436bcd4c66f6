package io.mjrouter.examples.quickstart;

import io.mjrouter.model.Task;
import java.time.Duration;
import java.util.Locale;

/** How this program words things for a person. */
final class Words {

  private Words() {}

  /** Where a task stands, with its progress. */
  static String standing(Task task) {
    return task.progress() + " %, " + status(task);
  }

  static String status(Task task) {
    return switch (task.status()) {
      case PENDING -> "on its way";
      case QUEUED -> "queued";
      case RUNNING -> "drawing";
      case NEEDS_MODAL -> "the host asks for more";
      case SUCCEEDED -> "done";
      case FAILED -> "failed";
    };
  }

  /** Minutes and seconds, such as {@code 1:05}. */
  static String clock(Duration time) {
    return time.toMinutes() + ":" + String.format(Locale.ROOT, "%02d", time.toSecondsPart());
  }

  /** A short time as a person says it: {@code 2.4 s} or {@code 1:05 min}. */
  static String length(Duration time) {
    return time.compareTo(Duration.ofMinutes(1)) < 0
        ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
        : clock(time) + " min";
  }

  /** How long a host had a finished task, with a comma before it; empty where it is not known. */
  static String tookOf(Task task) {
    return task.accepted().isPresent() && task.ended().isPresent()
        ? ", " + length(Duration.between(task.accepted().get(), task.ended().get()))
        : "";
  }

  /** A rule of thumb: {@code 45 s} or {@code 4 min}. */
  static String about(Duration time) {
    return time.compareTo(Duration.ofMinutes(1)) < 0
        ? time.toSeconds() + " s"
        : (time.toSeconds() + 30) / 60 + " min";
  }
}
