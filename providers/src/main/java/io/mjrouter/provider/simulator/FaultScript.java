package io.mjrouter.provider.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which fault strikes which submission. Immutable; the host counts the submissions. */
final class FaultScript {

  private static final FaultScript NONE = new FaultScript(List.of(), List.of());

  private final List<Fault> order;
  private final List<Risk> risks;

  private record Risk(Fault fault, double chance) {}

  private FaultScript(List<Fault> order, List<Risk> risks) {
    this.order = List.copyOf(order);
    this.risks = List.copyOf(risks);
  }

  static FaultScript none() {
    return NONE;
  }

  /**
   * Reads the lines of the setting {@code simulator.faults}.
   *
   * @throws IllegalArgumentException when {@link #problem} would have named one
   */
  static FaultScript parse(List<String> lines) {
    List<Fault> order = new ArrayList<>();
    List<Risk> risks = new ArrayList<>();
    for (String line : lines) {
      Risk risk =
          read(line).orElseThrow(() -> new IllegalArgumentException(problem(line).orElse(line)));
      if (line.contains(":")) {
        risks.add(risk);
      } else {
        order.add(risk.fault());
      }
    }
    return new FaultScript(order, risks);
  }

  /** What is wrong with a line and what is expected; empty when nothing is. */
  static Optional<String> problem(String line) {
    if (read(line).isPresent()) {
      return Optional.empty();
    }
    String names = Arrays.stream(Fault.values()).map(Fault::key).collect(Collectors.joining(", "));
    return Optional.of(
        "'"
            + line
            + "' (expected: a fault, or fault:PERCENT with 0 to 100; faults: "
            + names
            + ")");
  }

  /** The fault of a submission, counted from 0. */
  Fault faultOf(long submission, long seed) {
    if (submission < order.size()) {
      return order.get((int) submission);
    }
    for (int i = 0; i < risks.size(); i++) {
      Risk risk = risks.get(i);
      if (Chance.unit(Chance.mix(seed, submission, i)) < risk.chance()) {
        return risk.fault();
      }
    }
    return Fault.NONE;
  }

  private static Optional<Risk> read(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return Fault.parse(line).map(fault -> new Risk(fault, 1));
    }
    try {
      double percent = Double.parseDouble(line.substring(colon + 1).trim());
      return percent >= 0 && percent <= 100
          ? Fault.parse(line.substring(0, colon)).map(fault -> new Risk(fault, percent / 100))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
