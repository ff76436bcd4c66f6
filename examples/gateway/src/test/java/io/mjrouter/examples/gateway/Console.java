package io.mjrouter.examples.gateway;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * F96: reads what every gateway of every test prints. The tests' keys all carry the mark, and
 * nobody may say it: no line, no answer.
 */
final class Console extends FilterOutputStream {

  private static final Pattern SECRET =
      Pattern.compile("secret-canary|Bearer [!-~]{8}|iVBORw0KGgo", Pattern.CASE_INSENSITIVE);
  private static final AtomicInteger FOUND = new AtomicInteger();

  private Console(OutputStream out) {
    super(out);
  }

  /** Begins to read; once is enough. */
  static void watch() {
    if (!(System.out instanceof Watched)) {
      System.setOut(new Watched(System.out));
    }
  }

  private static final class Watched extends PrintStream {
    Watched(PrintStream out) {
      super(new Console(out), true, StandardCharsets.UTF_8);
    }
  }

  /** Fails if a secret was printed since the last time. */
  static void check() {
    int found = FOUND.getAndSet(0);
    if (found > 0) {
      throw new AssertionError("secrets were printed, times " + found);
    }
  }

  static boolean isSecretIn(String text) {
    return SECRET.matcher(text).find();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (isSecretIn(new String(bytes, from, length, StandardCharsets.UTF_8))) {
      FOUND.incrementAndGet();
    }
    out.write(bytes, from, length);
  }
}
