package io.mjrouter.route;

/** How much of an old weight is left. */
final class Decay {

  private static final int FORGOTTEN = 60;

  private Decay() {}

  /**
   * 2^(-age / halfLife), and 1 for no age.
   *
   * <p>A decision asks for some hundred of these, so the power of two is made of its exponent and,
   * for the fraction, a polynomial; it is off by less than 2 parts in 10,000, which no weight here
   * can tell from exact.
   */
  static double kept(long age, long halfLife) {
    if (age <= 0) {
      return 1;
    }
    double halvings = (double) age / halfLife;
    if (halvings >= FORGOTTEN) {
      return 0;
    }
    int whole = (int) halvings;
    double rest = halvings - whole;
    double fraction = 1 - rest * (0.6914 - rest * (0.2305 - rest * 0.0391));
    return fraction * Double.longBitsToDouble((1023L - whole) << 52);
  }
}
