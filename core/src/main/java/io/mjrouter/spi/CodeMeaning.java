package io.mjrouter.spi;

import java.util.Map;

/**
 * What a number in {@code code} says about a submission. A profile maps numbers to these; a number
 * that it does not map means that nobody knows.
 */
public enum CodeMeaning {
  /** Taken, or taken and queued, where the answer shows a place in a queue. */
  ACCEPTED,
  QUEUED,
  /** Taken earlier, or waiting for a window: {@link Profile#code21()} decides. */
  EXISTED_OR_MODAL,
  /** For a follow-up the parent is missing; for anything else there is no account to draw with. */
  NOT_FOUND,
  /** Refused; the text says why. */
  BY_TEXT,
  /** The gateway does not know what became of it. */
  UNSURE,
  /** The worker failed and did not take it. */
  TROUBLE,
  QUEUE_FULL,
  /** Midjourney refuses the content, or the plan does not allow it. */
  CONTENT,
  THROTTLED,
  BAD_PARAMETER;

  /** The numbers of midjourney-proxy, its forks and new-api. */
  public static Map<Integer, CodeMeaning> standard() {
    return Map.ofEntries(
        Map.entry(1, ACCEPTED),
        Map.entry(3, NOT_FOUND),
        Map.entry(4, BY_TEXT),
        Map.entry(5, UNSURE),
        Map.entry(9, TROUBLE),
        Map.entry(21, EXISTED_OR_MODAL),
        Map.entry(22, QUEUED),
        Map.entry(23, QUEUE_FULL),
        Map.entry(24, CONTENT),
        Map.entry(30, THROTTLED),
        Map.entry(-1, BAD_PARAMETER));
  }
}
