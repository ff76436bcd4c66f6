package io.mjrouter.model;

/** What to do when nobody can tell whether a host took a submission. */
public enum OnUnknown {
  /** Wait until it is resolved; never send it again. */
  HOLD,
  /** Send it again; may pay twice. */
  RESUBMIT
}
