package io.mjrouter.proxy;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Names requests, so that a client's report finds its line in our log. */
final class RequestIds {

  static final String HEADER = "X-Request-Id";

  /** Under what name it stands in the context of log lines. */
  static final String LOGGED = "mjRequest";

  private static final int LONGEST = 128;

  private final String start;
  private final AtomicLong next = new AtomicLong();

  /** Names from here on; those before had another beginning. */
  RequestIds(Instant began) {
    start = Long.toString(began.toEpochMilli(), Character.MAX_RADIX) + "-";
  }

  /** The client's own, where it is one that may stand in a header and a log; else a new one. */
  String of(@Nullable String given) {
    return given != null && isUsable(given)
        ? given
        : start + Long.toString(next.incrementAndGet(), Character.MAX_RADIX);
  }

  private static boolean isUsable(String id) {
    if (id.isEmpty() || id.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!plain && c != '-' && c != '_' && c != '.' && c != ':') {
        return false;
      }
    }
    return true;
  }
}
