package io.mjrouter.provider.internal;

import java.io.IOException;
import java.io.InputStream;

/** A picture's bytes while they arrive. Its connection is free again at its end or when closed. */
final class PictureStream extends InputStream {

  @FunctionalInterface
  private interface Step {
    int run() throws IOException;
  }

  private final Opened opened;
  private final InputStream content;

  PictureStream(Opened opened, long maxBytes) throws IOException {
    this.opened = opened;
    this.content = opened.content(maxBytes);
    opened.exchange().heldBy(null);
  }

  @Override
  public int read() throws IOException {
    return step(content::read);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return step(() -> content.read(bytes, offset, length));
  }

  private int step(Step step) throws IOException {
    Exchange exchange = opened.exchange();
    exchange.heldBy(Thread.currentThread());
    try {
      int read = step.run();
      if (read < 0) {
        close();
      }
      return read;
    } catch (IOException | RuntimeException e) {
      String why = Failures.classify(exchange, opened.host(), e).text();
      close();
      throw new IOException(why);
    } finally {
      exchange.heldBy(null);
    }
  }

  @Override
  public void close() {
    opened.close();
  }
}
