package io.mjrouter.provider.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What can go wrong with one submission to a simulated host.
 *
 * <p>Configuration names them in lower case with hyphens, as in {@code faults: [queue-full, none,
 * hang-up-after-reading]}: one a submission, in that order, and none afterwards. A name with a
 * percentage, {@code fail:5}, is no part of that order: it strikes each submission after it with
 * that chance, decided by the seed.
 */
public enum Fault {
  /** Nothing goes wrong: a place holder in an order. */
  NONE(Kind.AFTERWARDS),

  /** Refused with code 23: the queue is full. */
  QUEUE_FULL(Kind.REFUSAL),
  /** Refused with code 24, as if the prompt held a banned word. */
  BANNED(Kind.REFUSAL),
  /** Refused with code 9: the worker failed. */
  TROUBLE(Kind.REFUSAL),
  /** Refused with code 30 and HTTP 429: too much at once. */
  SATURATED(Kind.REFUSAL),
  /** The same, and the host names a time to come back: 20 s. */
  RETRY_AFTER(Kind.REFUSAL),
  /** Refused for want of money ({@code quota_not_enough}), this one time. */
  QUOTA(Kind.REFUSAL),
  /** The account is empty from now on: this submission and later ones are refused for it. */
  OUT_OF_BALANCE(Kind.REFUSAL),
  /** Refused with HTTP 401: the key is not known. */
  BAD_KEY(Kind.REFUSAL),
  /** Refused by the edge before the host: HTTP 403 and {@code error code: 1010}. */
  EDGE_BLOCKED(Kind.REFUSAL),
  /** Refused by the gateway: HTTP 503 {@code model_not_found}, no channel for this model. */
  NO_CHANNEL(Kind.REFUSAL),

  /** The connection ends before the host read the request. Not taken, but nobody can tell. */
  HANG_UP_BEFORE_READING(Kind.LOST_UNTAKEN),

  /** Taken and billed; the connection ends without an answer. */
  HANG_UP_AFTER_READING(Kind.LOST),
  /** Taken and billed; the connection is reset without an answer. */
  RESET(Kind.LOST),
  /** Taken and billed; the answer is HTTP 502. */
  BAD_GATEWAY(Kind.LOST),
  /** Taken and billed; the answer is HTTP 429 of nobody knows which hop, without a word. */
  BARE_429(Kind.LOST),
  /** Taken and billed; the answer is a page of HTML with HTTP 200. */
  HTML(Kind.LOST),
  /** Taken and billed; the answer is empty with HTTP 200. */
  EMPTY(Kind.LOST),
  /** Taken and billed; the answer ends in the middle. */
  TRUNCATED(Kind.LOST),
  /** Taken and billed; the answer does not come while the caller waits. */
  LATE_ANSWER(Kind.LOST),
  /** Taken and billed; the answer comes byte by byte and does not end while the caller waits. */
  DRIP(Kind.LOST),

  /** Taken; fails when it should have been finished, for a reason that lies with the host. */
  FAIL(Kind.AFTERWARDS),
  /** Taken; fails when it should have been finished, since the content is refused. */
  FAIL_CONTENT(Kind.AFTERWARDS),
  /** Taken; takes ten times as long as usual. */
  SLOW(Kind.AFTERWARDS),
  /** Taken; stays at 85 % for ever. */
  STALL(Kind.AFTERWARDS),
  /** Taken; not known to the host any more once half of its time is over. */
  FORGET(Kind.AFTERWARDS),
  /** Taken; succeeds without a picture and without buttons. */
  NO_IMAGE(Kind.AFTERWARDS),
  /** Taken; its progress and its status go back, even from success, before it is finished. */
  GO_BACK(Kind.AFTERWARDS),
  /** Taken; questions about it are answered with another task's id. */
  WRONG_ID(Kind.AFTERWARDS),
  /** Taken; the state that was sent along is never given back. */
  STRIP_STATE(Kind.AFTERWARDS);

  /** At which point a fault strikes. */
  enum Kind {
    /** The host says no. */
    REFUSAL,
    /** No usable answer, and the submission was not taken. */
    LOST_UNTAKEN,
    /** No usable answer, and the submission was taken and billed. */
    LOST,
    /** The submission is taken, and said to be; what follows is wrong. */
    AFTERWARDS
  }

  private final Kind kind;

  Fault(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** The fault as configuration names it: lower case with hyphens. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads a name in any case, with hyphens or underscores. */
  public static Optional<Fault> parse(String name) {
    String key = name.trim().toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(values()).filter(fault -> fault.key().equals(key)).findFirst();
  }
}
