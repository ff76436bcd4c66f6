package io.mjrouter.submit;

import io.mjrouter.model.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** When a host is asked whether it takes a refused key again. Safe for use by many threads. */
final class KeyProbes {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Backoff FURTHER = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(15));
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final int HIGHEST = 5;

  private final RandomGenerator random;
  private boolean out;
  private boolean probed;
  private boolean refused;
  private int level;
  private long backAt;
  private long next;

  KeyProbes(RandomGenerator random) {
    this.random = random;
  }

  /** Whether the key is refused now. */
  synchronized void notice(boolean badKey, long now) {
    if (badKey == out) {
      return;
    }
    out = badKey;
    probed = false;
    refused = false;
    if (!badKey) {
      backAt = now;
      return;
    }
    if (level > 0 && now - backAt >= FORGOTTEN.toNanos()) {
      level = 0;
    }
    next = now + jittered(pause(), random);
  }

  synchronized boolean isDue(long now) {
    return out && now - next >= 0;
  }

  /**
   * The host was asked.
   *
   * @param keyRefused whether it refused the key: then it looks at it
   */
  synchronized void asked(boolean keyRefused, long now) {
    probed = true;
    refused |= keyRefused;
    level = Math.min(level + 1, HIGHEST);
    next = now + jittered(pause(), random);
  }

  /**
   * Whether another free call may show that the key works: a probe was made since the key is
   * refused, and it did not say. Where probes are refused, nothing else shows it.
   */
  synchronized boolean leaveItOpen() {
    return probed && !refused;
  }

  private Duration pause() {
    return level == 0 ? FIRST : FURTHER.after(level - 1);
  }

  /** Never sooner, and up to a tenth later, so that many routers do not ask at once. */
  static long jittered(Duration wait, RandomGenerator random) {
    return (long) (wait.toNanos() * (1 + random.nextDouble() / 10));
  }
}
