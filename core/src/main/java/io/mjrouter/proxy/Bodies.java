package io.mjrouter.proxy;

import io.mjrouter.model.TimeSource;
import io.mjrouter.wire.TimedStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies, none of them further or longer than is allowed.
 *
 * @param most in bytes
 */
record Bodies(long most, TimeSource time) {

  byte[] read(ProxyRequest request) {
    long declared = declared(request.header("Content-Length"));
    if (declared > most) {
      throw tooLarge();
    }
    // What is declared is all that there is room for: bodies are small, and the limit is not.
    long room = declared > 0 ? declared : most;
    try {
      byte[] body = new TimedStream(request.body(), time).readNBytes((int) room + 1);
      if (body.length > room) {
        throw room < most ? Refusal.invalid("body: longer than declared") : tooLarge();
      }
      return body;
    } catch (TimedStream.TooSlowException e) {
      throw Refusal.of(408, Refusal.INVALID, "body: came too slowly").with("Connection", "close");
    } catch (IOException e) {
      throw Refusal.invalid("the body could not be read to its end");
    }
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
