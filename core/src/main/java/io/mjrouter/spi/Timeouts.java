package io.mjrouter.spi;

import java.time.Duration;

/**
 * How long calls to a host may take, each as a whole: from asking for a connection to the last byte
 * of the answer.
 *
 * @param connect until a connection stands
 * @param submit a paid call; gateways themselves wait 60 s for their worker
 * @param read a fetch, list or balance
 * @param seed the seed of a picture, which a worker asks Discord for
 * @param image a picture until its last byte
 */
public record Timeouts(
    Duration connect, Duration submit, Duration read, Duration seed, Duration image) {

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Timeouts DEFAULTS =
      new Timeouts(
          Duration.ofSeconds(3),
          Duration.ofSeconds(75),
          Duration.ofSeconds(15),
          Duration.ofSeconds(45),
          Duration.ofSeconds(60));

  public Timeouts {
    check("connect", connect);
    check("submit", submit);
    check("read", read);
    check("seed", seed);
    check("image", image);
  }

  public static Timeouts defaults() {
    return DEFAULTS;
  }

  public Timeouts withConnect(Duration connect) {
    return new Timeouts(connect, submit, read, seed, image);
  }

  public Timeouts withSubmit(Duration submit) {
    return new Timeouts(connect, submit, read, seed, image);
  }

  public Timeouts withRead(Duration read) {
    return new Timeouts(connect, submit, read, seed, image);
  }

  public Timeouts withSeed(Duration seed) {
    return new Timeouts(connect, submit, read, seed, image);
  }

  public Timeouts withImage(Duration image) {
    return new Timeouts(connect, submit, read, seed, image);
  }

  private static void check(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: more than nothing, at most " + LONGEST + ")");
    }
  }
}
