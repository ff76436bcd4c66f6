package io.mjrouter.ledger;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mark that a host is given in place of the caller's state: the id of its task, so that whose
 * it is need not be remembered, and 72 bits at random, so that nobody guesses it.
 */
public final class Token {

  private static final HexFormat HEX = HexFormat.of();
  private static final int ID_DIGITS = 14;
  private static final String PREFIX = "mjr-";
  private static final Pattern OURS = Pattern.compile(PREFIX + "[0-9a-f]{32}");

  private Token() {}

  /** A token for an attempt of a task. */
  public static String of(TaskId task, RandomGenerator random) {
    return PREFIX
        + HEX.toHexDigits(task.value(), ID_DIGITS)
        + HEX.toHexDigits(random.nextLong())
        + HEX.toHexDigits(random.nextLong(), 2);
  }

  /** Something of the same form that is no task's: a name or a secret. */
  public static String random(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return PREFIX + HEX.formatHex(bytes);
  }

  /** Whose a token is; empty where it cannot be of ours. */
  public static Optional<TaskId> task(String token) {
    return within(token).isEmpty()
        ? Optional.empty()
        : TaskId.parse(
            Long.toString(
                HexFormat.fromHexDigitsToLong(
                    token, PREFIX.length(), PREFIX.length() + ID_DIGITS)));
  }

  /** Whether a state that a host shows is one of our tokens, perhaps with something added. */
  static boolean isOurs(String state) {
    return OURS.matcher(state).lookingAt();
  }

  /**
   * Whether a state that a host shows is one of our tokens, but of another task. A host may add to
   * a token, as trueai does for the children of one press.
   */
  public static boolean isOfAnother(String state, Task task) {
    String token = within(state);
    return !token.isEmpty()
        && task.attempts().stream().map(Attempt::token).noneMatch(token::equals);
  }

  /** The token of ours that a state begins with; empty when it does not. */
  public static String within(String state) {
    Matcher ours = OURS.matcher(state);
    return ours.lookingAt() ? ours.group() : "";
  }
}
