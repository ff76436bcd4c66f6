package io.mjrouter.task;

import io.mjrouter.route.DurationModel;
import org.jspecify.annotations.Nullable;

/**
 * When one task is likely to end: what is known of its kind by its age, and where progress was seen
 * and means something, of how such progress went on. Ages are seconds since a host took it. An
 * immutable value.
 */
final class Outlook {

  private final Curve byAge;
  private final @Nullable Curve byProgress;
  private final double since;
  private final double scale;

  private Outlook(Curve byAge, @Nullable Curve byProgress, double since, double scale) {
    this.byAge = byAge;
    this.byProgress = byProgress;
    this.since = since;
    this.scale = scale;
  }

  static Outlook of(Curve byAge) {
    return new Outlook(byAge, null, 0, 1);
  }

  /**
   * The same with what progress tells.
   *
   * @param curve how long such tasks still took, in units of the time that their progress foretold
   * @param since the age at which the progress was seen
   * @param foretold how long it would take if progress were even
   */
  Outlook with(Curve curve, double since, double foretold) {
    return new Outlook(byAge, curve, since, foretold);
  }

  /**
   * For how many seconds a task that had not ended at one age has, by a later age, been waiting to
   * be seen ended: E[(at - T)+ | T > seen].
   *
   * <p>As in {@link DurationModel}, what is known in general counts as so many tasks beside those
   * whose progress went alike.
   */
  double delay(double seen, double at) {
    double general = share(byAge, seen, at, 0, 1, byAge.total() - byAge.upTo(seen));
    if (byProgress == null) {
      return general;
    }
    double left = byProgress.total() - byProgress.upTo((seen - since) / scale);
    double alike = share(byProgress, seen, at, since, scale, 1);
    return (DurationModel.WEIGHT * general + alike) / (DurationModel.WEIGHT + left);
  }

  private static double share(
      Curve curve, double seen, double at, double since, double scale, double left) {
    double from = (seen - since) / scale;
    double to = (at - since) / scale;
    double waited = curve.area(to) - curve.area(from) - curve.upTo(from) * (to - from);
    return left <= 0 ? at - seen : scale * waited / left;
  }
}
