package io.mjrouter.guard;

import io.mjrouter.model.Backoff;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether and when a read is made again: after 0.5 s, then after 1 s, each give or take a half, and
 * no sooner than the host asks for. Pure but for chance.
 *
 * @param most how often in all
 */
record Repeats(int most) {

  static final Repeats NEVER = new Repeats(0);
  static final Repeats TWICE = new Repeats(2);

  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(8));

  /**
   * The time to the next try; empty where there is to be none.
   *
   * @param done how often it was made again
   * @param left how much of the read's own timeout is left
   */
  Optional<Duration> next(Reading<?> reading, int done, Duration left, RandomGenerator random) {
    if (done >= most || !(reading instanceof Reading.Failed<?> failed)) {
      return Optional.empty();
    }
    ReadFailure failure = failed.failure();
    if (!isTransient(failure.reason())) {
      return Optional.empty();
    }
    Duration base = PAUSES.after(done);
    Duration own = base.dividedBy(2).plusNanos((long) (random.nextDouble() * base.toNanos()));
    Duration wait = failure.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
    return Optional.of(wait).filter(time -> time.compareTo(left) < 0);
  }

  private static boolean isTransient(ReadFailure.Reason reason) {
    return switch (reason) {
      case UNREACHABLE, TIMED_OUT, HOST_TROUBLE, GARBLED, THROTTLED -> true;
      case AUTH,
          FORBIDDEN,
          EDGE_BLOCKED,
          REDIRECTED,
          TOO_LARGE,
          MISMATCHED,
          INVALID_REQUEST,
          NOT_ASKED ->
          false;
    };
  }
}
