package io.mjrouter.examples.benchmarks.beside;

import com.google.common.collect.Maps;
import io.mjrouter.examples.benchmarks.beside.Cell.Call;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How it is measured.
 *
 * @param rounds how often each proxy is started
 * @param times how often it is put under each load then, one time after the other
 * @param seconds how long each time
 * @param warmUpSeconds how long those that are compiled while they run go through before, for each
 *     kind of call and in each round, at most
 * @param calls what is asked, of those that can be asked it
 * @param proxies who takes part
 */
record Options(
    int rounds, int times, int seconds, int warmUpSeconds, List<Call> calls, List<String> proxies) {

  static final String USAGE =
      "[rounds=3] [times=1] [seconds=4] [warm-up=60] [calls=%s] [proxies=%s]"
          .formatted(
              Arrays.stream(Call.values()).map(Call::option).collect(Collectors.joining(",")),
              String.join(",", Proxies.NAMES));

  /** As many open tasks as the gateway keeps, but for a fifth, as no rate stays the same. */
  private static final int ROOM = 160_000;

  static Options parse(String... arguments) {
    Options options = new Options(3, 1, 4, 60, List.of(Call.values()), Proxies.NAMES);
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      String name = at < 0 ? argument : argument.substring(0, at);
      options = options.with(name, argument.substring(at + 1));
    }
    return options;
  }

  /** Leaves room for all that is measured of a call afterwards. */
  WarmUp warmUp(Call call) {
    return new WarmUp(warmUpSeconds, ROOM, times * seconds * Cell.of(call).size());
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "rounds" -> new Options(number(value), times, seconds, warmUpSeconds, calls, proxies);
      case "times" -> new Options(rounds, number(value), seconds, warmUpSeconds, calls, proxies);
      case "seconds" -> new Options(rounds, times, number(value), warmUpSeconds, calls, proxies);
      case "warm-up" -> new Options(rounds, times, seconds, number(value), calls, proxies);
      case "calls" -> new Options(rounds, times, seconds, warmUpSeconds, calls(value), proxies);
      case "proxies" -> new Options(rounds, times, seconds, warmUpSeconds, calls, list(value));
      default -> throw unknown(name);
    };
  }

  private static int number(String value) {
    return Integer.parseInt(value);
  }

  private static List<String> list(String value) {
    return List.of(value.split(",", -1));
  }

  /** In the order in which they are measured. */
  private static List<Call> calls(String value) {
    Map<String, Call> all = Maps.uniqueIndex(List.of(Call.values()), Call::option);
    return list(value).stream()
        .map(each -> Optional.ofNullable(all.get(each)).orElseThrow(() -> unknown(each)))
        .sorted()
        .toList();
  }

  private static IllegalArgumentException unknown(String what) {
    return new IllegalArgumentException(what + " (expected: " + USAGE + ")");
  }
}
