package io.mjrouter.spring;

import io.mjrouter.Midjourney;
import io.mjrouter.model.TimeSource;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the router may be called ready: once the tasks that were open are followed again. */
final class Readiness {

  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final Duration STEP = Duration.ofMillis(20);

  private Readiness() {}

  /** Waits for it, but no longer than this; recovery then goes on in the background. */
  static void awaitRecovered(Midjourney midjourney, TimeSource time, Duration longest)
      throws InterruptedException {
    long begun = time.nanoTime();
    while (midjourney.isRecovering()) {
      if (time.nanoTime() - begun >= longest.toNanos()) {
        LOG.warn("open tasks are still being read after {}", longest);
        return;
      }
      time.sleep(STEP);
    }
  }
}
