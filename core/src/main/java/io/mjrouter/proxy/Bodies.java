package io.mjrouter.proxy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads bodies, none of them further than is allowed. */
final class Bodies {

  private Bodies() {}

  static byte[] read(ProxyRequest request, long most) {
    long declared = declared(request.header("Content-Length"));
    if (declared > most) {
      throw tooLarge(most);
    }
    // What is declared is all that there is room for: bodies are small, and the limit is not.
    long room = declared > 0 ? declared : most;
    try {
      byte[] body = request.body().readNBytes((int) room + 1);
      if (body.length > room) {
        throw room < most ? Refusal.invalid("body: longer than declared") : tooLarge(most);
      }
      return body;
    } catch (IOException e) {
      throw Refusal.invalid("the body could not be read to its end");
    }
  }

  private static Refusal tooLarge(long most) {
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
