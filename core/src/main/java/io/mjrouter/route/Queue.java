package io.mjrouter.route;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * How long one waits at a route before drawing begins, from what the host says about its queue.
 *
 * <p>The wait is the length last told times the learned seconds a place takes. It fades to nothing
 * with {@link #FADES_IN} as that word grows old, so that a route left out for its queue is asked
 * again. Of tasks that found n places before them and took T, the seconds a place takes are the sum
 * of (T − the usual time without a queue) over the sum of n, each task weighing nine tenths of the
 * next; a long queue so says more than a short one. A host that says nothing of its queue has no
 * wait here: then the learned durations hold it.
 *
 * @param length how many stood before the last one
 * @param toldAt when the host said so
 * @param waited the weighed sum of waits in seconds
 * @param places the weighed sum of the places waited for
 */
record Queue(int length, long toldAt, double waited, double places) {

  static final long FADES_IN = TimeUnit.MINUTES.toNanos(30);
  private static final double KEPT = 0.9;

  /** Until it is learned, a place takes 6 s, as if 5 places had been waited for. */
  static final Queue NONE = new Queue(0, 0, 30, 5);

  /** A host took a submission; an answer without a number says that there is no queue. */
  Queue told(OptionalInt told, long now) {
    int ahead = told.orElse(0);
    return ahead == 0 && length == 0 ? this : new Queue(ahead, now, waited, places);
  }

  Queue waited(int ahead, double seconds) {
    return ahead < 1
        ? this
        : new Queue(length, toldAt, waited * KEPT + Math.max(0, seconds), places * KEPT + ahead);
  }

  /** The wait of one who would come now. */
  long waitNanos(long now) {
    if (length == 0) {
      return 0;
    }
    double fresh = Math.exp(-(double) Math.max(0, now - toldAt) / FADES_IN);
    return Math.round(wait(length).toNanos() * fresh);
  }

  Duration wait(int ahead) {
    return Duration.ofMillis(Math.round(1000 * waited / places * ahead));
  }
}
