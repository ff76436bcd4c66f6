package io.mjrouter.task;

import java.util.ArrayList;
import java.util.List;

/**
 * How far what a host tells of a task on its way can be trusted: how long its tasks still took from
 * each of their {@link Marks} on, as a share of what the mark foretold. A host whose progress means
 * nothing has shares of all sizes, and then it is a poor guide and does no harm.
 *
 * <p>Counted in buckets that grow by the fourth root of two, from 1/256 to 256; all counts of a
 * part are halved when they reach {@value #MOST}. Every bucket of every part is a place, by whose
 * number it can be kept elsewhere. Not safe for use by several threads.
 */
final class ProgressModel {

  private static final int MOST = 1_000;
  private static final int PER_OCTAVE = 4;
  private static final int HALF = 32;
  private static final int BUCKETS = 2 * HALF + 1;
  private static final double[] ENDS = ends();

  private final double[][] counts = new double[Marks.PARTS][BUCKETS];
  private final double[] totals = new double[Marks.PARTS];
  private final Curve[] curves = new Curve[Marks.PARTS];
  private final boolean[] stale = new boolean[Marks.PARTS];

  private static double[] ends() {
    double[] ends = new double[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      ends[i] = Math.pow(2, (i - HALF + 0.5) / PER_OCTAVE);
    }
    return ends;
  }

  ProgressModel() {
    for (int part = 0; part < Marks.PARTS; part++) {
      curves[part] = Curve.of(ENDS, new double[BUCKETS]);
    }
  }

  /**
   * A task with these marks ended at this age, in seconds.
   *
   * @return the places where that counts
   */
  List<Integer> ended(Marks marks, double age) {
    List<Integer> places = new ArrayList<>();
    for (int part = 0; part < Marks.PARTS; part++) {
      if (marks.has(part) && age > marks.age(part)) {
        int bucket = bucket((age - marks.age(part)) / marks.foretold(part));
        count(part, bucket, 1);
        places.add(part * BUCKETS + bucket);
      }
    }
    return places;
  }

  /** Adds what was counted elsewhere, if it is in a place that this version knows. */
  void counted(int place, double weight) {
    if (place >= 0 && place < Marks.PARTS * BUCKETS) {
      count(place / BUCKETS, place % BUCKETS, weight);
    }
  }

  private static int bucket(double share) {
    double place = PER_OCTAVE * Math.log(share) / Math.log(2);
    return (int) Math.max(-HALF, Math.min(HALF, Math.round(place))) + HALF;
  }

  private void count(int part, int bucket, double weight) {
    counts[part][bucket] += weight;
    totals[part] += weight;
    while (totals[part] >= MOST) {
      for (int i = 0; i < BUCKETS; i++) {
        counts[part][i] /= 2;
      }
      totals[part] /= 2;
    }
    stale[part] = true;
  }

  /** The shares that were counted from marks in one part of the way. */
  Curve shares(int part) {
    if (stale[part]) {
      double[] upTo = new double[BUCKETS];
      double sum = 0;
      for (int i = 0; i < BUCKETS; i++) {
        sum += counts[part][i];
        upTo[i] = sum;
      }
      curves[part] = Curve.of(ENDS, upTo);
      stale[part] = false;
    }
    return curves[part];
  }
}
