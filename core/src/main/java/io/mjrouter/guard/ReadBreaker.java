package io.mjrouter.guard;

import dev.failsafe.CircuitBreaker;
import io.mjrouter.model.Backoff;
import io.mjrouter.model.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether a host may be asked now. After {@value #FAILURES} calls in a row that found it down it is
 * left alone for 5 s, doubling up to a minute; then one call at a time finds out whether it is
 * back.
 *
 * <p>Whoever has a {@link Pass} returns it, whatever happened; the right to find out cannot be
 * lost, since one that is not returned within two minutes is given to another call. What was begun
 * before the state changed says nothing about it. Safe for use by many threads.
 */
final class ReadBreaker {

  static final int FAILURES = 5;
  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(1));
  private static final int HIGHEST = 4;
  private static final Duration TRIAL = Duration.ofMinutes(2);
  private static final Duration TRIAL_LOOK = Duration.ofSeconds(1);

  /** Its own clock never opens it again: ours does. */
  private static final Duration BEYOND_REACH = Duration.ofDays(36_500);

  private final CircuitBreaker<Object> breaker =
      CircuitBreaker.builder()
          .withFailureThreshold(FAILURES)
          .withSuccessThreshold(1)
          .withDelay(BEYOND_REACH)
          .build();

  private final TimeSource time;
  private final RandomGenerator random;
  private long epoch;
  private int level;
  private long until;
  private long trialSince;

  ReadBreaker(TimeSource time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  /** The right to make one call. */
  record Pass(long epoch) {}

  /** The right to make one call; empty: the host is left alone. */
  synchronized Optional<Pass> pass() {
    long now = time.nanoTime();
    if (breaker.isOpen() && now - until >= 0) {
      breaker.halfOpen();
    } else if (breaker.isHalfOpen() && now - trialSince >= TRIAL.toNanos()) {
      renewTrial();
    }
    if (!breaker.tryAcquirePermit()) {
      return Optional.empty();
    }
    trialSince = now;
    return Optional.of(new Pass(epoch));
  }

  /** What the end of a call says that was not known before it. */
  enum News {
    NONE,
    WENT_DOWN,
    CAME_BACK
  }

  /** A call ended. */
  synchronized News ended(Pass pass, Sign sign) {
    if (pass.epoch != epoch) {
      return News.NONE;
    }
    boolean thoughtUp = breaker.isClosed();
    switch (sign) {
      case UP -> {
        if (breaker.isHalfOpen()) {
          level = 0;
        }
        breaker.recordSuccess();
      }
      case DOWN -> {
        breaker.recordFailure();
        if (breaker.isOpen()) {
          epoch++;
          until = time.nanoTime() + pause().toNanos();
          level = Math.min(level + 1, HIGHEST);
        }
      }
      case NONE -> {
        if (breaker.isHalfOpen()) {
          renewTrial();
        }
      }
    }
    if (thoughtUp == breaker.isClosed()) {
      return News.NONE;
    }
    return thoughtUp ? News.WENT_DOWN : News.CAME_BACK;
  }

  /** How long the host is still left alone; empty: it may be asked. */
  synchronized Optional<Duration> closedFor() {
    long left = until - time.nanoTime();
    if (breaker.isOpen()) {
      return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
    }
    return breaker.isHalfOpen() ? Optional.of(TRIAL_LOOK) : Optional.empty();
  }

  /** Give or take a fifth, so that many routers do not come back at once. */
  private Duration pause() {
    Duration base = PAUSES.after(level);
    return Duration.ofNanos((long) (base.toNanos() * (0.8 + 0.4 * random.nextDouble())));
  }

  /** The library gives no permit back, but a state entered anew has all of its own. */
  private void renewTrial() {
    epoch++;
    breaker.open();
    breaker.halfOpen();
  }
}
