package io.mjrouter.examples.benchmarks.beside;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What every proxy gave under every load, time after time. Used by one thread. */
final class Results {

  private record Key(String proxy, Cell cell) {}

  private final Map<Key, List<Measured>> all = new HashMap<>();

  void add(String proxy, Cell cell, Measured measured) {
    all.computeIfAbsent(new Key(proxy, cell), any -> new ArrayList<>()).add(measured);
  }

  /** One for each time; none where the proxy was not put under this load. */
  List<Measured> of(String proxy, Cell cell) {
    return all.getOrDefault(new Key(proxy, cell), List.of());
  }

  boolean has(String proxy, Cell cell) {
    return !of(proxy, cell).isEmpty();
  }

  /** The median of all times. */
  double median(String proxy, Cell cell, ToDoubleFunction<Measured> what) {
    return Spread.of(of(proxy, cell).stream().mapToDouble(what).toArray()).median();
  }

  long failed(String proxy, Cell cell) {
    return of(proxy, cell).stream().mapToLong(Measured::failed).sum();
  }

  /**
   * How one compares with another, the first time with the first and so on, so that what both
   * suffer does not count.
   */
  Spread ratio(String proxy, String other, Cell cell, ToDoubleFunction<Measured> what) {
    List<Measured> ours = of(proxy, cell);
    List<Measured> theirs = of(other, cell);
    double[] ratios = new double[Math.min(ours.size(), theirs.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = what.applyAsDouble(ours.get(i)) / what.applyAsDouble(theirs.get(i));
    }
    return Spread.of(ratios);
  }

  /** The median and the ends of some figures; not a number where there are none. */
  record Spread(double least, double median, double most) {

    static Spread of(double... figures) {
      if (figures.length == 0) {
        return new Spread(Double.NaN, Double.NaN, Double.NaN);
      }
      double[] sorted = figures.clone();
      Arrays.sort(sorted);
      int half = sorted.length / 2;
      double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
      return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
  }
}
