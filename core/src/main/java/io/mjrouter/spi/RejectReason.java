package io.mjrouter.spi;

/** Why a host certainly did not take a submission. */
public enum RejectReason {
  /** The key is wrong, expired or missing. */
  AUTH(true, Blame.ACCOUNT),
  /** The account, its group or our address may not do this. */
  FORBIDDEN(true, Blame.ACCOUNT),
  /** The edge in front of the host refused us; nothing is wrong with the key. */
  EDGE_BLOCKED(true, Blame.ACCOUNT),
  /** The account or key has no money left. */
  NO_MONEY(true, Blame.ACCOUNT),
  /** The host's plan does not allow this mode or kind of task. */
  PLAN_LIMIT(true, Blame.ACCOUNT),
  /** A gateway has no channel for this model just now. */
  NO_CHANNEL(true, Blame.HOST),
  /** A worker has no account to draw with just now. */
  NO_INSTANCE(true, Blame.HOST),
  QUEUE_FULL(true, Blame.HOST),
  THROTTLED(true, Blame.HOST),
  /** The host said that it failed, and that it did not take the task. */
  HOST_TROUBLE(true, Blame.HOST),
  /** The host points elsewhere; nothing is sent there. */
  REDIRECTED(true, Blame.ACCOUNT),
  /** The host lacks this endpoint or kind of task. */
  UNSUPPORTED(true, Blame.NOBODY),
  /** Another host may take larger ones. */
  PAYLOAD_TOO_LARGE(true, Blame.CALLER),
  /** Every host refuses it, and some punish the account for asking again. */
  BANNED_PROMPT(false, Blame.CALLER),
  BAD_PARAMETER(false, Blame.CALLER),
  /** The parent is not known there; ids belong to one host. */
  PARENT_NOT_FOUND(false, Blame.CALLER),
  /** The host's view of the parent lags behind; the same call works a little later. */
  PARENT_NOT_READY(false, Blame.NOBODY);

  /** Whom a refusal speaks against. */
  public enum Blame {
    CALLER,
    /** The account as configured: nothing gets better by waiting. */
    ACCOUNT,
    /** The host as it is now. */
    HOST,
    NOBODY
  }

  private final boolean mayMove;
  private final Blame blame;

  RejectReason(boolean mayMove, Blame blame) {
    this.mayMove = mayMove;
    this.blame = blame;
  }

  /** Whether another provider may be asked. */
  public boolean mayMove() {
    return mayMove;
  }

  public Blame blame() {
    return blame;
  }
}
