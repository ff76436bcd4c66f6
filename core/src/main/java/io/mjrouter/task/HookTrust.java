package io.mjrouter.task;

/**
 * How far a provider's webhooks can be relied on, by whether they came: what it says about its own
 * makes no difference, since gateways strip them. The tracker guards it.
 */
final class HookTrust {

  /** How much one end says. */
  private static final double LESSON = 1.0 / 8;

  /** Looks never cease, since webhooks may. */
  private static final double MOST = 0.96;

  private double share;

  /** A task ended: whether the host had called back about it before. */
  void ended(boolean calledBack) {
    share += ((calledBack ? 1 : 0) - share) * LESSON;
  }

  /** The share of ends that a webhook announces; never all of them. */
  double share() {
    return Math.min(MOST, share);
  }
}
