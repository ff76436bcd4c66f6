package io.mjrouter.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Recorded bodies of real hosts: {@code /payloads/NAME} on the class path, each explained in {@code
 * INDEX.md} beside them.
 */
public final class Payloads {

  private Payloads() {}

  /**
   * Reads a body as text.
   *
   * @param name the file's name, such as {@code dataeyes_fetch_success.json}
   */
  public static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  public static byte[] bytes(String name) {
    try (InputStream in = Payloads.class.getResourceAsStream("/payloads/" + name)) {
      if (in == null) {
        throw new AssertionError("payload: " + name + " (expected: a file of /payloads)");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
