package io.mjrouter.provider.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails once more bytes come than allowed, and reads at most one byte beyond. */
final class CappedStream extends FilterInputStream {

  /** More bytes came than allowed. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;

    TooLarge(long cap) {
      super("more than " + cap + " bytes");
    }
  }

  private final long cap;
  private long left;

  CappedStream(InputStream in, long cap) {
    super(in);
    this.cap = cap;
    this.left = Math.min(cap, Long.MAX_VALUE - 1);
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    if (one >= 0) {
      count(1);
    }
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, (int) Math.min(length, left + 1));
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = in.skip(Math.min(bytes, left + 1));
    count(skipped);
    return skipped;
  }

  private void count(long read) throws TooLarge {
    left -= read;
    if (left < 0) {
      throw new TooLarge(cap);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
