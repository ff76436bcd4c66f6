package io.mjrouter.model;

import java.io.Serializable;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Our name for a task, made before the first attempt and never changed.
 *
 * <p>Sixteen digits in [10<sup>15</sup>, 2<sup>53</sup> − 1]: it looks like the ids that clients of
 * the MJ protocol expect and survives a trip through a JavaScript number.
 *
 * @param value the number
 */
public record TaskId(long value) implements Comparable<TaskId>, Serializable {

  private static final long MIN = 1_000_000_000_000_000L;
  private static final long MAX = (1L << 53) - 1;

  public TaskId {
    if (value < MIN || value > MAX) {
      throw new IllegalArgumentException(
          "task id: " + value + " (expected: " + MIN + " to " + MAX + ")");
    }
  }

  /**
   * Reads the sixteen digits.
   *
   * @throws IllegalArgumentException when the text is no task id of ours
   */
  public static TaskId of(String digits) {
    return parse(digits)
        .orElseThrow(() -> new IllegalArgumentException("task id: not ours (expected: 16 digits)"));
  }

  /** Reads the sixteen digits; empty when the text is no task id of ours. */
  public static Optional<TaskId> parse(String digits) {
    if (digits.length() != 16 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    long value = Long.parseLong(digits);
    return value < MIN || value > MAX ? Optional.empty() : Optional.of(new TaskId(value));
  }

  /** Draws an id; the store decides whether it is unique. */
  public static TaskId random(RandomGenerator random) {
    return new TaskId(random.nextLong(MIN, MAX + 1));
  }

  @Override
  public int compareTo(TaskId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
