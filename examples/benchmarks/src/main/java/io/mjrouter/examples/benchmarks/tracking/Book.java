package io.mjrouter.examples.benchmarks.tracking;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * What the hosts noted while it was open: calls, looks, and for each task how long it took and how
 * long its end was not seen. Safe for use by many threads.
 */
final class Book {

  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong looks = new AtomicLong();
  private volatile boolean open;
  private double[] took = new double[1 << 16];
  private double[] delays = new double[1 << 16];
  private int size;

  void open() {
    open = true;
  }

  void called(int tasks) {
    if (open) {
      calls.incrementAndGet();
      looks.addAndGet(tasks);
    }
  }

  synchronized void seenDone(ModelTask task, double delay) {
    if (!open) {
      return;
    }
    if (size == took.length) {
      took = Arrays.copyOf(took, 2 * size);
      delays = Arrays.copyOf(delays, 2 * size);
    }
    took[size] = task.seconds();
    delays[size++] = delay;
  }

  long calls() {
    return calls.get();
  }

  long looks() {
    return looks.get();
  }

  synchronized int ended() {
    return size;
  }

  /** The delay that no more than so many of all tasks had. */
  synchronized double delay(double share) {
    return quantile(Arrays.copyOf(delays, size), share);
  }

  synchronized double meanDelay() {
    return Arrays.stream(delays, 0, size).average().orElse(0);
  }

  /**
   * The looks of one who looks at each of the same tasks at fixed intervals from its acceptance,
   * with the interval at which the same share has no longer delays. Nothing ever holds him up.
   */
  synchronized double looksAtFixedInterval(double share, double delay) {
    return looksAt(interval(its -> quantile(its, share), delay));
  }

  /** The same with the interval at which the mean delay is this. */
  synchronized double looksAtFixedInterval(double meanDelay) {
    return looksAt(interval(its -> Arrays.stream(its).average().orElse(0), meanDelay));
  }

  private double interval(ToDoubleFunction<double[]> freshness, double wanted) {
    double low = 1e-3;
    double high = 1e4;
    while (high - low > 1e-4 * low) {
      double middle = Math.sqrt(low * high);
      double[] its = new double[size];
      for (int i = 0; i < size; i++) {
        its[i] = Math.ceil(took[i] / middle) * middle - took[i];
      }
      if (freshness.applyAsDouble(its) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double looksAt(double interval) {
    double looks = 0;
    for (int i = 0; i < size; i++) {
      looks += Math.ceil(took[i] / interval);
    }
    return looks;
  }

  private static double quantile(double[] values, double share) {
    Arrays.sort(values);
    return values.length == 0 ? 0 : values[(int) (share * (values.length - 1))];
  }
}
