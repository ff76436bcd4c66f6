package io.mjrouter.model;

import java.util.Locale;

/** Where a task stands, in the words of the MJ protocol. */
public enum HostStatus {
  NOT_START,
  SUBMITTED,
  IN_PROGRESS,
  MODAL,
  SUCCESS,
  FAILURE,
  CANCEL,
  /** No status was given, as new-api does before its first look at the task. */
  BLANK,
  /** A word this version does not know; treated as not finished. */
  UNKNOWN;

  /** Reads a status in any case; never fails. */
  public static HostStatus parse(String text) {
    String name = text.trim().toUpperCase(Locale.ROOT);
    if (name.isEmpty()) {
      return BLANK;
    }
    for (HostStatus status : values()) {
      if (status.name().equals(name)) {
        return status;
      }
    }
    return UNKNOWN;
  }

  /** Whether the host will not change it any more. */
  public boolean isFinal() {
    return this == SUCCESS || this == FAILURE || this == CANCEL;
  }
}
