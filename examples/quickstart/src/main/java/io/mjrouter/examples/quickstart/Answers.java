package io.mjrouter.examples.quickstart;

import io.mjrouter.model.Attempt;
import java.util.Optional;

/** What a host's answer to a submission means to a person, and what helps. */
final class Answers {

  private Answers() {}

  /** What the host said or did. */
  static String explain(Attempt attempt, Optional<String> bannedWord) {
    String host = attempt.route().provider().name();
    String said =
        (attempt.detail().isBlank() ? "" : ": " + attempt.detail())
            + bannedWord.map(word -> " (the word: " + word + ")").orElse("");
    if (attempt.state() == Attempt.State.UNKNOWN || attempt.state() == Attempt.State.INTENT) {
      return "Nobody can tell whether " + host + " took it" + said;
    }
    return switch (attempt.reason()) {
      case "AUTH" -> host + " refused the key" + said;
      case "EDGE_BLOCKED" ->
          "The edge in front of " + host + " refused this program, not your key" + said;
      case "NO_MONEY" -> "The account at " + host + " has no money left" + said;
      case "BANNED_PROMPT" -> host + " refused the prompt" + said;
      case "DNS", "CONNECT_REFUSED", "CONNECT_TIMEOUT", "TLS", "PROXY_REFUSED" ->
          host + " cannot be reached" + said;
      default -> host + " did not take it (" + attempt.reason() + ")" + said;
    };
  }

  /** What to do about it. */
  static String advice(Attempt attempt) {
    if (attempt.state() == Attempt.State.UNKNOWN || attempt.state() == Attempt.State.INTENT) {
      return "Look at your account there before you ask again.";
    }
    return switch (attempt.reason()) {
      case "AUTH" -> "Check the key in the environment; --check tests it.";
      case "EDGE_BLOCKED" -> "Try from another network, or ask the host's support.";
      case "NO_MONEY" -> "Top it up, or use another host.";
      case "BANNED_PROMPT" -> "Change the prompt: asking again may cost you the account.";
      case "BAD_PARAMETER" -> "Change the prompt: the same again is no use.";
      case "PLAN_LIMIT", "FORBIDDEN" -> "Try another --mode, or ask the host.";
      case "DNS", "CONNECT_REFUSED", "CONNECT_TIMEOUT", "TLS", "PROXY_REFUSED", "REDIRECTED" ->
          "Check the address and the network; --check tests them.";
      case "UNSUPPORTED" -> "This host cannot do it: use another.";
      default -> "Try again later.";
    };
  }

  /** What helps where nothing was even tried; why not stands in the message, by name. */
  static String adviceWithoutAttempt(String message) {
    if (message.contains("PRICE_TOO_HIGH")) {
      return "Allow more with --max-price, or another --mode.";
    }
    if (message.contains("PRICE_UNKNOWN")) {
      return "Say what your host charges with --price, or leave --max-price out.";
    }
    if (message.contains("--turbo") || message.contains("--fast") || message.contains("--relax")) {
      return "Add --mode, or take the flag out of the prompt.";
    }
    return "Try another --mode or host.";
  }
}
