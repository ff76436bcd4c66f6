package io.mjrouter.task;

/**
 * Whether a provider's webhooks are seen to work: what it says about its own makes no difference,
 * since gateways strip them. The tracker guards it.
 */
final class HookTrust {

  private static final int ENOUGH = 3;

  private int told;

  /** A task ended: whether the host had called back about it before. */
  void ended(boolean calledBack) {
    told = calledBack ? Math.min(told + 1, ENOUGH) : 0;
  }

  /** Whether the host called back about each of the last tasks that ended there. */
  boolean isWorking() {
    return told == ENOUGH;
  }
}
