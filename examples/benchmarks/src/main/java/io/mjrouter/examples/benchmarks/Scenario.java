package io.mjrouter.examples.benchmarks;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * One day as a scenario file tells it. Immutable.
 *
 * @param hours how long it is
 * @param floor submissions an hour at the quietest
 * @param peak submissions an hour at the busiest
 * @param lostAnswers the share of submits whose answer is lost
 */
record Scenario(
    double hours,
    double floor,
    double peak,
    double lostAnswers,
    List<Caller> callers,
    List<Host> hosts) {

  /**
   * One kind of caller.
   *
   * @param byHand the mode somebody without a router would configure for it
   */
  record Caller(String name, double share, double deadline, Mode byHand) {}

  /** One host. */
  record Host(
      String name,
      boolean refunds,
      double accepts,
      double fails,
      boolean tellsQueue,
      Optional<Money> balance,
      Map<Mode, Lane> lanes) {}

  /** One mode of a host. */
  record Lane(
      Money price,
      double median,
      double sigma,
      double queueFloor,
      double queuePeak,
      Optional<Degraded> degraded) {}

  /** A part of the day in which a lane fails more and is slower. */
  record Degraded(double from, double to, double fails, double slower) {
    boolean holds(double hour) {
      return hour >= from && hour < to;
    }
  }

  Scenario {
    callers = List.copyOf(callers);
    hosts = List.copyOf(hosts);
  }

  static Scenario read(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(in);
    }
  }

  static Scenario read(Reader in) throws IOException {
    Properties p = new Properties();
    p.load(in);
    List<Caller> callers = new ArrayList<>();
    for (String name : names(p, "callers")) {
      String at = "callers." + name + ".";
      callers.add(
          new Caller(
              name,
              number(p, at + "share"),
              number(p, at + "deadline"),
              Mode.parse(text(p, at + "by-hand")).orElseThrow()));
    }
    List<Host> hosts = new ArrayList<>();
    for (String name : names(p, "hosts")) {
      hosts.add(host(p, name));
    }
    return new Scenario(
        number(p, "hours"),
        number(p, "load.floor"),
        number(p, "load.peak"),
        number(p, "lost-answers-per-mille") / 1000,
        callers,
        hosts);
  }

  private static Host host(Properties p, String name) {
    Map<Mode, Lane> lanes = new EnumMap<>(Mode.class);
    for (Mode mode : Mode.values()) {
      String at = name + "." + mode.key() + ".";
      if (p.containsKey(at + "price")) {
        boolean degrades = mode.key().equals(p.getProperty(name + ".degraded.mode"));
        lanes.put(
            mode,
            new Lane(
                Money.usd(text(p, at + "price")),
                number(p, at + "median"),
                number(p, at + "sigma"),
                number(p, at + "queue.floor", 0),
                number(p, at + "queue.peak", 0),
                degrades ? Optional.of(degraded(p, name + ".degraded.")) : Optional.empty()));
      }
    }
    return new Host(
        name,
        Boolean.parseBoolean(text(p, name + ".refunds")),
        number(p, name + ".accepts"),
        number(p, name + ".fails"),
        Boolean.parseBoolean(p.getProperty(name + ".tells-queue", "false")),
        Optional.ofNullable(p.getProperty(name + ".balance")).map(Money::usd),
        lanes);
  }

  private static Degraded degraded(Properties p, String at) {
    return new Degraded(
        number(p, at + "from"),
        number(p, at + "to"),
        number(p, at + "fails"),
        number(p, at + "slower"));
  }

  private static List<String> names(Properties p, String key) {
    return Arrays.stream(text(p, key).split(",")).map(String::trim).toList();
  }

  private static double number(Properties p, String key, double otherwise) {
    return p.containsKey(key) ? number(p, key) : otherwise;
  }

  private static double number(Properties p, String key) {
    return Double.parseDouble(text(p, key));
  }

  private static String text(Properties p, String key) {
    String value = p.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("scenario: " + key + " is missing");
    }
    return value.trim();
  }

  /** From 0 at four in the morning to 1 at four in the afternoon, as a cosine. */
  static double swing(double seconds) {
    double hour = seconds / 3600;
    return (1 - Math.cos(2 * Math.PI * (hour - 4) / 24)) / 2;
  }
}
