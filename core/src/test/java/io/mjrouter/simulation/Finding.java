package io.mjrouter.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A seed that broke a law, with the fewest of its faults that still break the same one, and what
 * happened until then.
 */
record Finding(
    long seed, Set<Fault> without, Set<Fault> faults, Throwable broken, List<String> trace) {

  private static final int SHOWN = 80;

  /** Runs a seed; empty when every law held. */
  static Optional<Finding> in(long seed, Set<Fault> without, Coverage coverage) {
    Simulation simulation = new Simulation(seed, without, Trace.digestOnly());
    Optional<Throwable> broken = broken(simulation);
    coverage.add(simulation.coverage);
    return broken.map(first -> shrunk(seed, without, first));
  }

  private static Optional<Throwable> broken(Simulation simulation) {
    try (BackgroundErrors errors = BackgroundErrors.watched()) {
      simulation.run();
      errors.demandNone();
      return Optional.empty();
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      return Optional.of(e);
    }
  }

  /** Leaves out one fault after the other for as long as the same law is broken. */
  private static Finding shrunk(long seed, Set<Fault> without, Throwable first) {
    Set<Fault> left = EnumSet.noneOf(Fault.class);
    left.addAll(without);
    Throwable broken = first;
    for (Fault fault : new Simulation(seed, without, Trace.digestOnly()).weather.faults()) {
      left.add(fault);
      Optional<Throwable> still = broken(new Simulation(seed, left, Trace.digestOnly()));
      if (still.filter(each -> law(each).equals(law(first))).isPresent()) {
        broken = still.get();
      } else {
        left.remove(fault);
      }
    }
    Trace trace = Trace.kept();
    Simulation last = new Simulation(seed, left, trace);
    broken = broken(last).orElse(broken);
    return new Finding(seed, left, Set.copyOf(last.weather.faults()), broken, trace.lines());
  }

  private static String law(Throwable broken) {
    String text = String.valueOf(broken.getMessage());
    int end = text.indexOf(';');
    return text.substring(0, end < 0 ? Math.min(text.length(), 12) : end);
  }

  /** How to see it again. */
  String command() {
    List<String> names = new ArrayList<>();
    without.forEach(fault -> names.add(fault.name()));
    return "mvn -o -pl core test -Dtest=FaultSimulationTest -Dsim.seed="
        + seed
        + (names.isEmpty() ? "" : " -Dsim.without=" + String.join(",", names));
  }

  @Override
  public String toString() {
    List<String> shown = trace.subList(Math.max(0, trace.size() - SHOWN), trace.size());
    return "seed "
        + seed
        + ": "
        + broken.getMessage()
        + "\nwith "
        + new TreeSet<>(faults)
        + "\nagain: "
        + command()
        + "\n"
        + String.join("\n", shown);
  }
}
