package io.mjrouter.ledger;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.Task;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mark that a host is given in place of the caller's state: random, so nobody guesses it. */
public final class Token {

  private static final Pattern OURS = Pattern.compile("mjr-[0-9a-f]{32}");

  private Token() {}

  public static String random(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return "mjr-" + HexFormat.of().formatHex(bytes);
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
