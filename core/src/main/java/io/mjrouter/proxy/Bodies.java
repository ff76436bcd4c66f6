package io.mjrouter.proxy;

import io.mjrouter.model.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies, none of them further than is allowed, and none for ever: after twenty seconds a
 * body must have come at 32 KB a second or more. Safe for use by many threads, each of which waits.
 */
final class Bodies {

  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();
  private static final int PER_SECOND = 32 << 10;
  private static final int STEP = 16 << 10;

  private final long most;
  private final TimeSource time;

  /**
   * Reads bodies.
   *
   * @param most bytes of one
   */
  Bodies(long most, TimeSource time) {
    this.most = most;
    this.time = time;
  }

  byte[] read(ProxyRequest request) {
    long declared = declared(request.header("Content-Length"));
    if (declared > most) {
      throw tooLarge();
    }
    // What is declared is all that there is room for: bodies are small, and the limit is not.
    long room = declared > 0 ? declared : most;
    try {
      return read(request.body(), room);
    } catch (IOException e) {
      throw Refusal.invalid("the body could not be read to its end");
    }
  }

  private byte[] read(InputStream body, long room) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    byte[] part = new byte[(int) Math.min(STEP, room + 1)];
    long start = time.nanoTime();
    for (int read = body.read(part); read >= 0; read = body.read(part)) {
      whole.write(part, 0, read);
      if (whole.size() > room) {
        throw room < most ? Refusal.invalid("body: longer than declared") : tooLarge();
      }
      long earned = Duration.ofSeconds(whole.size() / PER_SECOND).toNanos();
      if (time.nanoTime() - start > PATIENCE + earned) {
        throw Refusal.of(408, Refusal.INVALID, "body: too slow").with("Connection", "close");
      }
    }
    return whole.toByteArray();
  }

  private Refusal tooLarge() {
    return Refusal.of(
            413, Refusal.INVALID, "body: too large (expected: at most " + most + " bytes)")
        .with("Connection", "close");
  }

  private static long declared(@Nullable String length) {
    if (length == null) {
      return 0;
    }
    try {
      return Long.parseLong(length.trim());
    } catch (NumberFormatException e) {
      throw Refusal.invalid("content length: no number");
    }
  }
}
