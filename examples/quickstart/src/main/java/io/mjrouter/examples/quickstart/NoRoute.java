package io.mjrouter.examples.quickstart;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.model.Attempt;
import java.util.List;

/** Says why no host took a picture, and what helps. */
final class NoRoute {

  private NoRoute() {}

  static String explain(NoRouteException failure) {
    List<Attempt> attempts = failure.attempts();
    if (attempts.isEmpty()) {
      return String.valueOf(failure.getMessage());
    }
    Attempt last = attempts.get(attempts.size() - 1);
    String host = last.route().provider().name();
    String said = last.detail().isBlank() ? "" : ": " + last.detail();
    return switch (last.reason()) {
      case "AUTH" -> host + " refused the key" + said;
      case "EDGE_BLOCKED" ->
          "The edge in front of " + host + " refused this program, not your key" + said;
      case "NO_MONEY" -> "The account at " + host + " has no money left" + said;
      case "DNS", "CONNECT_REFUSED", "CONNECT_TIMEOUT", "TLS", "PROXY_REFUSED" ->
          host + " cannot be reached" + said;
      default -> host + " did not take it (" + last.reason() + ")" + said;
    };
  }

  static String advice(NoRouteException failure) {
    List<Attempt> attempts = failure.attempts();
    if (attempts.isEmpty()) {
      return limits(String.valueOf(failure.getMessage()));
    }
    Attempt last = attempts.get(attempts.size() - 1);
    return switch (last.reason()) {
      case "AUTH" -> "Check the key in the environment; --check tests it.";
      case "EDGE_BLOCKED" -> "Try from another network, or ask the host's support.";
      case "NO_MONEY" -> "Top it up, or use another host.";
      case "PLAN_LIMIT", "FORBIDDEN" -> "Try another --mode, or ask the host.";
      case "DNS", "CONNECT_REFUSED", "CONNECT_TIMEOUT", "TLS", "PROXY_REFUSED", "REDIRECTED" ->
          "Check the address and the network; --check tests them.";
      case "UNSUPPORTED" -> "This host cannot do it: use another.";
      default -> "Try again later.";
    };
  }

  /** What keeps a route from being tried at all stands in the message, by name. */
  private static String limits(String message) {
    if (message.contains("PRICE_TOO_HIGH")) {
      return "Allow more with --max-price, or another --mode.";
    }
    if (message.contains("PRICE_UNKNOWN")) {
      return "Say what your host charges with --price, or leave --max-price out.";
    }
    return "Try another --mode or host.";
  }
}
