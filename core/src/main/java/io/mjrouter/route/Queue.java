package io.mjrouter.route;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * How long one waits at a route before drawing begins, from what the host says about its queue.
 *
 * <p>The wait is the length last told times the learned seconds a place takes. It fades to nothing
 * with {@link #FADES_IN} as that word grows old. Of a task that found n places before it and took
 * T, (T − the usual time without a queue) / n is one sample of the seconds a place takes; the
 * newest counts for a fifth. A host that says nothing of its queue has no wait here: then the
 * learned durations hold it.
 *
 * @param length how many stood before the last one
 * @param toldAt when the host said so
 * @param perPlace the seconds a place takes
 */
record Queue(int length, long toldAt, double perPlace) {

  static final long FADES_IN = TimeUnit.MINUTES.toNanos(10);
  private static final double NEWEST = 0.2;

  static final Queue NONE = new Queue(0, 0, 6);

  /** A host took a submission; an answer without a number says that there is no queue. */
  Queue told(OptionalInt places, long now) {
    int told = places.orElse(0);
    return told == 0 && length == 0 ? this : new Queue(told, now, perPlace);
  }

  Queue waited(int places, double seconds) {
    if (places < 1) {
      return this;
    }
    double sample = Math.max(0, seconds) / places;
    return new Queue(length, toldAt, (1 - NEWEST) * perPlace + NEWEST * sample);
  }

  /** The wait of one who would come now. */
  long waitNanos(long now) {
    if (length == 0) {
      return 0;
    }
    double fresh = Math.exp(-(double) Math.max(0, now - toldAt) / FADES_IN);
    return Math.round(wait(length).toNanos() * fresh);
  }

  Duration wait(int places) {
    return Duration.ofMillis(Math.round(1000 * perPlace * places));
  }
}
