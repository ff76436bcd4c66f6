package io.mjrouter.route;

/** Successes and failures, each weighing half as much after every half-life. */
record Evidence(double good, double bad, long at) {

  static final Evidence NONE = new Evidence(0, 0, 0);

  Evidence plus(Verdict verdict, long halfLife, long now) {
    double kept = kept(halfLife, now);
    return new Evidence(good * kept + verdict.good(), bad * kept + verdict.bad(), latest(now));
  }

  /** At most so much of failure. */
  Evidence forgiven(double most) {
    return new Evidence(good, Math.min(bad, most), at);
  }

  /**
   * The chance of success: successes among all, after {@code weight} imagined tries of which a
   * share of {@code prior} went well.
   */
  double chance(double prior, double weight, long halfLife, long now) {
    if (good == 0 && bad == 0) {
      return prior;
    }
    double kept = kept(halfLife, now);
    return (good * kept + prior * weight) / ((good + bad) * kept + weight);
  }

  private double kept(long halfLife, long now) {
    long age = now - at;
    return Decay.kept(age, halfLife);
  }

  private long latest(long now) {
    return (good == 0 && bad == 0) || now - at > 0 ? now : at;
  }
}
