package io.mjrouter.provider.internal;

import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Capability;
import io.mjrouter.wire.HttpAnswer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Endpoints that a host turned out to lack though its profile lists them. They are not asked again
 * for an hour; then once more, since a page may also mean that the host was being repaired.
 */
final class Missing {

  private static final long AN_HOUR = Duration.ofHours(1).toNanos();

  private final TimeSource time;
  private final Map<Capability, Long> until = new ConcurrentHashMap<>();

  Missing(TimeSource time) {
    this.time = time;
  }

  boolean contains(Capability capability) {
    Long end = until.get(capability);
    return end != null && time.nanoTime() - end < 0;
  }

  /** Notes it; says whether it was not known before. */
  boolean add(Capability capability) {
    return until.put(capability, time.nanoTime() + AN_HOUR) == null;
  }

  /** Whether an answer that is of no use means that nothing answers at this path. */
  static boolean means(HttpAnswer answer) {
    return switch (answer.status()) {
      case 404, 405 -> true;
      case 401, 403, 429 -> false;
      default -> answer.status() < 500 && isPage(answer);
    };
  }

  private static boolean isPage(HttpAnswer answer) {
    byte[] body = answer.body();
    int start = 0;
    while (start < body.length && body[start] <= ' ' && body[start] >= 0) {
      start++;
    }
    return answer.contentType().toLowerCase(Locale.ROOT).startsWith("text/html")
        || (start < body.length && body[start] == '<');
  }
}
