package io.mjrouter.error;

/** What may be done about a failure. */
public enum Remedy {
  /** The request is at fault, or nothing is left to try; the same call fails again. */
  GIVE_UP,
  /** Nothing was bought; the same call may work later. */
  TRY_LATER,
  /** It may have been bought: asking again could pay twice. The task goes on by itself. */
  WAIT,
  /** The configuration or the surroundings must be mended first. Nothing was bought. */
  REPAIR
}
