package io.mjrouter.proxy;

import io.mjrouter.model.TaskId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One call of a client's webhook, and how often it was tried. Guarded by its line. */
final class HookMessage {

  /** A step on the way is soon overtaken. */
  private static final List<Duration> PASSING =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(10));

  /** The end is tried for a day and a half. */
  private static final List<Duration> LASTING =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(8),
          Duration.ofHours(20));

  /** What waited longer, behind others of its client, may be true no more. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final String id;
  private final TaskId task;
  private final URI url;
  private final byte[] body;
  private final boolean last;
  private final long since;
  private int failures;

  /**
   * What is to be told.
   *
   * @param last whether it tells of the task's end
   * @param since when it happened, on the monotonic clock
   */
  HookMessage(String id, TaskId task, URI url, byte[] body, boolean last, long since) {
    this.id = id;
    this.task = task;
    this.url = url;
    this.body = body;
    this.last = last;
    this.since = since;
  }

  /** The same however often it is sent. */
  String id() {
    return id;
  }

  TaskId task() {
    return task;
  }

  URI url() {
    return url;
  }

  byte[] body() {
    return body;
  }

  /** Whether it tells of the task's end. */
  boolean isLast() {
    return last;
  }

  /** Whether it happened so long ago that its task may have ended meanwhile. */
  boolean isStale(long now) {
    return now - since > FRESH.toNanos();
  }

  /** It was not delivered; how long to wait before the next try, or empty when it is given up. */
  Optional<Duration> failed() {
    List<Duration> pauses = last ? LASTING : PASSING;
    return failures < pauses.size() ? Optional.of(pauses.get(failures++)) : Optional.empty();
  }
}
