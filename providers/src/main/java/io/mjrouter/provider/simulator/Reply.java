package io.mjrouter.provider.simulator;

import java.time.Duration;
import java.util.List;

/**
 * What the host has to say to a submission, before any dialect.
 *
 * @param kind the answer
 * @param taskId the task it is about; empty where there is none
 * @param links what an upload became
 * @param queue how many stand before it
 * @param text the banned word, the prompt to prefill a window with, or what is wrong
 * @param lost what becomes of the answer on its way; {@link Fault#NONE} when it arrives
 */
record Reply(Kind kind, String taskId, List<String> links, int queue, String text, Fault lost) {

  /** When a host that names a time wants to be asked again. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(20);

  enum Kind {
    STARTED,
    QUEUED,
    EXISTED,
    WINDOW,
    UPLOADED,
    QUEUE_FULL,
    BANNED,
    PLAN_LIMIT,
    TROUBLE,
    SATURATED,
    RETRY_AFTER,
    NO_MONEY,
    BAD_KEY,
    EDGE_BLOCKED,
    NO_CHANNEL,
    PARENT_NOT_FOUND,
    PARENT_NOT_READY,
    BAD_PARAMETER;

    boolean isAcceptance() {
      return this == STARTED
          || this == QUEUED
          || this == EXISTED
          || this == WINDOW
          || this == UPLOADED;
    }
  }

  Reply {
    links = List.copyOf(links);
  }

  static Reply accepted(Kind kind, String taskId, int queue, String text) {
    return new Reply(kind, taskId, List.of(), queue, text, Fault.NONE);
  }

  static Reply uploaded(List<String> links) {
    return new Reply(Kind.UPLOADED, "", links, 0, "", Fault.NONE);
  }

  static Reply refused(Kind kind, String text) {
    return new Reply(kind, "", List.of(), 0, text, Fault.NONE);
  }

  /** An answer that would have been a refusal or was never made, and does not arrive. */
  static Reply lost(Fault fault) {
    return new Reply(Kind.TROUBLE, "", List.of(), 0, "", fault);
  }

  /** This answer, lost on its way. */
  Reply lostBy(Fault fault) {
    return new Reply(kind, taskId, links, queue, text, fault);
  }
}
