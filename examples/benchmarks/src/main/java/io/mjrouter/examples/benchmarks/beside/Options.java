package io.mjrouter.examples.benchmarks.beside;

import java.util.List;

/**
 * How it is measured.
 *
 * @param rounds how often each proxy is put under each load
 * @param seconds how long each time
 * @param warmUp what those that are compiled while they run go through before, for each kind of
 *     call and in each round
 * @param proxies who takes part
 */
record Options(int rounds, int seconds, WarmUp warmUp, List<String> proxies) {

  static final String USAGE =
      "[rounds=3] [seconds=4] [warm-up=60] [proxies=" + String.join(",", Proxies.NAMES) + "]";

  /** So that what is measured afterwards still fits into the gateway's memory, 200,000 tasks. */
  private static final int MOST_REQUESTS = 40_000;

  static Options parse(String... arguments) {
    Options options = new Options(3, 4, warmUp(60), Proxies.NAMES);
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      String name = at < 0 ? argument : argument.substring(0, at);
      options = options.with(name, argument.substring(at + 1));
    }
    return options;
  }

  private static WarmUp warmUp(int seconds) {
    return new WarmUp(seconds, MOST_REQUESTS);
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "rounds" -> new Options(Integer.parseInt(value), seconds, warmUp, proxies);
      case "seconds" -> new Options(rounds, Integer.parseInt(value), warmUp, proxies);
      case "warm-up" -> new Options(rounds, seconds, warmUp(Integer.parseInt(value)), proxies);
      case "proxies" -> new Options(rounds, seconds, warmUp, List.of(value.split(",", -1)));
      default -> throw new IllegalArgumentException(name + " (expected: " + USAGE + ")");
    };
  }
}
