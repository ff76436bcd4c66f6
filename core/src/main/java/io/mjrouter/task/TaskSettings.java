package io.mjrouter.task;

import static java.util.Objects.requireNonNull;

import io.mjrouter.spi.Problems;
import java.time.Duration;

/**
 * How long tasks may take: {@code midjourney.tasks}. Each end is a failure with a reason of its
 * own; the host may still finish the picture, and it stays paid.
 *
 * @param accept until the host begins; longer for hosts that queue for long
 * @param stall without any change once it began
 * @param timeout from acceptance to the end
 * @param notFoundGrace how long a host may not know a task that it took
 * @param unknownExpiry how long it may stay unknown whether a host took it
 * @param poll how often hosts are asked
 */
public record TaskSettings(
    Duration accept,
    Duration stall,
    Duration timeout,
    Duration notFoundGrace,
    Duration unknownExpiry,
    PollSettings poll) {

  static final Duration LONGEST = Duration.ofDays(365);

  private static final TaskSettings DEFAULTS =
      new TaskSettings(
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofMinutes(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(30),
          PollSettings.defaults());

  public TaskSettings {
    requireNonNull(accept, "accept");
    requireNonNull(stall, "stall");
    requireNonNull(timeout, "timeout");
    requireNonNull(notFoundGrace, "notFoundGrace");
    requireNonNull(unknownExpiry, "unknownExpiry");
    requireNonNull(poll, "poll");
  }

  public static TaskSettings defaults() {
    return DEFAULTS;
  }

  public TaskSettings withAccept(Duration accept) {
    return new TaskSettings(accept, stall, timeout, notFoundGrace, unknownExpiry, poll);
  }

  public TaskSettings withStall(Duration stall) {
    return new TaskSettings(accept, stall, timeout, notFoundGrace, unknownExpiry, poll);
  }

  public TaskSettings withTimeout(Duration timeout) {
    return new TaskSettings(accept, stall, timeout, notFoundGrace, unknownExpiry, poll);
  }

  public TaskSettings withNotFoundGrace(Duration notFoundGrace) {
    return new TaskSettings(accept, stall, timeout, notFoundGrace, unknownExpiry, poll);
  }

  public TaskSettings withUnknownExpiry(Duration unknownExpiry) {
    return new TaskSettings(accept, stall, timeout, notFoundGrace, unknownExpiry, poll);
  }

  public TaskSettings withPoll(PollSettings poll) {
    return new TaskSettings(accept, stall, timeout, notFoundGrace, unknownExpiry, poll);
  }

  /** Reports everything that cannot be. */
  public void validate(Problems problems) {
    problems.within("accept", accept, LONGEST);
    problems.within("stall", stall, LONGEST);
    problems.within("timeout", timeout, LONGEST);
    problems.within("unknown-expiry", unknownExpiry, LONGEST);
    if (notFoundGrace.isNegative() || notFoundGrace.compareTo(LONGEST) > 0) {
      problems.add(
          "not-found-grace", notFoundGrace + " (expected: not negative, at most " + LONGEST + ")");
    }
    poll.validate(problems.in("poll"));
  }
}
