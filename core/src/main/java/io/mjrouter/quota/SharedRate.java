package io.mjrouter.quota;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/** A {@link RateWindow} that many threads call through. */
public final class SharedRate {

  private final AtomicReference<RateWindow> window;

  /** No call yet; an empty limit is none. */
  public SharedRate(OptionalInt perMinute) {
    window = new AtomicReference<>(RateWindow.of(perMinute));
  }

  /**
   * Counts a call, if there is room for it.
   *
   * @return empty where there was; else when there will be, from now
   */
  public Optional<Duration> take(long now) {
    for (; ; ) {
      RateWindow before = window.getPlain();
      if (!before.hasRoom(now)) {
        return Optional.of(Duration.ofNanos(before.roomAt(now) - now));
      }
      if (window.compareAndSet(before, before.taken(now))) {
        return Optional.empty();
      }
    }
  }

  /** Takes back a call that was counted at a time, and was none after all. */
  public void giveBack(long then) {
    window.updateAndGet(before -> before.givenBack(then));
  }
}
