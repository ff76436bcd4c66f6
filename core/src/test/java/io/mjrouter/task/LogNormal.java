package io.mjrouter.task;

import java.util.List;
import java.util.Random;

/** A known distribution of durations in seconds, and what looking out for them costs. */
final class LogNormal {

  private final double mu;
  private final double sigma;

  /** By its median and the time within which 95 of 100 have ended. */
  LogNormal(double median, double p95) {
    mu = Math.log(median);
    sigma = Math.log(p95 / median) / 1.6449;
  }

  double draw(Random random) {
    return Math.exp(mu + sigma * random.nextGaussian());
  }

  /** The distribution function, by the midpoint rule. */
  double chance(double seconds) {
    if (seconds <= 0) {
      return 0;
    }
    double z = (Math.log(seconds) - mu) / sigma;
    double step = 1e-2;
    double sum = 0;
    for (double x = -8 + step / 2; x < z; x += step) {
      sum += Math.exp(-x * x / 2) * Math.min(step, z - x + step / 2);
    }
    return Math.min(1, sum / Math.sqrt(2 * Math.PI));
  }

  Curve curve() {
    double[] places = new double[1_200];
    double[] upTo = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = Math.exp(i * 8.0 / places.length);
      upTo[i] = Math.max(i == 0 ? 0 : upTo[i - 1], chance(places[i]));
    }
    return Curve.of(places, upTo);
  }

  /** What a plan costs for one task: its looks, at their price, and the delay. */
  double cost(List<Double> looks, double price) {
    double cost = 0;
    double before = 0;
    Curve curve = curve();
    for (double look : looks) {
      cost += price * (1 - curve.upTo(before)) + waited(curve, before, look);
      before = look;
    }
    return cost;
  }

  private static double waited(Curve curve, double from, double to) {
    return curve.area(to) - curve.area(from) - curve.upTo(from) * (to - from);
  }

  /** The least that any plan costs whose looks are at whole steps: each step's best next one. */
  double optimum(double price, double until, double step) {
    Curve curve = curve();
    int size = (int) (until / step);
    double[] best = new double[size + 1];
    for (int i = size - 1; i >= 0; i--) {
      double from = i * step;
      double left = 1 - curve.upTo(from);
      best[i] = Double.MAX_VALUE;
      for (int j = i + 1; j <= size; j++) {
        double cost = price * left + waited(curve, from, j * step) + best[j];
        best[i] = Math.min(best[i], cost);
      }
    }
    return best[0];
  }
}
