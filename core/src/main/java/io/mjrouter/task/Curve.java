package io.mjrouter.task;

import java.util.Arrays;

/**
 * How much weight lies up to a place: nothing up to 0, straight lines between given points, nothing
 * more after the last. An immutable value.
 */
final class Curve {

  private final double[] places;
  private final double[] upTo;
  private final double[] area;

  private Curve(double[] places, double[] upTo, double[] area) {
    this.places = places;
    this.upTo = upTo;
    this.area = area;
  }

  /**
   * A curve through points.
   *
   * @param places above 0 and rising
   * @param upTo the weight up to each of them; never falls
   */
  static Curve of(double[] places, double[] upTo) {
    int size = places.length + 1;
    double[] x = new double[size];
    double[] y = new double[size];
    System.arraycopy(places, 0, x, 1, places.length);
    System.arraycopy(upTo, 0, y, 1, places.length);
    double[] area = new double[size];
    for (int i = 1; i < size; i++) {
      area[i] = area[i - 1] + (y[i - 1] + y[i]) / 2 * (x[i] - x[i - 1]);
    }
    return new Curve(x, y, area);
  }

  double total() {
    return upTo[upTo.length - 1];
  }

  /** The weight up to a place. */
  double upTo(double place) {
    int i = before(place);
    return i < 0 ? 0 : upTo[i] + slope(i) * (place - places[i]);
  }

  /** The area below the curve from 0 to a place. */
  double area(double place) {
    int i = before(place);
    if (i < 0) {
      return 0;
    }
    double past = place - places[i];
    return area[i] + (upTo[i] + slope(i) * past / 2) * past;
  }

  private double slope(int i) {
    return i + 1 == places.length ? 0 : (upTo[i + 1] - upTo[i]) / (places[i + 1] - places[i]);
  }

  /** The last given point at or before a place; -1 when there is none. */
  private int before(double place) {
    int found = Arrays.binarySearch(places, place);
    return found >= 0 ? found : -found - 2;
  }
}
