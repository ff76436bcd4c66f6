package io.mjrouter;

import java.util.Arrays;
import java.util.List;

/**
 * What can go wrong with one submission at one host over HTTP, and what that must lead to: the
 * table that the router is held against. It is written down here once more, and shares nothing with
 * it.
 */
enum Trouble {
  NONE("none", Course.TAKEN),
  SLOW("slow", Course.TAKEN),
  STALL("stall", Course.TAKEN),
  FAIL("fail", Course.TAKEN),
  FORGET("forget", Course.TAKEN),
  NO_IMAGE("no-image", Course.TAKEN),

  /** Nobody listens at its port. */
  DOWN("none", Course.MOVES_ON),
  QUEUE_FULL("queue-full", Course.MOVES_ON),
  HOST_FAILED("trouble", Course.MOVES_ON),
  THROTTLED("saturated", Course.MOVES_ON),
  THROTTLED_UNTIL("retry-after", Course.MOVES_ON),
  NO_MONEY("quota", Course.MOVES_ON),
  EMPTY_ACCOUNT("out-of-balance", Course.MOVES_ON),
  BAD_KEY("bad-key", Course.MOVES_ON),
  EDGE("edge-blocked", Course.MOVES_ON),
  NO_CHANNEL("no-channel", Course.MOVES_ON),

  BANNED("banned", Course.REFUSED),

  CUT_UNREAD("hang-up-before-reading", Course.HELD_UNPAID),
  CUT("hang-up-after-reading", Course.HELD),
  RESET("reset", Course.HELD),
  BAD_GATEWAY("bad-gateway", Course.HELD),
  BARE_429("bare-429", Course.HELD),
  HTML("html", Course.HELD),
  EMPTY("empty", Course.HELD),
  TRUNCATED("truncated", Course.HELD),
  HANGS("late-answer", Course.HELD),
  DRIPS("drip", Course.HELD);

  /** What becomes of a submission. */
  enum Course {
    /** The host has it. */
    TAKEN,
    /** The host certainly has it not: the next one is asked. */
    MOVES_ON,
    /** No host would take it, and none is asked any more. */
    REFUSED,
    /** Nobody can tell, and nobody else is asked; the host has it. */
    HELD,
    /** Nobody can tell, and nobody else is asked; the host has it not. */
    HELD_UNPAID;

    boolean isHeld() {
      return this == HELD || this == HELD_UNPAID;
    }

    boolean isPaid() {
      return this == TAKEN || this == HELD;
    }
  }

  private final String fault;
  private final Course course;

  Trouble(String fault, Course course) {
    this.fault = fault;
    this.course = course;
  }

  /** The simulated host's own word for it. */
  String fault() {
    return fault;
  }

  Course course() {
    return course;
  }

  static List<Trouble> of(Course... courses) {
    return Arrays.stream(values())
        .filter(trouble -> List.of(courses).contains(trouble.course))
        .toList();
  }
}
