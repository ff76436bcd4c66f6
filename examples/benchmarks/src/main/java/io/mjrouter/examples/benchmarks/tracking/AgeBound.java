package io.mjrouter.examples.benchmarks.tracking;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The least that anybody can do who knows of a task no more than its age, and how long such tasks
 * take.
 *
 * <p>Let f be the density of the time T that a task takes, S(a) = P(T > a) and h = f / S. A look at
 * the age a, after one at the age b, is made when T > b, so it costs S(b). It sees within D seconds
 * what ended in a set C of ages between b and a, no longer than D; and since S falls, D S(b) ≥ ∫ S
 * over C. To see a share q of all ends within D, all those sets together must have ∫ f = q; ∫ S
 * over them is least where they are the ages of the highest h. With W for that least value
 *
 * <pre>looks a task ≥ W / D</pre>
 *
 * <p>while a fixed interval of D / q takes q E[T] / D. For the mean delay, and small steps, looks
 * at the density √(h / 2p) are best (see PollPlan in core): looks × delay = (∫ √(f S))² / 2,
 * against E[T] / 2.
 */
final class AgeBound {

  private static final double STEP = 0.25;
  private static final int STEPS = 12_000;

  private final double mean;
  private final double watched;
  private final double roots;

  /** The bound for tasks of the model, and a share of all ends. */
  AgeBound(double share) {
    double[] density = new double[STEPS];
    double[] left = new double[STEPS];
    double later = 0;
    double sum = 0;
    double root = 0;
    for (int i = STEPS - 1; i >= 0; i--) {
      density[i] = ModelTask.density((i + 0.5) * STEP) * STEP;
      left[i] = later + density[i] / 2;
      later += density[i];
      sum += left[i] * STEP;
      root += Math.sqrt(density[i] * STEP * left[i]);
    }
    mean = sum;
    roots = root;
    watched = watched(density, left, share);
  }

  private static double watched(double[] density, double[] left, double share) {
    List<Integer> likeliestFirst =
        IntStream.range(0, STEPS)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -density[i] / left[i]))
            .toList();
    double seen = 0;
    double time = 0;
    for (int i : likeliestFirst) {
      double part = Math.min(1, (share - seen) / density[i]);
      if (part <= 0) {
        break;
      }
      seen += density[i];
      time += part * left[i] * STEP;
    }
    return time;
  }

  /** The least looks a task with which the share of ends is seen within so many seconds. */
  double looks(double seconds) {
    return watched / seconds;
  }

  /** The least part of the looks of a fixed interval with the same delay of the share of ends. */
  double ofFixed(double share) {
    return watched / (share * mean);
  }

  /** The same with the same mean delay, where steps are small. */
  double ofFixedByMean() {
    return roots * roots / mean;
  }

  /** What holds for a provider with so many tasks under way. */
  String line(double share, double tasks, int batch, double seconds, int perSecond) {
    double calls = looks(seconds) * tasks / mean / batch;
    return String.format(
        Locale.ROOT,
        "by age alone: p95 of %.0f s takes %.1f looks a task, %.1f calls/s with a list; %d calls/s"
            + " give a p95 of %.2f s at best; of a fixed interval's calls at least %.2f at the same"
            + " p95, %.2f at the same mean%n",
        seconds,
        looks(seconds),
        calls,
        perSecond,
        seconds * calls / perSecond,
        ofFixed(share),
        ofFixedByMean());
  }
}
